/**
 * Remember one symbol: a symbol of four is shown once, then come `lag` distractors, then a question mark, and the first
 * symbol is to be named.
 *
 * Inputs, one-hot over nine: A B C D (what to remember), a b c d (distractors), the question. Every sequence has
 * lag + 2 steps; the answer is asked for at the last.
 *
 * In the spirit of task 2c of `hochreiter1997` and the latch of `bengio1994` (references.bib).
 */

import type { Random } from '../engine/random.ts';
import type { Batch, Contrast, Task } from './contract.ts';
import { oneHot } from './one-hot.ts';

export const REMEMBERED = ['A', 'B', 'C', 'D'] as const;
export const REMEMBER_SYMBOLS = [...REMEMBERED, 'a', 'b', 'c', 'd', '?'] as const;
const CLASSES = REMEMBERED.length;
const QUESTION = REMEMBER_SYMBOLS.indexOf('?');

/** Lags from 5 to 200 are offered. */
export function rememberTask(lag: number): Task {
  if (!Number.isInteger(lag) || lag < 5 || lag > 200) throw new Error(`remember: the lag must be 5 to 200, got ${lag}`);
  return {
    name: 'remember',
    lag,
    inputSize: REMEMBER_SYMBOLS.length,
    outputSize: CLASSES,
    longest: lag + 2,
    criterion: { measure: 'accuracy', atLeast: 0.99 },
    answers: REMEMBERED,
    chance: 1 / CLASSES,
    checkEvery: 10,
    sample: (random, batch) => rememberBatch(rememberSymbols(random, lag, batch)),
    contrast: (random, each) => rememberContrast(random, lag, each),
  };
}

/** `batch` sequences of symbol numbers, each of length lag + 2. */
function rememberSymbols(random: Random, lag: number, batch: number): number[][] {
  return Array.from({ length: batch }, () => {
    const first = random.below(CLASSES);
    const distractors = Array.from({ length: lag }, () => CLASSES + random.below(CLASSES));
    return [first, ...distractors, QUESTION];
  });
}

/** The batch for given sequences of symbol numbers, all of one length. */
function rememberBatch(sequences: readonly (readonly number[])[]): Batch {
  const steps = sequences[0]?.length ?? 0;
  const classes = Int32Array.from(sequences, (sequence) => sequence[0]);
  return {
    inputs: oneHot(steps, sequences.length, REMEMBER_SYMBOLS.length, (row, step) => sequences[row][step]),
    questions: Array.from({ length: steps }, (_, step) => (step === steps - 1 ? { kind: 'class', classes } : null)),
  };
}

/** The same distractors after each of the four symbols. */
function rememberContrast(random: Random, lag: number, each: number): Contrast {
  const sequences = rememberSymbols(random, lag, each);
  const rows = REMEMBERED.flatMap((_, first) => sequences.map((sequence) => [first, ...sequence.slice(1)]));
  const shown = rows[each];
  return {
    ...rememberBatch(rows),
    groups: CLASSES,
    each,
    shown: {
      row: each,
      signs: shown.map((symbol) => REMEMBER_SYMBOLS[symbol]),
      marked: [0, lag + 1],
      answer: shown[0],
    },
  };
}
