/** Which steps the loss looks at: one, several, or every step that is asked about, as in training. */
import { computed, type ReadonlySignal } from '@preact/signals';
import { type Field, readInteger } from '../shared/fields.ts';
import type { FigureState } from '../shared/state.ts';
import type { Asked } from './loss.ts';
import type { Sequence } from './sequence.ts';
import type { StepperState } from './state.ts';

/** Steps from 1 beside the first one chosen. */
export type AlsoAsked = readonly number[] | 'all';

/** More would not fit into a link. */
const mostAlso = 64;

/** In a link `also=3.8` or `also=all`. */
export function alsoField(steps: number): Field<AlsoAsked> {
  return {
    key: 'also',
    fallback: [],
    write: (value) => (value === 'all' ? value : value.join('.')),
    read(text) {
      if (text === 'all') return text;
      const parts = text.split('.', mostAlso + 1);
      const read = parts.map((part) => readInteger(part, 1, steps)).filter((step) => step !== undefined);
      return parts.length > mostAlso || read.length < parts.length ? undefined : ordered(read);
    },
  };
}

export interface LossActions {
  /** The steps chosen, from 1, first to last; there may be no right answer at some of them. */
  readonly lossSteps: ReadonlySignal<readonly number[]>;
  /** Those of them that have one, and what it is; null when there is none. */
  readonly asked: ReadonlySignal<readonly Asked[] | null>;
  /** This step's answer alone. */
  setLossStep(step: number): void;
  /** Every step that is asked about. */
  setEveryStep(): void;
  /** This step's answer too, or no longer; one always stays. */
  toggleLossStep(step: number): void;
}

export function createLosses(state: FigureState<StepperState>, sequence: ReadonlySignal<Sequence>): LossActions {
  const lossStep = computed(() => state.now.value.lossStep);
  const also = computed(() => state.now.value.alsoAsked);
  const targets = computed(() => sequence.value.targets);
  const every = computed(() => targets.value.flatMap((target, k) => (target ? [k + 1] : [])));
  const lossSteps = computed(() =>
    also.value === 'all'
      ? every.value.length > 0
        ? every.value
        : [lossStep.value]
      : ordered([lossStep.value, ...also.value]),
  );
  const asked = computed(() => {
    const found = lossSteps.value.flatMap((step): Asked[] => {
      const target = targets.value[step - 1];
      return target ? [{ step: step - 1, target }] : [];
    });
    return found.length > 0 ? found : null;
  });
  return {
    lossSteps,
    asked,
    setLossStep(step) {
      const now = state.now.peek();
      if (step !== now.lossStep || now.alsoAsked.length > 0) state.change({ lossStep: step, alsoAsked: [] });
    },
    setEveryStep: () => state.change({ alsoAsked: 'all' }),
    toggleLossStep(step) {
      const now = lossSteps.peek();
      const next = now.includes(step) ? now.filter((other) => other !== step) : ordered([...now, step]);
      const last = next.at(-1);
      if (last !== undefined && next.length <= mostAlso) state.change({ lossStep: last, alsoAsked: next.slice(0, -1) });
    },
  };
}

function ordered(steps: readonly number[]): number[] {
  return [...new Set(steps)].sort((a, b) => a - b);
}
