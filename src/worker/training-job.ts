/**
 * One training inside the worker: as many updates as fit into a slice of time, then one message with all of them.
 */

import { referencePath } from '../engine/compute.ts';
import { caveatOf } from '../engine/kernels/choose.ts';
import { createTraining, type UpdateReport, type Way } from '../training/trainer.ts';
import type { Job } from './job.ts';
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
  let isRunning = !start.isPaused && !training.isFinished;
  let lastCheckpointMs = now();

  const looks = createLooks(training, start.watch, now);

  const tell = (reports: UpdateReport[], elapsedMs: number, seen: Seen) => {
    const atRest = !isRunning;
    const hasCheckpoint = atRest || now() - lastCheckpointMs > 1000;
    if (hasCheckpoint) lastCheckpointMs = now();
    post({
      kind: 'progress',
      job: start.job,
      path: training.path.name,
      caveat: caveatOf(start.run.numerics ?? 'reproducible', training.path),
      reports,
      state: training.isFinished ? 'finished' : isRunning ? 'running' : 'paused',
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
      if (training.isFinished) isRunning = false;
      seen = looks.whenDue(!isRunning);
    } while (isRunning && !seen && now() - startedMs < sliceMs);
    tell(reports, now() - startedMs, seen ?? nothing);
  };

  tell([], 0, nothing);
  return {
    get isRunning() {
      return isRunning;
    },
    pause() {
      if (!isRunning) return;
      isRunning = false;
      tell([], 0, looks.whenDue(true) ?? nothing);
    },
    resume() {
      isRunning = !training.isFinished;
    },
    step() {
      if (training.isFinished) return;
      isRunning = false;
      advance(0);
    },
    advance,
  };
}
