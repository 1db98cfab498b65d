/**
 * Temporal order, experiment 6a: which of X and Y came first, and which second?
 *
 * A sequence of 100 to 110 symbols starts with E, ends with B, and is random over a b c d in between, but for X or Y at
 * step t1 (10 to 20) and again at t2 (50 to 60), steps counted from 1. Classes: XX, XY, YX, YY, asked for at the last
 * step of each sequence.
 *
 * Source: `hochreiter1997`, section 5.6.
 */

import type { Random } from '../engine/random.ts';
import type { Batch, Contrast, Task } from './contract.ts';
import { oneHot } from './one-hot.ts';

export const ORDER_SYMBOLS = ['E', 'B', 'a', 'b', 'c', 'd', 'X', 'Y'] as const;
const [START, END, FIRST_DISTRACTOR, FIRST_MARK] = [0, 1, 2, 6];
const LONGEST = 110;

export function orderTask(lag = 100): Task {
  if (lag !== 100) throw new Error(`order-6a: its sequences have 100 to 110 steps as in the paper; got lag ${lag}`);
  return {
    name: 'order-6a',
    lag,
    inputSize: ORDER_SYMBOLS.length,
    outputSize: 4,
    longest: LONGEST,
    criterion: { measure: 'accuracy', atLeast: 0.99 },
    chance: 1 / 4,
    checkEvery: 10,
    sample: orderBatch,
    contrast: orderContrast,
  };
}

function orderBatch(random: Random, batch: number): Batch {
  const rows = Array.from({ length: batch }, () => orderSequence(random));
  const steps = Math.max(...rows.map(({ symbols }) => symbols.length));
  return {
    inputs: oneHot(steps, batch, ORDER_SYMBOLS.length, (row, step) => rows[row].symbols[step] ?? -1),
    questions: Array.from({ length: steps }, (_, step) => {
      const classes = Int32Array.from(rows, ({ symbols, answer }) => (symbols.length === step + 1 ? answer : -1));
      return classes.some((answer) => answer >= 0) ? { kind: 'class', classes } : null;
    }),
  };
}

/** One sequence of symbol numbers, its class, and the steps of its two marks (from 0). */
export function orderSequence(random: Random, length = between(random, 100, LONGEST)) {
  const [t1, t2] = [between(random, 10, 20), between(random, 50, 60)];
  const answer = random.below(4);
  const symbols = Array.from({ length }, () => FIRST_DISTRACTOR + random.below(4));
  symbols[0] = START;
  symbols[length - 1] = END;
  return { symbols: mark(symbols, [t1 - 1, t2 - 1], answer), answer, marks: [t1 - 1, t2 - 1] as const };
}

/** The same distractors and the same places, with each of the four pairs of marks. */
function orderContrast(random: Random, each: number): Contrast {
  const length = 105;
  const samples = Array.from({ length: each }, () => orderSequence(random, length));
  const answers = [0, 1, 2, 3];
  const rows = answers.flatMap((answer) => samples.map(({ symbols, marks }) => mark(symbols, marks, answer)));
  return {
    inputs: oneHot(length, rows.length, ORDER_SYMBOLS.length, (row, step) => rows[row][step]),
    groups: answers.length,
    each,
    shown: {
      row: each,
      signs: rows[each].map((symbol) => ORDER_SYMBOLS[symbol]),
      marked: [...samples[0].marks, length - 1],
      answer: 1,
    },
  };
}

/** A copy with the pair of marks that class `answer` asks for: XX, XY, YX, YY. */
function mark(symbols: readonly number[], [first, second]: readonly [number, number], answer: number): number[] {
  const copy = [...symbols];
  copy[first] = FIRST_MARK + (answer >> 1);
  copy[second] = FIRST_MARK + (answer & 1);
  return copy;
}

function between(random: Random, low: number, high: number): number {
  return low + random.below(high - low + 1);
}
