/**
 * How a gradient fades on its way back through a network that has learned nothing yet.
 *
 * The task is to remember one symbol for 100 steps; the loss asks at the last step alone.
 */

import type { CellKind } from '../engine/cells/contract.ts';
import { exp, log } from '../engine/elementary.ts';
import { softmaxCrossEntropy } from '../engine/losses.ts';
import { createMatrix } from '../engine/matrix.ts';
import { createParameters } from '../engine/parameters.ts';
import { createRandom } from '../engine/random.ts';
import { type Initialization, recipe } from '../training/run.ts';
import { createTraining } from '../training/trainer.ts';

const LAG = 100;
const HIDDEN = 16;
export const SEEDS = [1, 2, 3, 4, 5];
/** Sequences whose gradients are taken together. */
const BATCH = 8;

/**
 * |dL/dh| so many steps before the end, as a share of |dL/dh| at the end: the geometric mean over the seeds, for each
 * number of steps asked for.
 */
export function gradientBack(cell: CellKind, init: Initialization, distances: readonly number[]): number[] {
  const perSeed = SEEDS.map((seed) => hiddenNorms(cell, init, seed));
  return distances.map((distance) => {
    const logs = perSeed.map((norms) => log(norms[norms.length - 1 - distance] / norms[norms.length - 1]));
    return exp(logs.reduce((sum, value) => sum + value, 0) / logs.length);
  });
}

/** |dL/dh_t| for every step of a batch, before the first update. */
function hiddenNorms(cell: CellKind, init: Initialization, seed: number): Float64Array {
  const run = { ...recipe, task: 'remember', lag: LAG, cell, hidden: HIDDEN, init, seed } as const;
  const { network, parameters, task } = createTraining(run);
  const { inputs, questions } = task.sample(createRandom(seed, 'fading'), BATCH);
  const last = inputs.length - 1;
  const question = questions[last];
  if (question?.kind !== 'class') throw new Error('hiddenNorms: the task must ask for a class at its last step');
  const trace = network.createTrace(inputs.length, BATCH);
  network.forward(parameters, inputs, trace);
  const dOutput = createMatrix(BATCH, task.outputSize);
  softmaxCrossEntropy(network.readOut(parameters, trace, last), question.classes, dOutput);
  const gradients = createParameters(network.shapes);
  const back = network.backward(parameters, gradients, trace, (step) => (step === last ? dOutput : null));
  return back.lane(0, 'forward').hiddenNorms;
}
