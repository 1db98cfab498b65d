/**
 * Delay: name the letter read `lag` steps ago. Asked at every step from then on.
 *
 * Inputs, one-hot over two: a and b, either as likely. A cell that solves it is a delay line: what it holds moves on by
 * one place at every step. Nothing is to be kept for long, and everything for a while.
 */

import type { Random } from '../engine/random.ts';
import type { Batch, Contrast, Question, Task } from './contract.ts';
import { oneHot } from './one-hot.ts';

export const DELAY_LETTERS = ['a', 'b'] as const;
const LENGTH = 24;

/** Lags from 1 to 12 are offered. */
export function delayTask(lag = 3): Task {
  if (!Number.isInteger(lag) || lag < 1 || lag > 12) throw new Error(`delay: the lag must be 1 to 12, got ${lag}`);
  const draw = (random: Random) => Array.from({ length: LENGTH }, () => random.below(DELAY_LETTERS.length));
  return {
    name: 'delay',
    lag,
    inputSize: DELAY_LETTERS.length,
    outputSize: DELAY_LETTERS.length,
    longest: LENGTH,
    criterion: { measure: 'accuracy', atLeast: 0.99 },
    answers: DELAY_LETTERS,
    chance: 1 / DELAY_LETTERS.length,
    checkEvery: 50,
    sample: (random, batch) =>
      delayBatch(
        Array.from({ length: batch }, () => draw(random)),
        lag,
      ),
    contrast: (random, each) =>
      delayContrast(
        Array.from({ length: each }, () => draw(random)),
        lag,
      ),
  };
}

function delayBatch(rows: readonly (readonly number[])[], lag: number): Batch {
  return {
    inputs: oneHot(LENGTH, rows.length, DELAY_LETTERS.length, (row, step) => rows[row][step]),
    questions: Array.from({ length: LENGTH }, (_, step): Question | null =>
      step < lag ? null : { kind: 'class', classes: Int32Array.from(rows, (row) => row[step - lag]) },
    ),
  };
}

/** The same letters but for the first, which the shown sequence answers with at step `lag`. */
function delayContrast(samples: readonly (readonly number[])[], lag: number): Contrast {
  const rows = DELAY_LETTERS.flatMap((_, first) => samples.map((letters) => letters.with(0, first)));
  const each = samples.length;
  const shown = rows[each];
  return {
    ...delayBatch(rows, lag),
    groups: DELAY_LETTERS.length,
    each,
    shown: {
      row: each,
      signs: shown.map((letter) => DELAY_LETTERS[letter]),
      marked: [0, lag],
      answer: shown[LENGTH - 1 - lag],
    },
  };
}
