/**
 * What goes on inside the networks of the laboratory: for the first seed of each cell the last look that its training
 * has told of; before there is one, a look at the weights that were kept, or at those it begins with.
 */
import { computed, effect, type ReadonlySignal, signal } from '@preact/signals';
import type { Insight } from '../../../experiments/insight.ts';
import type { Run } from '../../../training/run.ts';
import type { Failure, WorkerClient } from '../../../worker/client.ts';
import type { Watch } from '../../../worker/messages.ts';
import type { Fresh } from '../../shared/fresh.ts';
import type { OwnRun } from '../../shared/own-runs.ts';
import { type Contender, cellOf, contenderOf } from '../contenders.ts';
import { type GateName, gatesOf } from './gates.ts';

/** One network as it was last looked at. */
export interface InsideCell {
  readonly cell: Contender;
  /** Known before any look, so that the page keeps their room. */
  readonly gates: readonly GateName[];
  /** Updates made by then. */
  readonly at: number;
  readonly insight: Insight | null;
}

export interface InsideModel {
  readonly cells: ReadonlySignal<readonly InsideCell[]>;
  readonly failure: ReadonlySignal<Failure | null>;
  /** From now on the reader sees it: looks at what has not been trained, whenever the setting changes. */
  show(): void;
  retry(): void;
  close(): void;
}

/** What a training of the laboratory is asked to tell of. Looking takes no more than this share of its time. */
export const insideWatch: Watch = { what: 'insight', every: 10, seed: 1, share: 0.04 };
/** Untrained networks that are remembered, so that going back and forth asks nothing again. */
const mostKnown = 24;

interface Sources {
  /** Of the first seed, in the order in which they are shown. */
  readonly runs: ReadonlySignal<readonly Run[]>;
  /** The same as far as they were kept from another visit. */
  readonly kept: ReadonlySignal<readonly OwnRun[]>;
  readonly fresh: ReadonlySignal<Fresh | null>;
  readonly client: () => WorkerClient;
}

export function createInsideModel({ runs, kept, fresh, client }: Sources): InsideModel {
  const known = signal<ReadonlyMap<string, Insight>>(new Map());
  const failure = signal<Failure | null>(null);
  let isAsking = false;
  let forget: (() => void) | null = null;
  let isClosed = false;

  const wanted = computed(() =>
    runs.value.map((run) => {
      const own = kept.value.find((one) => beginningOf(one.run) === beginningOf(run));
      return { run, at: own?.update ?? 0, weights: own?.parameters ?? null, key: `${beginningOf(run)} ${own?.update}` };
    }),
  );
  const cells = computed(() =>
    wanted.value.map(({ run, at, key }): InsideCell => {
      const cell = contenderOf(run);
      const live = fresh.value?.cells.find((one) => contenderOf(one.run) === cell && one.run.seed === run.seed);
      const seen = live?.insight ?? { at, insight: known.value.get(key) ?? null };
      return { cell, gates: gatesOf(cellOf(cell)), ...seen };
    }),
  );
  const firstUnknown = () => wanted.peek().find(({ key }) => !known.peek().has(key));
  const ask = async () => {
    if (isAsking || failure.peek()) return;
    isAsking = true;
    try {
      // While they train, the trainings tell of themselves.
      for (let next = firstUnknown(); next && !isClosed && !fresh.peek(); next = firstUnknown()) {
        const insight = await client().look(next.run, next.weights, insideWatch.seed);
        known.value = new Map([...known.peek(), [next.key, insight] as const].slice(-mostKnown));
      }
    } catch (error) {
      const { code, values } = error as Partial<Failure>;
      if (!isClosed) failure.value = { code: code ?? 'unexpected', values: values ?? {}, message: String(error) };
    } finally {
      isAsking = false;
    }
  };

  return {
    cells,
    failure,
    show() {
      isClosed = false;
      forget ??= effect(() => {
        if (wanted.value.length > 0 && !fresh.value) void ask();
      });
    },
    retry() {
      failure.value = null;
      void ask();
    },
    close() {
      isClosed = true;
      forget?.();
      forget = null;
    },
  };
}

/** All that decides how its weights begin and what it reads. */
function beginningOf({ task, lag, cell, hidden, layers, init, gateBias, holds, variant, seed }: Run): string {
  return JSON.stringify([task, lag, cell, hidden, layers, init, gateBias, holds, variant, seed]);
}
