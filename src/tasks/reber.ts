/**
 * The embedded Reber grammar: predict every next symbol of a string. All cells learn it: its lags are short, and so it
 * is here as a control.
 *
 * One-hot over seven symbols. The loss looks at the symbol that comes; an answer is right when the likeliest symbols are
 * those that the grammar allows, and a string when all its answers are.
 *
 * Source: `hochreiter1997`, section 5.1.
 */

import type { Random } from '../engine/random.ts';
import type { Batch, Contrast, Question, Task } from './contract.ts';
import { oneHot } from './one-hot.ts';
import { otherOuter, REBER_SYMBOLS, type ReberString, reberString } from './reber-grammar.ts';

/** Strings have 9 symbols at least; one in some ten thousand is longer than this and drawn again. */
const LONGEST = 50;

export function reberTask(lag = 7): Task {
  if (lag !== 7) throw new Error(`reber: the grammar's own strings have a lag of 7 at least; got ${lag}`);
  return {
    name: 'reber',
    lag,
    inputSize: REBER_SYMBOLS.length,
    outputSize: REBER_SYMBOLS.length,
    longest: LONGEST - 1,
    criterion: { measure: 'sequences', atLeast: 0.99 },
    answers: REBER_SYMBOLS,
    chance: 0,
    checkEvery: 25,
    sample: (random, batch) => reberBatch(Array.from({ length: batch }, () => reberString(random, LONGEST))),
    contrast: reberContrast,
  };
}

/** All symbols but the last are read; after each the next is asked for. */
export function reberBatch(rows: readonly ReberString[]): Batch {
  const steps = Math.max(...rows.map(({ symbols }) => symbols.length)) - 1;
  const symbolAt = (row: number, step: number) => rows[row].symbols[step] ?? -1;
  return {
    inputs: oneHot(steps, rows.length, REBER_SYMBOLS.length, (row, step) =>
      step < rows[row].symbols.length - 1 ? symbolAt(row, step) : -1,
    ),
    questions: Array.from({ length: steps }, (_, step): Question => {
      const classes = Int32Array.from(rows, (__, row) => symbolAt(row, step + 1));
      return { kind: 'class', classes, legal: Int32Array.from(rows, ({ legal }) => legal[step] ?? 0) };
    }),
  };
}

/** The same strings within T and within P, all of the length of the first. */
function reberContrast(random: Random, each: number): Contrast {
  const first = reberString(random, LONGEST);
  const samples = [first];
  while (samples.length < each) {
    const next = reberString(random, LONGEST);
    if (next.symbols.length === first.symbols.length) samples.push(next);
  }
  const rows = [...samples, ...samples.map(otherOuter)];
  const shown = rows[each];
  const steps = shown.symbols.length - 1;
  return {
    ...reberBatch(rows),
    groups: 2,
    each,
    shown: {
      row: each,
      signs: shown.symbols.slice(0, steps).map((symbol) => REBER_SYMBOLS[symbol]),
      marked: [1, steps - 2],
      answer: shown.symbols[1],
    },
  };
}
