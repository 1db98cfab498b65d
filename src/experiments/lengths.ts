/** What a network of the race knows of sequences longer than those it was trained on. */

import type { CellKind } from '../engine/cells/contract.ts';
import type { Parameters } from '../engine/parameters.ts';
import type { TaskName } from '../tasks/contract.ts';
import { createTraining } from '../training/trainer.ts';
import { type RaceNetwork, raceNetwork } from './shipped.ts';

/** On 256 held-out sequences: the share of right answers, or the mean squared error where answers are numbers. */
export function scoreAt(task: TaskName, trainedLag: number, cell: CellKind, lag: number): number {
  const { run, tensors } = raceNetwork(task, trainedLag, cell);
  const training = createTraining({ ...run, lag });
  copyWeights(training.parameters, tensors);
  const { accuracy, loss } = training.evaluate();
  return accuracy ?? loss;
}

function copyWeights(parameters: Parameters, tensors: RaceNetwork['tensors']): void {
  for (const { name } of parameters.shapes) {
    const { data } = parameters.get(name);
    const weights = tensors.get(name)?.data;
    if (weights?.length !== data.length) throw new Error(`The weights ${name} do not fit a network of this size`);
    data.set(weights);
  }
}
