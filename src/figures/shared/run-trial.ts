/** A few updates of runs whose pace is not known yet, one run after another, so that their time can be told beforehand. */
import type { Run } from '../../training/run.ts';
import type { TrainingHandle, WorkerClient } from '../../worker/client.ts';
import type { TrainingProgress } from '../../worker/messages.ts';
import type { DevicePace, Piece } from './device-pace.ts';

export interface TimedRun {
  readonly run: Run;
  /** One update of it. */
  readonly update: Piece;
}

/** At most so many updates of each, and no more once they took so long. */
const mostUpdates = 300;
const enoughMs = 150;

/** Trains them for that long, and for nothing else; returns the way to end it. What fails stays unknown. */
export function tryRuns(client: Pick<WorkerClient, 'train'>, runs: readonly TimedRun[], pace: DevicePace): () => void {
  const waiting = [...new Map(runs.map((one) => [one.update.kind, one])).values()].filter(
    ({ update }) => !pace.knows(update.kind),
  );
  let handle: TrainingHandle | null = null;
  const next = () => {
    const one = waiting.shift();
    handle = one ? start(one) : null;
  };
  const start = ({ run, update: { kind, work } }: TimedRun) => {
    const slices: { readonly updates: number; readonly ms: number }[] = [];
    let isOver = false;
    const end = () => {
      if (isOver) return;
      isOver = true;
      // The first is slower: code is still being compiled.
      const warm = slices.length > 1 ? slices.slice(1) : slices;
      const sum = (of: 'updates' | 'ms') => warm.reduce((total, slice) => total + slice[of], 0);
      if (warm.length > 0) pace.count({ kind, work: work * sum('updates') }, sum('ms'));
      handle?.stop();
      next();
    };
    const onProgress = ({ reports, updateMs, state }: TrainingProgress) => {
      if (reports.length > 0) slices.push({ updates: reports.length, ms: reports.length * updateMs });
      if (slices.reduce((total, { ms }) => total + ms, 0) >= enoughMs || state === 'finished') end();
    };
    return client.train({ ...run, updates: Math.min(run.updates, mostUpdates) }, { onProgress, onFailure: end });
  };
  next();
  return () => {
    waiting.length = 0; // what is under way is not counted
    handle?.stop();
    handle = null;
  };
}
