/**
 * Temporal order: in which order did X and Y come?
 *
 * A sequence of 100 to 110 symbols starts with E, ends with B, and is random over a b c d in between, but for an X or Y
 * at each of two or three places. The classes are all the orders there are (XX, XY, YX, YY for two), asked for at the
 * last step of each sequence.
 *
 * Source: `hochreiter1997`, section 5.6.
 */

import type { Random } from '../engine/random.ts';
import { askedAtEnd } from './asked-at-end.ts';
import type { Batch, Contrast, Task, TaskName } from './contract.ts';
import { oneHot } from './one-hot.ts';

export const ORDER_SYMBOLS = ['E', 'B', 'a', 'b', 'c', 'd', 'X', 'Y'] as const;
const [START, END, FIRST_DISTRACTOR, FIRST_MARK] = [0, 1, 2, 6];
const LONGEST = 110;

/** Where a mark may stand, first and last step, counted from 1. */
export type Places = readonly (readonly [first: number, last: number])[];

interface OrderSequence {
  /** Symbol numbers. */
  readonly symbols: readonly number[];
  /** The class: a bit per mark, the first mark's highest, 1 for Y. */
  readonly answer: number;
  /** The steps of the marks, counted from 0. */
  readonly marks: readonly number[];
}

export function createOrderTask(name: TaskName, places: Places, lag: number): Task {
  if (lag !== 100) throw new Error(`${name}: its sequences have 100 to 110 steps as in the paper; got lag ${lag}`);
  const classes = 2 ** places.length;
  return {
    name,
    lag,
    inputSize: ORDER_SYMBOLS.length,
    outputSize: classes,
    longest: LONGEST,
    criterion: { measure: 'accuracy', atLeast: 0.99 },
    closeEnough: 0.3,
    answers: Array.from({ length: classes }, (_, answer) =>
      places.map((__, k) => ((answer >> (places.length - 1 - k)) & 1 ? 'Y' : 'X')).join(''),
    ),
    chance: 1 / classes,
    checkEvery: 10,
    sample: (random, batch) => orderBatch(Array.from({ length: batch }, () => orderSequence(random, places))),
    contrast: (random, each) => orderContrast(random, places, each),
  };
}

/** One sequence, of a length drawn unless it is given. */
export function orderSequence(random: Random, places: Places, length = between(random, 100, LONGEST)): OrderSequence {
  const marks = places.map(([first, last]) => between(random, first, last) - 1);
  const answer = random.below(2 ** places.length);
  const symbols = Array.from({ length }, () => FIRST_DISTRACTOR + random.below(4));
  symbols[0] = START;
  symbols[length - 1] = END;
  return { symbols: mark(symbols, marks, answer), answer, marks };
}

function orderBatch(rows: readonly OrderSequence[]): Batch {
  const steps = Math.max(...rows.map(({ symbols }) => symbols.length));
  return {
    inputs: oneHot(steps, rows.length, ORDER_SYMBOLS.length, (row, step) => rows[row].symbols[step] ?? -1),
    questions: askedAtEnd(rows.map(({ symbols, answer }) => ({ length: symbols.length, answer }))),
  };
}

/** The same distractors and the same places, with every order of marks. */
function orderContrast(random: Random, places: Places, each: number): Contrast {
  const length = 105;
  const samples = Array.from({ length: each }, () => orderSequence(random, places, length));
  const groups = 2 ** places.length;
  const rows = Array.from({ length: groups }, (_, answer) =>
    samples.map(({ symbols, marks }) => ({ symbols: mark(symbols, marks, answer), answer, marks })),
  ).flat();
  return {
    ...orderBatch(rows),
    groups,
    each,
    shown: {
      row: each,
      signs: rows[each].symbols.map((symbol) => ORDER_SYMBOLS[symbol]),
      marked: [...samples[0].marks, length - 1],
      answer: 1,
    },
  };
}

/** A copy with the marks that class `answer` asks for. */
function mark(symbols: readonly number[], marks: readonly number[], answer: number): number[] {
  const copy = [...symbols];
  marks.forEach((step, index) => {
    copy[step] = FIRST_MARK + ((answer >> (marks.length - 1 - index)) & 1);
  });
  return copy;
}

function between(random: Random, low: number, high: number): number {
  return low + random.below(high - low + 1);
}
