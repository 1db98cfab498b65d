/** What the trainings that a figure offers will take here: a number to tell, and the trial that finds it where it is not known. */
import { computed, effect, type ReadonlySignal } from '@preact/signals';
import type { Run } from '../../training/run.ts';
import type { WorkerClient } from '../../worker/client.ts';
import type { DevicePace, Piece } from './device-pace.ts';
import { type TimedRun, tryRuns } from './run-trial.ts';

interface TimingSettings {
  readonly pace: DevicePace;
  /** What would be trained next. */
  readonly runs: ReadonlySignal<readonly Run[]>;
  /** One update of a run. */
  readonly pieceOf: (run: Run) => Piece;
  readonly atOnce: () => number;
  /** Something else is trained: no time for trials. */
  readonly isBusy: ReadonlySignal<boolean>;
  readonly client: () => WorkerClient;
  readonly clock: Pick<Window, 'setTimeout' | 'clearTimeout'>;
}

export interface Timing {
  /** Milliseconds, an estimate; null while it is not known. */
  readonly ms: ReadonlySignal<number | null>;
  /** Takes in what a training took. */
  hear(run: Run, updates: number, updateMs: number): void;
  /** From now on tries what is not known, when the reader has come to rest. */
  watch(): void;
  /** Ends a trial, and all further ones. */
  close(): void;
}

/** Between a change and the trial of it. */
const restMs = 600;

export function createTiming(settings: TimingSettings): Timing {
  const { pace, runs, pieceOf, atOnce, isBusy, client, clock } = settings;
  const timed = computed(() => runs.value.map((run): TimedRun => ({ run, update: pieceOf(run) })));
  const ms = computed(() => {
    pace.version.value;
    const pieces = timed.value.map(({ run, update }) => ({ ...update, work: update.work * run.updates }));
    return pace.estimateMs(pieces, atOnce());
  });
  let timer: number | undefined;
  let cancel: (() => void) | null = null;
  let unfollow: (() => void) | null = null;
  const rest = () => {
    clock.clearTimeout(timer);
    cancel?.();
    cancel = null;
  };
  return {
    ms,
    hear(run, updates, updateMs) {
      const { kind, work } = pieceOf(run);
      pace.count({ kind, work: work * updates }, updates * updateMs);
    },
    watch() {
      unfollow ??= effect(() => {
        const asked = timed.value;
        const isFree = !isBusy.value;
        rest();
        if (!isFree || asked.every(({ update }) => pace.knows(update.kind))) return;
        timer = clock.setTimeout(() => {
          cancel = tryRuns(client(), asked, pace);
        }, restMs);
      });
    },
    close() {
      unfollow?.();
      unfollow = null;
      rest();
    },
  };
}
