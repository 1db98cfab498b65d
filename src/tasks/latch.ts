/**
 * Two sequences, signal and noise on one line: the first three numbers say which of two classes it is, all that follow
 * is noise; name the class at the end.
 *
 * One real input over T to T + T/10 steps: +1 for the first class, -1 for the second, then Gaussian noise of mean 0 and
 * variance 0.2. In 3b the same noise lies on the first three numbers too.
 *
 * Source: `hochreiter1997`, section 5.3, experiments 3a and 3b; in the spirit of `bengio1994`. Guessing weights at random
 * solves these too (Hochreiter and Schmidhuber say so themselves), so they show a memory and prove little.
 */

import { createSequence } from '../engine/matrix.ts';
import type { Random } from '../engine/random.ts';
import { askedAtEnd } from './asked-at-end.ts';
import type { Batch, Contrast, Task } from './contract.ts';

const SIGNALS = 3;
const DEVIATION = Math.sqrt(0.2);

export function latch3aTask(lag = 100): Task {
  return createLatchTask('latch-3a', lag, false);
}

export function latch3bTask(lag = 100): Task {
  return createLatchTask('latch-3b', lag, true);
}

/** Lengths T from 10 to 400 are offered. */
function createLatchTask(name: 'latch-3a' | 'latch-3b', length: number, isNoisy: boolean): Task {
  if (!Number.isInteger(length) || length < 10 || length > 400) {
    throw new Error(`${name}: the length must be 10 to 400, got ${length}`);
  }
  const longest = length + Math.floor(length / 10);
  const sequence = (random: Random, steps = length + random.below(longest - length + 1)) => ({
    noise: Array.from({ length: steps }, (_, step) => (step < SIGNALS && !isNoisy ? 0 : DEVIATION * random.gaussian())),
    answer: random.below(2),
  });
  return {
    name,
    lag: length,
    inputSize: 1,
    outputSize: 2,
    longest,
    criterion: { measure: 'accuracy', atLeast: 0.99 },
    answers: ['+', '−'],
    chance: 1 / 2,
    checkEvery: 10,
    sample: (random, batch) => latchBatch(Array.from({ length: batch }, () => sequence(random))),
    contrast: (random, each) => latchContrast(Array.from({ length: each }, () => sequence(random, length))),
  };
}

interface Sequence {
  readonly noise: readonly number[];
  /** 0 for the class of +1, 1 for that of -1. */
  readonly answer: number;
}

function latchBatch(rows: readonly Sequence[]): Batch {
  const steps = Math.max(...rows.map(({ noise }) => noise.length));
  const inputs = createSequence(steps, rows.length, 1, 'float64');
  rows.forEach((sequence, row) => {
    numbersOf(sequence).forEach((number, step) => {
      inputs[step].data[row] = number;
    });
  });
  return {
    inputs,
    questions: askedAtEnd(rows.map(({ noise, answer }) => ({ length: noise.length, answer }))),
  };
}

function numbersOf({ noise, answer }: Sequence): number[] {
  const signal = answer === 0 ? 1 : -1;
  return noise.map((number, step) => (step < SIGNALS ? signal + number : number));
}

/** The same noise after either signal. */
function latchContrast(samples: readonly Sequence[]): Contrast {
  const rows = [0, 1].flatMap((answer) => samples.map(({ noise }) => ({ noise, answer })));
  const shown = rows[samples.length];
  return {
    ...latchBatch(rows),
    groups: 2,
    each: samples.length,
    shown: {
      row: samples.length,
      signs: numbersOf(shown).map((number) => (number < 0 ? '−' : '+')),
      marked: [...Array(SIGNALS).keys(), shown.noise.length - 1],
      answer: shown.answer,
    },
  };
}
