/**
 * One training inside the worker: as many updates as fit into a slice of time, then one message with all of them.
 */

import { referencePath } from '../engine/compute.ts';
import { caveatOf } from '../engine/kernels/choose.ts';
import { type Reading, readContrast } from '../experiments/reading.ts';
import { createTraining, type Training, type UpdateReport, type Way } from '../training/trainer.ts';
import type { Job } from './job.ts';
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

  const tell = (reports: UpdateReport[], elapsedMs: number, reading: Reading | null) => {
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
      reading,
      checkpoint: hasCheckpoint ? training.checkpoint() : null,
      finalScore: training.isFinished ? training.evaluate() : null,
    });
  };

  const advance = (sliceMs: number) => {
    const startedMs = now();
    const reports: UpdateReport[] = [];
    let reading: Reading | null = null;
    do {
      reports.push(training.advance());
      if (isReadingDue(training, start.readEvery)) {
        reading = readContrast(training.network, training.parameters, training.task, start.readSeed);
      }
      if (training.isFinished) isRunning = false;
    } while (isRunning && !reading && now() - startedMs < sliceMs);
    tell(reports, now() - startedMs, reading);
  };

  tell([], 0, null);
  return {
    get isRunning() {
      return isRunning;
    },
    pause() {
      if (!isRunning) return;
      isRunning = false;
      tell([], 0, null);
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

function isReadingDue(training: Training, readEvery: number | null): boolean {
  return readEvery !== null && (training.update % readEvery === 0 || training.isFinished);
}
