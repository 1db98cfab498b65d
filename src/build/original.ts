/** The run of the 1997 network that the page opens on: trained while the site is built, by the worker's own job. */
import { z } from 'astro/zod';
import type { OriginalProgress } from '../worker/messages.ts';
import { createOriginalJob } from '../worker/original-job.ts';

const SEED = 1;

export const originalSchema = z.object({
  seed: z.number(),
  sequences: z.number(),
  rightInARow: z.number(),
  errors: z.array(z.number()),
  right: z.array(z.number()),
  learnedAt: z.number().nullable(),
  tested: z.number(),
  wrong: z.number(),
});

export function loadOriginal() {
  const said: OriginalProgress[] = [];
  const job = createOriginalJob(
    { job: 0, seed: SEED, isPaused: false },
    (message) => said.push(message),
    () => 0,
  );
  // With a clock that stands still a slice has no end but the run's.
  job.advance(1);
  const last = said.at(-1);
  if (last?.state !== 'finished') throw new Error('The network of 1997 was not trained to its end.');
  const { sequences, rightInARow, learnedAt, tested, wrong, right } = last;
  // Five digits are more than a curve shows.
  const errors = last.errors.map((error) => Number(error.toFixed(5)));
  return [{ id: 'opening', seed: SEED, sequences, rightInARow, errors, right, learnedAt, tested, wrong }];
}
