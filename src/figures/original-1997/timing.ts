/** How long the training will take here: told from what was trained in this visit, or from a moment of it. */
import { computed, type ReadonlySignal } from '@preact/signals';
import type { WorkerClient } from '../../worker/client.ts';
import { originalPlan } from '../../worker/original-plan.ts';
import { createDevicePace, visitStore } from '../shared/device-pace.ts';

export interface OriginalTiming {
  /** From the fewest sequences that a seed needed to the most, in milliseconds; null while it is not known. */
  readonly ms: ReadonlySignal<readonly [number, number] | null>;
  /** So many sequences have been learned from; called at every word of a training that runs. */
  hear(sequences: number): void;
  /** What comes next does not follow what was heard last. */
  forget(): void;
  /** Learns for a moment, to know; nothing where it is known already. */
  tryOut(createClient: () => WorkerClient): void;
  close(): void;
}

const kind = 'original';
/** Milliseconds of a trial. */
const trialMs = 250;

export function createOriginalTiming(now: () => number): OriginalTiming {
  const pace = createDevicePace(visitStore());
  let last: { readonly sequences: number; readonly atMs: number } | null = null;
  let client: WorkerClient | null = null;
  const close = () => {
    client?.close();
    client = null;
    last = null;
  };
  const hear = (sequences: number) => {
    const atMs = now();
    if (last && sequences > last.sequences) pace.count({ kind, work: sequences - last.sequences }, atMs - last.atMs);
    last = { sequences, atMs };
  };
  return {
    ms: computed(() => {
      pace.version.value;
      const [least, most] = originalPlan.neededSequences.map((work) => pace.estimateMs([{ kind, work }], 1));
      return least && most ? [least, most] : null;
    }),
    hear,
    forget() {
      last = null;
    },
    tryOut(createClient) {
      if (client || pace.knows(kind)) return;
      client = createClient();
      const beganMs = now();
      client.original(1, {
        onProgress: ({ sequences }) => {
          if (!client) return;
          // Words come after slices of work; the first slices are slower, as code is being compiled.
          hear(sequences);
          if (now() - beganMs > trialMs) close();
        },
        onFailure: close,
      });
    },
    close,
  };
}
