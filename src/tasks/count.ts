/**
 * Count: how many a's since the last r? Asked at every step.
 *
 * Inputs, one-hot over three: a (one more), b (nothing), r (back to none). Classes 0 to 5; a sequence never counts
 * further, so that no answer stands for several numbers. Made for the stepper: a cell state that counts climbs by equal
 * stairs, and falls where the forget gate shuts.
 *
 * After the counters that `gers2001` found in trained LSTMs.
 */

import type { Random } from '../engine/random.ts';
import type { Batch, Contrast, Task } from './contract.ts';
import { oneHot } from './one-hot.ts';

export const COUNT_LETTERS = ['a', 'b', 'r'] as const;
const [ONE_MORE, NOTHING, RESET] = [0, 1, 2];
/** The largest count that is asked for. */
export const MOST_COUNTED = 5;
const CLASSES = MOST_COUNTED + 1;

/** Lengths from 8 to 200 are offered. */
export function countTask(length = 24): Task {
  if (!Number.isInteger(length) || length < 8 || length > 200) {
    throw new Error(`count: the length must be 8 to 200, got ${length}`);
  }
  return {
    name: 'count',
    lag: length,
    inputSize: COUNT_LETTERS.length,
    outputSize: CLASSES,
    longest: length,
    criterion: { measure: 'accuracy', atLeast: 0.99 },
    answers: Array.from({ length: CLASSES }, (_, count) => String(count)),
    chance: 1 / CLASSES,
    checkEvery: 50,
    sample: (random, batch) => countBatch(Array.from({ length: batch }, () => countLetters(random, length))),
    contrast: (random, each) => countContrast(random, length, each),
  };
}

/** How many a's since the last r, after each letter. */
export function counts(letters: readonly number[]): number[] {
  let count = 0;
  return letters.map((letter) => {
    if (letter === ONE_MORE) count += 1;
    if (letter === RESET) count = 0;
    return count;
  });
}

/** An a three times in eight, an r once; where the count is full, a b in place of the a. */
function countLetters(random: Random, length: number, most = MOST_COUNTED): number[] {
  let count = 0;
  return Array.from({ length }, () => {
    const draw = random.below(8);
    if (draw === 0) {
      count = 0;
      return RESET;
    }
    if (draw > 3 || count === most) return NOTHING;
    count += 1;
    return ONE_MORE;
  });
}

function countBatch(rows: readonly (readonly number[])[]): Batch {
  const answers = rows.map(counts);
  const length = rows[0].length;
  return {
    inputs: oneHot(length, rows.length, COUNT_LETTERS.length, (row, step) => rows[row][step]),
    questions: Array.from({ length }, (_, step) => ({
      kind: 'class',
      classes: Int32Array.from(answers, (answer) => answer[step]),
    })),
  };
}

/** The same letters after a b, and after an a: one more until the first r. */
function countContrast(random: Random, length: number, each: number): Contrast {
  const samples = Array.from({ length: each }, () => countLetters(random, length - 1, MOST_COUNTED - 1));
  const rows = [NOTHING, ONE_MORE].flatMap((first) => samples.map((letters) => [first, ...letters]));
  const shown = rows[each];
  return {
    ...countBatch(rows),
    groups: 2,
    each,
    shown: {
      row: each,
      signs: shown.map((letter) => COUNT_LETTERS[letter]),
      marked: shown.flatMap((letter, step) => (letter === NOTHING ? [] : [step])),
      answer: counts(shown)[length - 1],
    },
  };
}
