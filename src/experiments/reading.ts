/**
 * What a network's states hold while it reads: the values of one sequence, and how much of each still comes from the
 * clue that must be remembered.
 *
 * The share is the variance between groups over the total variance, per unit and step: groups of sequences differ in
 * the clue alone (see `Contrast`). 1: the unit's value is decided by the clue; 0: by everything else.
 *
 * Letters: T steps, H units.
 */

import { softmax } from '../engine/losses.ts';
import { createMatrix, type Matrix } from '../engine/matrix.ts';
import type { Network } from '../engine/network.ts';
import type { Parameters } from '../engine/parameters.ts';
import { createRandom } from '../engine/random.ts';
import type { Contrast, Task } from '../tasks/contract.ts';

/** Sequences per group: 4 x 48 = 192 in all, DESIGN's race. */
const EACH = 48;

export interface Reading {
  readonly steps: number;
  readonly units: number;
  /** Hidden states of the shown sequence, (T, H), step by step. */
  readonly values: Float32Array<ArrayBuffer>;
  /** Share of the clue in each, (T, H), in [0, 1]. */
  readonly shares: Float32Array<ArrayBuffer>;
  /** Probability of each class at the last step; for a number asked for, the one given. */
  readonly answer: readonly number[];
  /** The class from 0 that is right, or the right number. */
  readonly right: number;
  readonly signs: readonly string[];
  readonly marked: readonly number[];
}

/** Reads the sequences that `seed` decides. The same seed shows every network the same sequences. */
export function readContrast(network: Network, parameters: Parameters, task: Task, seed: number): Reading {
  const contrast = task.contrast(createRandom(seed, 'reading'), EACH);
  const { inputs, shown } = contrast;
  const [steps, units] = [inputs.length, network.description.hiddenSize];
  const trace = network.createTrace(steps, contrast.groups * contrast.each);
  network.forward(parameters, inputs, trace);

  const values = new Float32Array(steps * units);
  const shares = new Float32Array(steps * units);
  for (let step = 0; step < steps; step += 1) {
    const states = trace.layer.quantity('hiddenState', step);
    values.set(states.data.subarray(shown.row * units, (shown.row + 1) * units), step * units);
    for (let unit = 0; unit < units; unit += 1) shares[step * units + unit] = shareOfClue(states, unit, contrast);
  }

  const output = network.readOut(parameters, trace, steps - 1);
  return {
    steps,
    units,
    values,
    shares,
    answer: answerOf(task, output, shown.row),
    right: shown.answer,
    signs: shown.signs,
    marked: shown.marked,
  };
}

/** Variance between the groups' means over the variance of all, for one column of states (groups * each, H). */
export function shareOfClue({ data, columns }: Matrix, unit: number, { groups, each }: Contrast): number {
  let total = 0;
  const means = Array.from({ length: groups }, (_, group) => {
    let sum = 0;
    for (let s = 0; s < each; s += 1) sum += data[(group * each + s) * columns + unit];
    total += sum;
    return sum / each;
  });
  const mean = total / (groups * each);
  let all = 0;
  for (let row = 0; row < groups * each; row += 1) all += square(data[row * columns + unit] - mean);
  const between = means.reduce((sum, groupMean) => sum + each * square(groupMean - mean), 0);
  // A unit that never moves comes from nothing.
  return all < 1e-24 ? 0 : between / all;
}

function answerOf(task: Task, output: Matrix, row: number): number[] {
  if (task.criterion.measure === 'loss') return [output.data[row * output.columns]];
  const probabilities = createMatrix(output.rows, output.columns);
  softmax(probabilities, output);
  return Array.from(probabilities.data.subarray(row * output.columns, (row + 1) * output.columns));
}

function square(x: number): number {
  return x * x;
}
