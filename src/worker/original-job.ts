/**
 * The network of 1997 inside the worker: it learns until the paper's rule is met or its sequences are used up, then it
 * is tested, and both a slice of time at a time.
 */

import { createOriginalTraining, ORDER_6A_ORIGINAL } from '../training/original.ts';
import { createJob, type Job } from './job.ts';
import type { OriginalProgress, ToWorker } from './messages.ts';
import { originalPlan } from './original-plan.ts';

type Start = Pick<Extract<ToWorker, { kind: 'original' }>, 'job' | 'seed' | 'isPaused'>;

/** Starts the job and posts where it stands. `now` is in milliseconds. */
export function createOriginalJob(
  { job, seed, isPaused }: Start,
  post: (message: OriginalProgress) => void,
  now: () => number,
): Job {
  const { mostSequences, testSequences, mark } = originalPlan;
  const training = createOriginalTraining(ORDER_6A_ORIGINAL, seed);
  const isNextRight = training.createTest();
  let [sequences, rightInARow, tested, wrong] = [0, 0, 0, 0];
  let learnedAt: number | null = null;
  let [errorSum, rightCount] = [0, 0]; // of the sequences since the last mark
  let [errors, right]: [number[], number[]] = [[], []];

  const isLearning = () => learnedAt === null && sequences < mostSequences;
  const isFinished = () => tested === testSequences;
  const tell = () => {
    post({
      kind: 'original',
      job,
      sequences,
      rightInARow,
      errors,
      right,
      learnedAt,
      tested,
      wrong,
      state: course.state,
    });
    [errors, right] = [[], []];
  };
  const learn = () => {
    const report = training.advance();
    ({ sequences, rightInARow } = report);
    errorSum += report.error;
    if (report.isRight) rightCount += 1;
    if (report.isLearned) learnedAt = sequences;
    if (sequences % mark !== 0) return;
    errors.push(errorSum / mark);
    right.push(rightCount);
    [errorSum, rightCount] = [0, 0];
  };
  const test = () => {
    if (!isNextRight()) wrong += 1;
    tested += 1;
  };
  const advance = (sliceMs: number) => {
    const startedMs = now();
    do {
      if (isLearning()) learn();
      else test();
    } while (course.isRunning && now() - startedMs < sliceMs);
    tell();
  };

  const course = createJob({ isPaused, isFinished, advance, tellAtRest: tell });
  tell();
  return course;
}
