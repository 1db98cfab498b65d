/**
 * Text: read a short story letter by letter and name the letter that comes next. What is said in it stands between
 * quotation marks and ends with exclamation marks, all else with full stops, and the sentences are the same in both: how
 * one ends knows only who still knows whether a mark is open.
 *
 * One-hot over the letters of the story. A sequence begins where a sentence does, outside all quotation marks, and goes
 * on for `lag` letters. Training reads the first four fifths of the story, the check the last fifth alone.
 *
 * Nobody can know every next letter: the criterion is a loss, and `chance` the loss of who knows how often each letter
 * comes and no more.
 */

import owl from '../../content/corpora/owl.json' with { type: 'json' };
import { log } from '../engine/elementary.ts';
import type { Random } from '../engine/random.ts';
import type { Batch, Contrast, Task } from './contract.ts';
import { oneHot } from './one-hot.ts';

const [OPEN, CLOSE] = ['“', '”'];
export const STORY = owl.text;
export const TEXT_LETTERS: readonly string[] = [...new Set(STORY)].sort();
const numbers = [...STORY].map((letter) => TEXT_LETTERS.indexOf(letter));
const CHECKED_FROM = Math.floor(STORY.length * 0.8);

/** Sequences of 16 to 96 letters are offered. */
export function textTask(lag = 48): Task {
  if (!Number.isInteger(lag) || lag < 16 || lag > 96)
    throw new Error(`text: a sequence has 16 to 96 letters, got ${lag}`);
  const trained = sentences(0, CHECKED_FROM, lag);
  const checked = sentences(CHECKED_FROM, STORY.length, lag);
  const draw = (random: Random, starts: readonly number[], batch: number) =>
    textBatch(Array.from({ length: batch }, () => lettersFrom(starts[random.below(starts.length)], lag)));
  return {
    name: 'text',
    lag,
    inputSize: TEXT_LETTERS.length,
    outputSize: TEXT_LETTERS.length,
    longest: lag,
    criterion: { measure: 'loss', below: 1 },
    answers: TEXT_LETTERS,
    chance: entropy(),
    checkEvery: 50,
    sample: (random, batch) => draw(random, trained, batch),
    check: { longest: lag, sequences: 256, sample: (random, batch) => draw(random, checked, batch) },
    contrast: (random, each) => textContrast(random, each, trained, lag),
  };
}

/** After each letter 1 where a quotation mark is open, 0 where none is; from a beginning outside. */
export function insideQuotes(letters: readonly number[]): number[] {
  let isOpen = false;
  return letters.map((letter) => {
    if (TEXT_LETTERS[letter] === OPEN) isOpen = true;
    if (TEXT_LETTERS[letter] === CLOSE) isOpen = false;
    return isOpen ? 1 : 0;
  });
}

/** Where a sentence begins outside quotation marks, with `lag` letters and one more before `end`. */
function sentences(from: number, end: number, lag: number): number[] {
  const inside = insideQuotes(numbers);
  const starts: number[] = [];
  for (let at = from; at + lag < end; at += 1) {
    const isBeginning =
      at === 0 || (STORY[at - 1] === ' ' && `.${CLOSE}`.includes(STORY[at - 2]) && inside[at - 1] === 0);
    if (isBeginning) starts.push(at);
  }
  return starts;
}

/** `lag` letters and the one after them, by their numbers. */
function lettersFrom(start: number, lag: number): number[] {
  return numbers.slice(start, start + lag + 1);
}

/** All letters but the last are read; after each the next is asked for. */
function textBatch(rows: readonly (readonly number[])[]): Batch {
  const steps = rows[0].length - 1;
  return {
    inputs: oneHot(steps, rows.length, TEXT_LETTERS.length, (row, step) => rows[row][step]),
    questions: Array.from({ length: steps }, (_, step) => ({
      kind: 'class',
      classes: Int32Array.from(rows, (row) => row[step + 1]),
    })),
  };
}

/** The same letters with the first quotation mark that opens and with a blank in its place. */
function textContrast(random: Random, each: number, starts: readonly number[], lag: number): Contrast {
  const [quote, blank] = [TEXT_LETTERS.indexOf(OPEN), TEXT_LETTERS.indexOf(' ')];
  const samples: number[][] = [];
  while (samples.length < each) {
    const letters = lettersFrom(starts[random.below(starts.length)], lag);
    if (letters.slice(0, lag).includes(quote)) samples.push(letters);
  }
  const rows = [blank, quote].flatMap((sign) => samples.map((letters) => letters.with(letters.indexOf(quote), sign)));
  const shown = rows[each];
  return {
    ...textBatch(rows),
    groups: 2,
    each,
    shown: {
      row: each,
      signs: shown.slice(0, lag).map((letter) => TEXT_LETTERS[letter]),
      marked: [shown.indexOf(quote)],
      answer: shown[lag],
    },
  };
}

/** -sum p ln p over the letters of the story, in nats. */
function entropy(): number {
  return TEXT_LETTERS.reduce((sum, _, letter) => {
    const share = numbers.filter((one) => one === letter).length / numbers.length;
    return sum - share * log(share);
  }, 0);
}
