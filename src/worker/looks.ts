/** Looks at a network while it learns: when one is due, and what it finds. */

import { lookInside } from '../experiments/insight.ts';
import { readContrast } from '../experiments/reading.ts';
import type { Training } from '../training/trainer.ts';
import type { TrainingProgress, Watch } from './messages.ts';

export type Seen = Pick<TrainingProgress, 'reading' | 'insight'>;
export const nothing: Seen = { reading: null, insight: null };

interface Looks {
  /** After an update: a look when one is due, and in any case when the run comes to rest with weights not looked at. */
  whenDue(isAtRest: boolean): Seen | null;
}

/** `now` is in milliseconds. */
export function createLooks(training: Training, watch: Watch | null, now: () => number): Looks {
  if (!watch) return { whenDue: () => null };
  const { what, every, seed, share = 1 } = watch;
  let lastUpdate: number | null = null;
  /** Before this a look would take more than its share of the time. */
  let notBeforeMs = Number.NEGATIVE_INFINITY;

  const look = (): Seen => {
    const startedMs = now();
    const { network, parameters, task } = training;
    const seen: Seen =
      what === 'insight'
        ? { ...nothing, insight: lookInside(network, parameters, task, seed) }
        : { ...nothing, reading: readContrast(network, parameters, task, seed) };
    const endedMs = now();
    lastUpdate = training.update;
    notBeforeMs = endedMs + (endedMs - startedMs) * (1 / share - 1);
    return seen;
  };
  return {
    whenDue(isAtRest) {
      if (lastUpdate === training.update) return null;
      const isDue = training.update % every === 0 && (share === 1 || now() >= notBeforeMs);
      return isAtRest || isDue ? look() : null;
    },
  };
}
