/**
 * A long lag without noise: after x or y come the same p - 1 symbols, always in the same order, and then x or y again.
 * Predict every next symbol; only the last needs the first.
 *
 * One-hot over p + 1 symbols: x, y, a_1 to a_{p-1}. p steps are read, and after each the next symbol is asked for. With
 * the loss spread over all steps the one that matters is 1/p of it, which makes this harder than a random wait.
 *
 * Source: `hochreiter1997`, section 5.2, experiment 2a.
 */

import type { Random } from '../engine/random.ts';
import type { Batch, Contrast, Task } from './contract.ts';
import { oneHot } from './one-hot.ts';

/** p from 4 to 100 are offered. */
export function noiseFreeTask(lag = 50): Task {
  if (!Number.isInteger(lag) || lag < 4 || lag > 100) throw new Error(`noise-free: p must be 4 to 100, got ${lag}`);
  const draw = (random: Random, rows: number) => Array.from({ length: rows }, () => random.below(2));
  return {
    name: 'noise-free',
    lag,
    inputSize: lag + 1,
    outputSize: lag + 1,
    longest: lag,
    criterion: { measure: 'sequences', atLeast: 0.99 },
    closeEnough: 0.25,
    // The symbols between are told apart by their place alone.
    answers: ['x', 'y', ...Array<string>(lag - 1).fill('a')],
    chance: 1 / 2,
    checkEvery: 25,
    sample: (random, batch) => noiseFreeBatch(draw(random, batch), lag),
    contrast: (_, each) => noiseFreeContrast(each, lag),
  };
}

/** The batch for these first symbols, 0 for x and 1 for y. */
function noiseFreeBatch(firsts: readonly number[], lag: number): Batch {
  const symbolAt = (row: number, step: number) => (step === 0 || step === lag ? firsts[row] : step + 1);
  return {
    inputs: oneHot(lag, firsts.length, lag + 1, symbolAt),
    questions: Array.from({ length: lag }, (_, step) => ({
      kind: 'class',
      classes: Int32Array.from(firsts, (__, row) => symbolAt(row, step + 1)),
    })),
  };
}

function noiseFreeContrast(each: number, lag: number): Contrast {
  const firsts = [0, 1].flatMap((first) => Array<number>(each).fill(first));
  return {
    ...noiseFreeBatch(firsts, lag),
    groups: 2,
    each,
    shown: {
      row: each,
      // The symbols between are told apart by their place alone.
      signs: ['y', ...Array<string>(lag - 1).fill('a')],
      marked: [0, lag - 1],
      answer: 1,
    },
  };
}
