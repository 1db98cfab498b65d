/**
 * A stream of numbers in [0, 1], two of them marked, one in each half; at the end something is asked about the two.
 *
 * Inputs: the number and its marker (0 or 1), over T steps.
 */

import { createMatrix, createSequence, type Matrix } from '../engine/matrix.ts';
import type { Random } from '../engine/random.ts';
import type { Batch, Contrast, Task } from './contract.ts';

/** The answer to the two marked numbers. */
type Answer = (first: number, second: number) => number;

/** What is particular to a task of this kind; the rest of it is here. */
type Particulars = Pick<Task, 'name' | 'criterion' | 'chance' | 'closeEnough'> & { readonly answer: Answer };

/** Lengths T from 10 to 400 are offered, in twos so that the halves are equal. */
export function createMarkedPairTask({ answer, ...particulars }: Particulars, length: number): Task {
  if (!Number.isInteger(length) || length < 10 || length > 400 || length % 2 !== 0) {
    throw new Error(`${particulars.name}: the length must be an even number from 10 to 400, got ${length}`);
  }
  return {
    ...particulars,
    lag: length,
    inputSize: 2,
    outputSize: 1,
    longest: length,
    answers: [],
    checkEvery: 25,
    sample: (random, batch) =>
      pairBatch(
        Array.from({ length: batch }, () => pairSequence(random, length)),
        length,
        answer,
      ),
    contrast: (random, each) => pairContrast(random, length, each, answer),
  };
}

interface Sequence {
  readonly numbers: readonly number[];
  /** The two marked steps, counted from 0. */
  readonly marks: readonly [number, number];
}

function pairSequence(random: Random, length: number): Sequence {
  const half = length / 2;
  const marks = [random.below(half), half + random.below(half)] as const;
  return { numbers: Array.from({ length }, () => random.uniform()), marks };
}

function toInputs(rows: readonly Sequence[], length: number): Matrix[] {
  const inputs = createSequence(length, rows.length, 2, 'float64');
  inputs.forEach((input, step) => {
    rows.forEach(({ numbers, marks }, row) => {
      input.data.set([numbers[step], marks.includes(step) ? 1 : 0], row * 2);
    });
  });
  return inputs;
}

function pairBatch(rows: readonly Sequence[], length: number, answer: Answer): Batch {
  const values = createMatrix(rows.length, 1);
  values.data.set(rows.map((row) => answerTo(row, answer)));
  return {
    inputs: toInputs(rows, length),
    questions: Array.from({ length }, (_, step) => (step === length - 1 ? { kind: 'value', values } : null)),
  };
}

/** The same numbers and marks, but for the first marked number: 1/8, 3/8, 5/8 or 7/8. */
function pairContrast(random: Random, length: number, each: number, answer: Answer): Contrast {
  const samples = Array.from({ length: each }, () => pairSequence(random, length));
  const rows = [1 / 8, 3 / 8, 5 / 8, 7 / 8].flatMap((first) =>
    samples.map(({ numbers, marks }) => ({ numbers: numbers.with(marks[0], first), marks })),
  );
  const shown = rows[each];
  return {
    ...pairBatch(rows, length, answer),
    groups: 4,
    each,
    shown: {
      row: each,
      // One digit per number: its tenths.
      signs: shown.numbers.map((number) => String(Math.floor(number * 10))),
      marked: shown.marks,
      answer: answerTo(shown, answer),
    },
  };
}

function answerTo({ numbers, marks: [first, second] }: Sequence, answer: Answer): number {
  return answer(numbers[first], numbers[second]);
}
