/** One run of the race, in a thread of its own: its checks, and its weights as bytes when they ship. */
import { parentPort, workerData } from 'node:worker_threads';
import { writeSafetensors } from '../../exchange/safetensors.ts';
import type { Score } from '../../training/objective.ts';
import type { Run } from '../../training/run.ts';
import { createTraining, train } from '../../training/trainer.ts';
import { openPath } from '../shared/paths.ts';

export interface RaceRunResult {
  readonly run: Run;
  readonly solvedAt: number | null;
  readonly finalScore: Score;
  /** The score before the first update, and at every check. */
  readonly checks: readonly Score[];
  readonly parameters: number;
  readonly weights: Uint8Array<ArrayBuffer>;
}

const run = workerData as Run;
const training = createTraining(run, undefined, await openPath());
const checks: Score[] = [training.evaluate()];
for (const { check } of train(training)) if (check) checks.push(check);
const result: RaceRunResult = {
  run,
  solvedAt: training.solvedAt,
  finalScore: training.evaluate(),
  checks,
  parameters: training.parameters.data.length,
  weights: writeSafetensors(training.parameters, { run: JSON.stringify(run) }),
};
parentPort?.postMessage(result);
