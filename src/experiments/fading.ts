/**
 * How a gradient fades on its way back through a network that has learned nothing yet.
 *
 * The task is to remember one symbol; the loss asks at the last step alone. Everything is a share: |dL/dh| some steps
 * before the end, for each unit of |dL/dh| at the end.
 */

import type { CellKind } from '../engine/cells/contract.ts';
import { exp, log } from '../engine/elementary.ts';
import { createRandom } from '../engine/random.ts';
import { type Initialization, type Run, recipe } from '../training/run.ts';
import { createTraining } from '../training/trainer.ts';
import { backFromLastAnswer } from './last-answer.ts';

const LAG = 100;
const HIDDEN = 16;
export const SEEDS = [1, 2, 3, 4, 5];
/** Sequences whose gradients are taken together. */
const BATCH = 8;

/** What decides how a network begins. */
export interface Untrained extends Pick<Run, 'cell' | 'init' | 'gateBias' | 'holds' | 'variant'> {
  /** The recurrent weights are multiplied by this: of an orthogonal matrix it is the spectral radius. 1 when absent. */
  readonly radius?: number;
}

/** What a network gives back, over several seeds. */
export interface Faded {
  /** The share 0, 1, 2, ... steps before the end, as the geometric mean over the seeds; the last is the first step's. */
  readonly shares: Float64Array;
  /** The share at the first step, for each seed. */
  readonly atFirst: readonly number[];
}

/** The gradient's way back over `lag` + 2 steps: the symbol, the distractors, the question. */
export function fade(untrained: Untrained, lag: number, seeds: readonly number[] = SEEDS): Faded {
  const perSeed = seeds.map((seed) => gradientShares(untrained, lag, seed));
  return { shares: geometricMean(perSeed), atFirst: perSeed.map((shares) => shares[shares.length - 1]) };
}

/** For one seed: the share 0, 1, 2, ... steps before the end. */
export function gradientShares(untrained: Untrained, lag: number, seed: number, batch = BATCH): Float64Array {
  const norms = hiddenNorms(untrained, lag, seed, batch);
  return norms.map((norm) => norm / norms[norms.length - 1]).reverse();
}

/** At each number of steps; 0 as soon as one of them is 0. */
export function geometricMean(perSeed: readonly Float64Array[]): Float64Array {
  return perSeed[0].map((_, step) => {
    const logs = perSeed.map((shares) => log(shares[step]));
    return exp(logs.reduce((sum, value) => sum + value, 0) / logs.length);
  });
}

/** The geometric mean over the seeds at each of these numbers of steps before the end, on 100 distractors. */
export function gradientBack(cell: CellKind, init: Initialization, distances: readonly number[]): number[] {
  const { shares } = fade({ cell, init }, LAG);
  return distances.map((distance) => shares[distance]);
}

/** |dL/dh_t| for every step of a batch, before the first update. */
function hiddenNorms({ radius = 1, ...beginning }: Untrained, lag: number, seed: number, batch: number): Float64Array {
  const run: Run = { ...recipe, task: 'remember', lag, hidden: HIDDEN, seed, ...beginning };
  const { network, parameters, task } = createTraining(run);
  const recurrent = parameters.get('rnn.weight_hh_l0').data;
  for (let k = 0; k < recurrent.length; k += 1) recurrent[k] *= radius;
  return backFromLastAnswer(network, parameters, task.sample(createRandom(seed, 'fading'), batch)).back.hiddenNorms;
}
