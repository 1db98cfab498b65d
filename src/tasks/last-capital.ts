/**
 * Name the last capital letter you have read: asked at every step.
 *
 * Inputs, one-hot over eight: A B C D (capitals, to be remembered) and a b c d (to be ignored). A sequence begins with
 * a capital; later letters are capitals with probability 1/8. Made for the stepper: the gates open and shut in plain
 * sight, since one letter in eight overwrites what all others must leave alone.
 */

import type { Random } from '../engine/random.ts';
import type { Batch, Contrast, Task } from './contract.ts';
import { oneHot } from './one-hot.ts';

export const CAPITALS = ['A', 'B', 'C', 'D'] as const;
export const LETTERS = [...CAPITALS, 'a', 'b', 'c', 'd'] as const;
const CLASSES = CAPITALS.length;
const CAPITAL_EVERY = 8;

export function lastCapitalTask(length = 24): Task {
  return {
    name: 'last-capital',
    lag: length,
    inputSize: LETTERS.length,
    outputSize: CLASSES,
    longest: length,
    criterion: { measure: 'accuracy', atLeast: 0.99 },
    answers: CAPITALS,
    chance: 1 / CLASSES,
    checkEvery: 50,
    sample: (random, batch) => lastCapitalBatch(random, length, batch),
    contrast: (random, each) => lastCapitalContrast(random, length, each),
  };
}

function lastCapitalBatch(random: Random, length: number, batch: number): Batch {
  return readBatch(Array.from({ length: batch }, () => lastCapitalLetters(random, length)));
}

/** The batch for given sequences of letter numbers, all of one length. */
function readBatch(rows: readonly (readonly number[])[]): Batch {
  const answers = rows.map(lastCapitals);
  const length = rows[0].length;
  return {
    inputs: oneHot(length, rows.length, LETTERS.length, (row, step) => rows[row][step]),
    questions: Array.from({ length }, (_, step) => ({
      kind: 'class',
      classes: Int32Array.from(answers, (answer) => answer[step]),
    })),
  };
}

/** One sequence of letter numbers. */
function lastCapitalLetters(random: Random, length: number): number[] {
  return Array.from({ length }, (_, step) => {
    const isCapital = step === 0 || random.below(CAPITAL_EVERY) === 0;
    return random.below(CLASSES) + (isCapital ? 0 : CLASSES);
  });
}

/** The right answer at each step: the number of the last capital read, -1 before the first. */
export function lastCapitals(letters: readonly number[]): number[] {
  let last = -1;
  return letters.map((letter) => {
    if (letter < CLASSES) last = letter;
    return last;
  });
}

/** The same letters after each of the four first capitals. */
function lastCapitalContrast(random: Random, length: number, each: number): Contrast {
  const samples = Array.from({ length: each }, () => lastCapitalLetters(random, length));
  const rows = CAPITALS.flatMap((_, first) => samples.map((letters) => letters.with(0, first)));
  const shown = rows[each];
  return {
    ...readBatch(rows),
    groups: CLASSES,
    each,
    shown: {
      row: each,
      signs: shown.map((letter) => LETTERS[letter]),
      marked: shown.flatMap((letter, step) => (letter < CLASSES ? [step] : [])),
      answer: lastCapitals(shown)[length - 1],
    },
  };
}
