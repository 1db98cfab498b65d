/** A thread of a sweep: trains one run after another, and answers each with its row. */
import { parentPort, workerData } from 'node:worker_threads';
import type { Run } from '../../training/run.ts';
import { createTraining, NotFiniteError, train } from '../../training/trainer.ts';
import { type CommandPath, openPath } from '../shared/paths.ts';
import { describeRun, resultOf } from '../train/result.ts';
import type { Row } from './rows.ts';

const path = await openPath(workerData as CommandPath);

parentPort?.on('message', (run: Run) => parentPort?.postMessage(rowOf(run)));

function rowOf(run: Run): Row {
  const startedMs = performance.now();
  const training = createTraining(run, undefined, path);
  let failed: string | undefined;
  try {
    for (const _ of train(training));
  } catch (error) {
    // A run whose numbers ran away is a result.
    if (!(error instanceof NotFiniteError)) throw error;
    failed = error.message;
  }
  return { ...describeRun(run), ...resultOf(training, performance.now() - startedMs, failed) };
}
