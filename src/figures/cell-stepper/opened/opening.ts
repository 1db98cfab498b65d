/** What is opened now, and how the reader walks through the sub-steps of a timestep and on into the next. */
import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { QuantityName } from '../../../engine/cells/contract.ts';
import type { FigureState } from '../../shared/state.ts';
import type { Run, TrainedNetwork } from '../network.ts';
import type { StepperState } from '../state.ts';
import { openQuantity } from './open.ts';
import { subStepsOf } from './order.ts';
import type { Opened } from './parts.ts';
import type { Place } from './place.ts';
import { shorten } from './shorten.ts';

export interface Opening {
  /** The run on view, the chosen unit and step. */
  readonly place: ReadonlySignal<Place>;
  /** In the order of computation. */
  readonly subSteps: readonly QuantityName[];
  /** What is opened, shortened where there are many terms; null while nothing is. */
  readonly opened: ReadonlySignal<Opened | null>;
  /** The most rows that any sub-step takes here, so that walking through them moves nothing. */
  readonly mostRows: ReadonlySignal<number>;
  /** All terms, or the largest. */
  readonly isWhole: Signal<boolean>;
  /** Opens a quantity of the chosen unit and step; the one that is open already, or null, closes it. */
  open(quantity: QuantityName | null): void;
  /** One sub-step on or back, over the ends of the step. */
  walk(by: 1 | -1): void;
  canWalk(by: 1 | -1): boolean;
}

interface Surroundings {
  readonly trained: TrainedNetwork;
  readonly state: FigureState<StepperState>;
  readonly shown: ReadonlySignal<Run>;
}

export function createOpening({ trained, state, shown }: Surroundings): Opening {
  const subSteps = subStepsOf(trained);
  const isWhole = signal(false);
  const place = computed(() => {
    const { unit, step } = state.now.value;
    return { run: shown.value, unit, step };
  });
  const isShown = computed(() => state.now.value.sub !== 'none' && state.now.value.way === 'forward');
  const short = (quantity: QuantityName): Opened => {
    const opened = openQuantity(place.value, quantity);
    const cut = (rows: Opened['rows']) => shorten(rows, quantity, isWhole.value);
    return { ...opened, inner: cut(opened.inner), rows: cut(opened.rows) };
  };
  const opened = computed(() => {
    const { sub } = state.now.value;
    return isShown.value && sub !== 'none' ? short(sub) : null;
  });
  const mostRows = computed(() => (isShown.value ? Math.max(...subSteps.map((name) => rowsOf(short(name)))) : 0));

  /** The sub-step and step that a walk comes to; null at the ends of the sequence. */
  const next = (by: 1 | -1): { sub: QuantityName; step: number } | null => {
    const { sub, step } = state.now.value;
    if (sub === 'none') return { sub: (by > 0 ? subSteps[0] : subSteps.at(-1)) as QuantityName, step };
    const at = subSteps.indexOf(sub) + by;
    const within = subSteps[at];
    if (at >= 0 && within) return { sub: within, step };
    const later = step + by;
    if (later < 1 || later > shown.value.steps) return null;
    return { sub: (by > 0 ? subSteps[0] : subSteps.at(-1)) as QuantityName, step: later };
  };
  return {
    ...{ place, subSteps, isWhole, opened, mostRows },
    open(quantity) {
      const { sub } = state.now.peek();
      if (quantity === null || quantity === sub) state.change({ sub: 'none' }, 'look');
      else state.change({ sub: quantity, row: quantity }, 'look');
    },
    walk(by) {
      const found = next(by);
      if (found) state.change({ ...found, row: found.sub }, 'look');
    },
    canWalk: (by) => next(by) !== null,
  };
}

/** Rows of terms, of sums and of results; a curve is as high as two. */
export function rowsOf({ inner, rows, squash, last }: Opened): number {
  return inner.length + (inner.length > 0 ? 1 : 0) + rows.length + 1 + (squash ? 2 : 0) + (last ? 1 : 0);
}
