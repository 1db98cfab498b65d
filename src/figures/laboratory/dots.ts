/**
 * For how many steps each unit holds before anything is learned: n = 1 / (1 - gate) with the gate at zero input and zero
 * state, where only its bias speaks. Read from the very weights with which a run begins.
 */

import { sigmoid } from '../../engine/elementary.ts';
import { referenceKernels } from '../../engine/kernels/reference.ts';
import { createNetwork } from '../../engine/network.ts';
import { createRandom } from '../../engine/random.ts';
import { createTask } from '../../tasks/tasks.ts';
import { initialize } from '../../training/initialize.ts';
import { describeNetwork, type Run } from '../../training/run.ts';

/** The gate that keeps is the second block of both: LSTM forget, GRU update. */
const KEEPING_BLOCK = 1;

/** Steps held by each unit of a GRU or an LSTM, in rising order. */
export function heldSteps(run: Run): number[] {
  const task = createTask(run.task, run.lag);
  const network = createNetwork(describeNetwork(run, task), referenceKernels);
  const parameters = network.createParameters('float64');
  initialize(network, parameters, run, task.longest, createRandom(run.seed, 'weights'));
  const [input, recurrent] = ['rnn.bias_ih_l0', 'rnn.bias_hh_l0'].map((name) => parameters.get(name).data);
  return Array.from({ length: run.hidden }, (_, unit) => {
    const at = KEEPING_BLOCK * run.hidden + unit;
    return 1 / (1 - sigmoid((input?.[at] ?? 0) + (recurrent?.[at] ?? 0)));
  }).sort((a, b) => a - b);
}

export interface Dot {
  readonly steps: number;
  /** Places above (positive) or below the line, so that dots do not cover each other. */
  readonly place: number;
}

/**
 * Dots of `size` pixels along an axis that `positionOf` knows in pixels: each on the line if it meets none there, else
 * above, below, higher, lower.
 */
export function stacked(steps: readonly number[], positionOf: (steps: number) => number, size: number): Dot[] {
  const lastAt = new Map<number, number>();
  return steps.map((value) => {
    const x = positionOf(value);
    const isFree = (place: number) => x - (lastAt.get(place) ?? Number.NEGATIVE_INFINITY) >= size;
    const place = places.find(isFree) ?? 0;
    lastAt.set(place, x);
    return { steps: value, place };
  });
}

/** As many as there is room for in a row of the instrument. */
const places = [0, 1, -1, 2, -2] as const;
