/** A thread of a sweep: trains one run after another, and answers each with its row. */
import { parentPort, workerData } from 'node:worker_threads';
import type { Run } from '../../training/run.ts';
import { createTraining, NotFiniteError, train } from '../../training/trainer.ts';
import { type CommandPath, openPath } from '../shared/paths.ts';
import { describeRun, resultOf } from '../train/result.ts';
import type { Row } from './rows.ts';

export interface ThreadSetting {
  readonly path: CommandPath;
  /** Whether rows keep the held-out score of every check. */
  readonly curves: boolean;
}

const { path: pathName, curves } = workerData as ThreadSetting;
const path = await openPath(pathName);

parentPort?.on('message', (run: Run) => parentPort?.postMessage(rowOf(run)));

function rowOf(run: Run): Row {
  const startedMs = performance.now();
  const training = createTraining(run, undefined, path);
  const checks: number[] = [];
  let failed: string | undefined;
  try {
    for (const { check } of train(training)) {
      if (check) checks.push(check.accuracy ?? check.loss);
    }
  } catch (error) {
    // A run whose numbers ran away is a result.
    if (!(error instanceof NotFiniteError)) throw error;
    failed = error.message;
  }
  const result = resultOf(training, performance.now() - startedMs, failed);
  return { ...describeRun(run), ...result, ...(curves ? { checks } : {}) };
}
