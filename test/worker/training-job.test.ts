import { expect, test } from 'vitest';
import { lookInside } from '../../src/experiments/insight.ts';
import { type Run, recipe } from '../../src/training/run.ts';
import { createTraining, train } from '../../src/training/trainer.ts';
import { createLooks } from '../../src/worker/looks.ts';
import type { TrainingProgress, Watch } from '../../src/worker/messages.ts';
import { createTrainingJob } from '../../src/worker/training-job.ts';

const run: Run = { ...recipe, task: 'remember', lag: 5, cell: 'gru', hidden: 4, updates: 25, stopWhenSolved: false };

/** A job on a clock that moves 10 ms at each look. */
function startJob(options: { isPaused?: boolean; watch?: Watch } = {}) {
  const messages: TrainingProgress[] = [];
  let clockMs = 0;
  const now = () => {
    clockMs += 10;
    return clockMs;
  };
  const { isPaused = false, watch = null } = options;
  const start = { kind: 'train', job: 1, run, from: null, isPaused, watch } as const;
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
  const { messages, job } = startJob({ watch: { what: 'reading', every: 10, seed: 3 } });
  while (job.isRunning) job.advance(1000);
  const readAt = messages.filter(({ reading }) => reading).map(({ reports }) => reports.at(-1)?.update);
  expect(readAt).toEqual([10, 20, 25]);
  const reading = messages.find((message) => message.reading)?.reading;
  expect(reading?.values.length).toBe(7 * 4);
  expect(reading?.shares.every((share) => share >= 0 && share <= 1 + 1e-6)).toBe(true);
});

test('looks inside every so many updates, and whenever it comes to rest', () => {
  const { messages, job } = startJob({ watch: { what: 'insight', every: 8, seed: 3 } });
  expect(messages[0]?.insight).toBeNull();
  job.advance(1000);
  job.pause();
  job.step();
  job.resume();
  while (job.isRunning) job.advance(1000);
  const updates: number[] = [];
  let made = 0;
  for (const { reports, insight, reading } of messages) {
    made += reports.length;
    if (insight) updates.push(made);
    expect(reading).toBeNull();
  }
  // 9 is the single update; at 8 the pause had nothing new to show.
  expect(updates).toEqual([8, 9, 16, 24, 25]);
  const { insight } = messages.at(-1) ?? {};
  const alone = createTraining(run);
  for (const _ of train(alone));
  expect(insight).toEqual(lookInside(alone.network, alone.parameters, alone.task, 3));
});

test('leaves out a look that would take more than its share of the time', () => {
  const training = createTraining(run);
  let clockMs = 0;
  const now = () => {
    clockMs += 10; // each look takes 10 ms on this clock
    return clockMs;
  };
  const looks = createLooks(training, { what: 'insight', every: 1, seed: 1, share: 0.1 }, now);
  const at = (waitMs: number, isAtRest = false) => {
    training.advance();
    clockMs += waitMs;
    return looks.whenDue(isAtRest) !== null;
  };
  // After a look of 10 ms the next is due 90 ms later: asking moves this clock by 10.
  expect([at(0), at(30), at(30), at(30), at(0)]).toEqual([true, false, false, true, false]);
  expect(at(0, true)).toBe(true);
});
