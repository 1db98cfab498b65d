/**
 * Adding: a stream of numbers in [0, 1], two of them marked, one in each half; name the sum of the two at the end.
 *
 * Inputs: the number and its marker (0 or 1), over T steps. Always answering 1, the mean, gives a squared error of 1/6.
 *
 * After `hochreiter1997`, section 5.4, in the form of `le2015` and `arjovsky2016`.
 */

import { createMatrix, createSequence } from '../engine/matrix.ts';
import type { Random } from '../engine/random.ts';
import type { Batch, Task } from './contract.ts';

/** Lengths T from 10 to 400 are offered, in twos so that the halves are equal. */
export function addingTask(length = 100): Task {
  if (!Number.isInteger(length) || length < 10 || length > 400 || length % 2 !== 0) {
    throw new Error(`adding: the length must be an even number from 10 to 400, got ${length}`);
  }
  return {
    name: 'adding',
    lag: length,
    inputSize: 2,
    outputSize: 1,
    longest: length,
    criterion: { measure: 'loss', below: 0.01 },
    chance: 1 / 6,
    checkEvery: 25,
    sample: (random, batch) => addingBatch(random, length, batch),
  };
}

function addingBatch(random: Random, length: number, batch: number): Batch {
  const inputs = createSequence(length, batch, 2, 'float64');
  const values = createMatrix(batch, 1);
  const half = length / 2;
  for (let row = 0; row < batch; row += 1) {
    const marked = [random.below(half), half + random.below(half)];
    inputs.forEach((input, step) => {
      const value = random.uniform();
      const marker = marked.includes(step) ? 1 : 0;
      input.data.set([value, marker], row * 2);
      values.data[row] += marker * value;
    });
  }
  return {
    inputs,
    questions: Array.from({ length }, (_, step) => (step === length - 1 ? { kind: 'value', values } : null)),
  };
}
