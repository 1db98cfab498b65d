/**
 * Adding: a stream of numbers in [0, 1], two of them marked, one in each half; name the sum of the two at the end.
 *
 * Inputs: the number and its marker (0 or 1), over T steps. Always answering 1, the mean, gives a squared error of 1/6.
 *
 * After `hochreiter1997`, section 5.4, in the form of `le2015` and `arjovsky2016`.
 */

import { createMatrix, createSequence, type Matrix } from '../engine/matrix.ts';
import type { Random } from '../engine/random.ts';
import type { Batch, Contrast, Task } from './contract.ts';

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
    contrast: (random, each) => addingContrast(random, length, each),
  };
}

/** One sequence: its numbers, the two marked steps (from 0). */
function addingSequence(random: Random, length: number) {
  const half = length / 2;
  const marks = [random.below(half), half + random.below(half)] as const;
  return { numbers: Array.from({ length }, () => random.uniform()), marks };
}

type Sequence = ReturnType<typeof addingSequence>;

function toInputs(rows: readonly Sequence[], length: number): Matrix[] {
  const inputs = createSequence(length, rows.length, 2, 'float64');
  inputs.forEach((input, step) => {
    rows.forEach(({ numbers, marks }, row) => {
      input.data.set([numbers[step], marks.includes(step) ? 1 : 0], row * 2);
    });
  });
  return inputs;
}

function sumOf({ numbers, marks: [first, second] }: Sequence): number {
  return numbers[first] + numbers[second];
}

function addingBatch(random: Random, length: number, batch: number): Batch {
  const rows = Array.from({ length: batch }, () => addingSequence(random, length));
  const values = createMatrix(batch, 1);
  values.data.set(rows.map(sumOf));
  return {
    inputs: toInputs(rows, length),
    questions: Array.from({ length }, (_, step) => (step === length - 1 ? { kind: 'value', values } : null)),
  };
}

/** The same numbers and marks, but for the first marked number: 1/8, 3/8, 5/8 or 7/8. */
function addingContrast(random: Random, length: number, each: number): Contrast {
  const samples = Array.from({ length: each }, () => addingSequence(random, length));
  const rows = [1 / 8, 3 / 8, 5 / 8, 7 / 8].flatMap((first) =>
    samples.map(({ numbers, marks }) => ({ numbers: numbers.with(marks[0], first), marks })),
  );
  const shown = rows[each];
  return {
    inputs: toInputs(rows, length),
    groups: 4,
    each,
    shown: {
      row: each,
      // One digit per number: its tenths.
      signs: shown.numbers.map((number) => String(Math.floor(number * 10))),
      marked: shown.marks,
      answer: sumOf(shown),
    },
  };
}
