/** The network of 1997 in the worker: told in parts, paused, a sequence at a time, and the same as without a worker. */
import { expect, test } from 'vitest';
import { createOriginalTraining, ORDER_6A_ORIGINAL } from '../../src/training/original.ts';
import type { OriginalProgress } from '../../src/worker/messages.ts';
import { createOriginalJob } from '../../src/worker/original-job.ts';
import { originalPlan } from '../../src/worker/original-plan.ts';

/** A job whose clock moves a millisecond each time it is read, and what it said. */
function start(seed: number, isPaused = false) {
  const said: OriginalProgress[] = [];
  let nowMs = 0;
  const now = () => {
    nowMs += 1;
    return nowMs;
  };
  const job = createOriginalJob({ job: 1, seed, isPaused }, (message) => said.push(message), now);
  return { job, said };
}

test('says of the paper what the experiment itself says', () => {
  const { network, rightInARow, meanError } = ORDER_6A_ORIGINAL;
  const { parameters } = createOriginalTraining(ORDER_6A_ORIGINAL, 1);
  expect(network.blocks * network.cellsPerBlock).toBe(4);
  expect(originalPlan).toMatchObject({ rightInARow, meanError, weights: parameters.data.length });
});

test('learns a slice at a time what it learns at one go', () => {
  const { job, said } = start(3);
  for (let k = 0; k < 5; k += 1) job.advance(80);
  const training = createOriginalTraining(ORDER_6A_ORIGINAL, 3);
  const reports = Array.from({ length: said.at(-1)?.sequences ?? 0 }, () => training.advance());
  expect(reports.length).toBeGreaterThan(200);
  const hundreds = Array.from({ length: Math.floor(reports.length / 100) }, (_, k) =>
    reports.slice(100 * k, 100 * k + 100),
  );
  const means = hundreds.map((of) => of.reduce((sum, { error }) => sum + error, 0) / 100);
  expect(said.flatMap(({ errors }) => errors)).toEqual(means);
  expect(said.flatMap(({ right }) => right)).toEqual(hundreds.map((of) => of.filter(({ isRight }) => isRight).length));
});

test('rests when told to, and makes one sequence at a time', () => {
  const { job, said } = start(1, true);
  expect([job.isRunning, said.at(-1)?.state]).toEqual([false, 'paused']);
  job.step();
  job.step();
  expect(said.map(({ sequences }) => sequences)).toEqual([0, 1, 2]);
  job.resume();
  expect(job.isRunning).toBe(true);
  job.pause();
  expect([job.isRunning, said.at(-1)?.state]).toEqual([false, 'paused']);
});

// Seed 1 stops after 18,704 sequences; the paper printed 31,390, and 1 of 2,560 wrong.
test('stops by the rule of the paper, and is tested on 2,560 sequences after that', () => {
  const { job, said } = start(1);
  while (job.isRunning) job.advance(500);
  const { learnedAt, sequences, tested, wrong, state } = said.at(-1) as OriginalProgress;
  expect(state).toBe('finished');
  expect(learnedAt).toBe(sequences);
  expect(sequences).toBeLessThan(originalPlan.mostSequences);
  expect(tested).toBe(2560);
  expect(wrong).toBeLessThanOrEqual(5);
});
