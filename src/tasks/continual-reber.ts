/**
 * Continual Reber: embedded strings one after another, with nothing that says where one ends. Training sees streams of
 * 100 symbols, the check streams of 1,000, so that a state which only ever grows is found out.
 *
 * Source: `gers2000`, section 4. Read and asked as in `reber.ts`.
 */

import type { Random } from '../engine/random.ts';
import type { Contrast, Task } from './contract.ts';
import { reberBatch } from './reber.ts';
import { otherOuter, REBER_SYMBOLS, type ReberString, reberString } from './reber-grammar.ts';

const LONGEST_STRING = 50;
const CHECKED_STEPS = 1000;
/** Streams per check: as many symbols as 256 strings of the training's length would have, and some. */
const CHECKED_STREAMS = 32;

/** Streams of 20 to 200 symbols are offered. */
export function continualReberTask(lag = 100): Task {
  if (!Number.isInteger(lag) || lag < 20 || lag > 200) {
    throw new Error(`continual-reber: a stream must have 20 to 200 symbols, got ${lag}`);
  }
  const streams = (random: Random, batch: number, steps: number) =>
    reberBatch(Array.from({ length: batch }, () => stream(random, steps)));
  return {
    name: 'continual-reber',
    lag,
    inputSize: REBER_SYMBOLS.length,
    outputSize: REBER_SYMBOLS.length,
    longest: lag,
    criterion: { measure: 'accuracy', atLeast: 0.99 },
    answers: REBER_SYMBOLS,
    chance: 0,
    checkEvery: 50,
    sample: (random, batch) => streams(random, batch, lag),
    check: {
      longest: CHECKED_STEPS,
      sequences: CHECKED_STREAMS,
      sample: (random, batch) => streams(random, batch, CHECKED_STEPS),
    },
    contrast: (random, each) => streamContrast(random, each, lag),
  };
}

/** `steps` symbols and the one after them, from strings put together, after a first one that is given. */
function stream(random: Random, steps: number, first = reberString(random, LONGEST_STRING)): ReberString {
  const symbols = [...first.symbols];
  const legal = [...first.legal];
  while (symbols.length <= steps) {
    const next = reberString(random, LONGEST_STRING);
    symbols.push(...next.symbols);
    legal.push(...next.legal);
  }
  return { symbols: symbols.slice(0, steps + 1), legal: legal.slice(0, steps) };
}

/** The same streams with either outer symbol around their first string. */
function streamContrast(random: Random, each: number, steps: number): Contrast {
  const firsts = Array.from({ length: each }, () => reberString(random, LONGEST_STRING));
  const samples = firsts.map((first) => stream(random, steps, first));
  const others = samples.map(({ symbols, legal }, index) => {
    const other = otherOuter(firsts[index]);
    const length = other.symbols.length;
    return {
      symbols: [...other.symbols, ...symbols.slice(length)].slice(0, steps + 1),
      legal: [...other.legal, ...legal.slice(length)].slice(0, steps),
    };
  });
  const rows = [...samples, ...others];
  const shown = rows[each];
  return {
    ...reberBatch(rows),
    groups: 2,
    each,
    shown: {
      row: each,
      signs: shown.symbols.slice(0, steps).map((symbol) => REBER_SYMBOLS[symbol]),
      marked: [1, firsts[0].symbols.length - 3],
      answer: shown.symbols[1],
    },
  };
}
