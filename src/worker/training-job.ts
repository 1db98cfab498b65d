/**
 * One training inside the worker: as many updates as fit into a slice of time, then one message with all of them.
 */

import { referencePath } from '../engine/compute.ts';
import { caveatOf } from '../engine/kernels/choose.ts';
import { createTraining, type UpdateReport, type Way } from '../training/trainer.ts';
import { createJob, type Job } from './job.ts';
import { createLooks, nothing, type Seen } from './looks.ts';
import type { ToWorker, TrainingProgress } from './messages.ts';

type Start = Extract<ToWorker, { kind: 'train' }>;

/** Starts the job on a way to compute and posts where it stands. `now` is in milliseconds. Throws a sentence for an impossible run. */
export function createTrainingJob(
  start: Start,
  post: (message: TrainingProgress) => void,
  now: () => number,
  way: Way = referencePath,
): Job {
  const training = createTraining(start.run, start.from ?? undefined, way);
  let lastCheckpointMs = now();

  const looks = createLooks(training, start.watch, now);

  const tell = (reports: UpdateReport[], elapsedMs: number, seen: Seen) => {
    const hasCheckpoint = !job.isRunning || now() - lastCheckpointMs > 1000;
    if (hasCheckpoint) lastCheckpointMs = now();
    post({
      kind: 'progress',
      job: start.job,
      path: training.path.name,
      caveat: caveatOf(start.run.numerics ?? 'reproducible', training.path),
      reports,
      state: job.state,
      updateMs: reports.length > 0 ? elapsedMs / reports.length : 0,
      ...seen,
      checkpoint: hasCheckpoint ? training.checkpoint() : null,
      finalScore: training.isFinished ? training.evaluate() : null,
    });
  };

  const advance = (sliceMs: number) => {
    const startedMs = now();
    const reports: UpdateReport[] = [];
    let seen: Seen | null = null;
    do {
      reports.push(training.advance());
      seen = looks.whenDue(!job.isRunning);
    } while (job.isRunning && !seen && now() - startedMs < sliceMs);
    tell(reports, now() - startedMs, seen ?? nothing);
  };

  const job = createJob({
    isPaused: start.isPaused,
    isFinished: () => training.isFinished,
    advance,
    tellAtRest: () => tell([], 0, looks.whenDue(true) ?? nothing),
  });
  tell([], 0, nothing);
  return job;
}
