/** The weights that a kept run of the present setting has come to, while nothing of it trains here. */
import { effect, type ReadonlySignal, signal } from '@preact/signals';
import type { RunProgress } from '../shared/heard.ts';
import type { OwnRun } from '../shared/own-runs.ts';

interface Sources {
  readonly key: ReadonlySignal<string>;
  /** Keys of the settings of which something is kept. */
  readonly kept: ReadonlySignal<ReadonlySet<string>>;
  readonly isTraining: () => boolean;
  readonly find: (key: string) => Promise<readonly RunProgress[]>;
}

interface KeptWeights {
  /** The first seed of each cell; none where nothing is kept. */
  readonly runs: ReadonlySignal<readonly OwnRun[]>;
  /** Looks them up whenever the setting changes; returns the way back. */
  follow(): () => void;
}

export function createKeptWeights({ key, kept, isTraining, find }: Sources): KeptWeights {
  const runs = signal<readonly OwnRun[]>([]);
  return {
    runs,
    follow: () =>
      effect(() => {
        const now = key.value;
        const isKept = kept.value.has(now) && !isTraining();
        if (runs.peek().length > 0) runs.value = [];
        if (!isKept) return;
        void find(now).then((found) => {
          if (key.peek() === now) runs.value = firstSeedsOf(found);
        });
      }),
  };
}

/** The first seed of each cell with the weights that it has come to. */
export function firstSeedsOf(runs: readonly RunProgress[]): OwnRun[] {
  const first = runs[0]?.run.seed;
  return runs.flatMap(({ run, checkpoint }) => {
    if (!checkpoint || run.seed !== first) return [];
    return [{ run, update: checkpoint.update, parameters: checkpoint.parameters }];
  });
}
