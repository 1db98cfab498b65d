import { expect, test } from 'vitest';
import { type Run, recipe } from '../../src/training/run.ts';
import { createTraining, train } from '../../src/training/trainer.ts';
import type { TrainingProgress } from '../../src/worker/messages.ts';
import { createTrainingJob } from '../../src/worker/training-job.ts';

const run: Run = { ...recipe, task: 'remember', lag: 5, cell: 'gru', hidden: 4, updates: 25, stopWhenSolved: false };

/** A job on a clock that moves 10 ms at each look. */
function startJob(options: { isPaused?: boolean; readEvery?: number } = {}) {
  const messages: TrainingProgress[] = [];
  let clockMs = 0;
  const now = () => {
    clockMs += 10;
    return clockMs;
  };
  const { isPaused = false, readEvery = null } = options;
  const start = { kind: 'train', job: 1, run, from: null, isPaused, readEvery, readSeed: 3 } as const;
  return { messages, job: createTrainingJob(start, (message) => messages.push(message), now) };
}

test('tells every update once, in order, several to a message, and ends finished', () => {
  const { messages, job } = startJob();
  while (job.isRunning) job.advance(30);
  const updates = messages.flatMap(({ reports }) => reports.map(({ update }) => update));
  expect(updates).toEqual(Array.from({ length: 25 }, (_, k) => k + 1));
  expect(messages.length).toBeLessThan(25);
  const last = messages.at(-1);
  expect(last?.state).toBe('finished');
  const alone = createTraining(run);
  for (const _ of train(alone));
  expect(last?.checkpoint?.parameters).toEqual(alone.checkpoint().parameters);
  expect(last?.finalScore).toEqual(alone.evaluate());
});

test('paused, it makes one update for each step and says that it rests', () => {
  const { messages, job } = startJob({ isPaused: true });
  expect(job.isRunning).toBe(false);
  job.step();
  job.step();
  expect(messages.map(({ state, reports }) => [state, reports.length])).toEqual([
    ['paused', 0],
    ['paused', 1],
    ['paused', 1],
  ]);
  expect(messages.every(({ checkpoint }) => checkpoint !== null)).toBe(true);
  job.resume();
  expect(job.isRunning).toBe(true);
  job.pause();
  expect(messages.at(-1)?.state).toBe('paused');
});

test('reads what the states hold every so many updates', () => {
  const { messages, job } = startJob({ readEvery: 10 });
  while (job.isRunning) job.advance(1000);
  const readAt = messages.filter(({ reading }) => reading).map(({ reports }) => reports.at(-1)?.update);
  expect(readAt).toEqual([10, 20, 25]);
  const reading = messages.find((message) => message.reading)?.reading;
  expect(reading?.values.length).toBe(7 * 4);
  expect(reading?.shares.every((share) => share >= 0 && share <= 1 + 1e-6)).toBe(true);
});
