/**
 * Copy memory: read a few symbols, wait, then write them down in order.
 *
 * S symbols of K, T - 1 blanks, a delimiter, S blanks: T + 2 S steps, one-hot over K symbols, blank and delimiter. The
 * answer over K symbols and blank is asked for at every step: blank, and over the last S steps the symbols. Those last
 * steps alone count as right or wrong. Without a memory the best loss is S ln K / (T + 2 S).
 *
 * Source: `arjovsky2016`, section 4.1 (10 symbols of 8). `copy-small` has 3 symbols of 4.
 */

import type { Random } from '../engine/random.ts';
import type { Batch, Contrast, Question, Task } from './contract.ts';
import { oneHot } from './one-hot.ts';

interface Size {
  /** S */
  readonly length: number;
  /** K */
  readonly symbols: number;
}

export function copyTask(lag = 100): Task {
  return createCopyTask('copy', { length: 10, symbols: 8 }, lag);
}

export function smallCopyTask(lag = 50): Task {
  return createCopyTask('copy-small', { length: 3, symbols: 4 }, lag);
}

/** Lags T from 10 to 300 are offered. */
function createCopyTask(name: 'copy' | 'copy-small', size: Size, lag: number): Task {
  if (!Number.isInteger(lag) || lag < 10 || lag > 300)
    throw new Error(`${name}: the lag must be 10 to 300, got ${lag}`);
  const { length, symbols } = size;
  const draw = (random: Random) => Array.from({ length }, () => random.below(symbols));
  return {
    name,
    lag,
    inputSize: symbols + 2,
    outputSize: symbols + 1,
    longest: lag + 2 * length,
    criterion: { measure: 'accuracy', atLeast: 0.99 },
    answers: answersOf(size),
    chance: 1 / symbols,
    checkEvery: 25,
    sample: (random, batch) =>
      copyBatch(
        Array.from({ length: batch }, () => draw(random)),
        size,
        lag,
      ),
    contrast: (random, each) =>
      copyContrast(
        Array.from({ length: each }, () => draw(random)),
        size,
        lag,
      ),
  };
}

/** A letter for each symbol, a dot for the blank. */
function answersOf({ symbols }: Size): string[] {
  return [...'ABCDEFGH'.slice(0, symbols), '·'];
}

function copyBatch(rows: readonly (readonly number[])[], { length, symbols }: Size, lag: number): Batch {
  const [blank, delimiter] = [symbols, symbols + 1];
  const steps = lag + 2 * length;
  const inputs = oneHot(steps, rows.length, symbols + 2, (row, step) => {
    if (step < length) return rows[row][step];
    return step === length + lag - 1 ? delimiter : blank;
  });
  const questions = Array.from({ length: steps }, (_, step): Question => {
    const place = step - (steps - length);
    const classes = Int32Array.from(rows, (row) => (place < 0 ? blank : row[place]));
    return { kind: 'class', classes, counts: place >= 0 };
  });
  return { inputs, questions };
}

/** The same symbols after each first one. */
function copyContrast(samples: readonly (readonly number[])[], size: Size, lag: number): Contrast {
  const { length, symbols } = size;
  const rows = Array.from({ length: symbols }, (_, first) => samples.map((row) => row.with(0, first))).flat();
  const { inputs, questions } = copyBatch(rows, size, lag);
  const each = samples.length;
  const signs = [...answersOf(size), '?'];
  const columns = symbols + 2;
  return {
    inputs,
    questions,
    groups: symbols,
    each,
    shown: {
      row: each,
      signs: inputs.map(({ data }) => signs[data.subarray(each * columns, (each + 1) * columns).indexOf(1)]),
      marked: [0, questions.length - length],
      answer: rows[each][0],
    },
  };
}
