/**
 * What a person needs to step through one sequence of a task and to change it: how the inputs are read, and what is
 * right at each step of any sequence, also one that no sample would have made.
 *
 * One row of a batch: inputs are T matrices (1, I). Not every task is offered; a new one is its line in the table.
 */

import { createMatrix, type Matrix } from '../engine/matrix.ts';
import { createRandom } from '../engine/random.ts';
import type { Task, TaskName } from './contract.ts';
import { COUNT_LETTERS, counts, MOST_COUNTED } from './count.ts';
import { DELAY_LETTERS } from './delay.ts';
import { CAPITALS, LETTERS, lastCapitals } from './last-capital.ts';
import { EXAMPLE, EXAMPLE_CUT, lettersToInputs } from './last-capital-example.ts';
import { ORDER_SYMBOLS } from './order.ts';
import { REBER_SYMBOLS, reberLegal } from './reber-grammar.ts';
import { REMEMBER_SYMBOLS } from './remember.ts';
import { TEXT_LETTERS } from './text.ts';

export type Reading =
  /** Input k is 1 where letter k is read; each letter is one character. The marked ones matter to the answer. */
  | { readonly kind: 'letters'; readonly alphabet: readonly string[]; readonly marked: readonly string[] }
  /** A number per channel; each channel has a sign of one character. */
  | { readonly kind: 'numbers'; readonly channels: readonly string[]; readonly range: readonly [number, number] };

/** What is right at a step: any of these classes, or these numbers, one per output. */
export type Target =
  | { readonly kind: 'classes'; readonly classes: readonly number[] }
  | { readonly kind: 'numbers'; readonly numbers: readonly number[] };

export interface Stepped {
  readonly reading: Reading;
  /** One entry per step; null where nothing is asked, or nothing read so far makes an answer right. */
  targets(inputs: readonly Matrix[]): readonly (Target | null)[];
  /** A sequence to begin with, and the step (from 0) at which to look first. */
  example(): { readonly inputs: readonly Matrix[]; readonly step: number };
}

type Maker = (task: Task) => Omit<Stepped, 'example'> & Partial<Pick<Stepped, 'example'>>;

const makers: Partial<Record<TaskName, Maker>> = {
  'last-capital': ({ lag }) => ({
    reading: { kind: 'letters', alphabet: LETTERS, marked: CAPITALS },
    targets: (inputs) => lastCapitals(symbolsIn(inputs)).map(classOrNull),
    ...(lag === EXAMPLE.length ? { example: () => ({ inputs: lettersToInputs(EXAMPLE), step: EXAMPLE_CUT }) } : {}),
  }),
  remember: ({ answers }) => ({
    reading: { kind: 'letters', alphabet: REMEMBER_SYMBOLS, marked: [...answers, '?'] },
    targets: (inputs) => {
      const [first = -1, ...later] = symbolsIn(inputs);
      const question = REMEMBER_SYMBOLS.indexOf('?');
      return [null, ...later.map((symbol) => (symbol === question && first < answers.length ? oneClass(first) : null))];
    },
  }),
  'order-6a': order,
  'order-6b': order,
  adding: (task) => markedPair(task, (first, second) => first + second),
  multiplication: (task) => markedPair(task, (first, second) => first * second),
  'latch-3a': latch,
  'latch-3b': latch,
  reber,
  'continual-reber': reber,
  copy,
  'copy-small': copy,
  count: () => ({
    reading: { kind: 'letters', alphabet: COUNT_LETTERS, marked: ['a', 'r'] },
    targets: (inputs) => counts(symbolsIn(inputs)).map((count) => (count > MOST_COUNTED ? null : oneClass(count))),
  }),
  delay: ({ lag }) => ({
    reading: { kind: 'letters', alphabet: DELAY_LETTERS, marked: [] },
    targets: (inputs) => {
      const symbols = symbolsIn(inputs);
      return symbols.map((_, step) => classOrNull(symbols[step - lag] ?? -1));
    },
  }),
  text: () => ({
    reading: { kind: 'letters', alphabet: TEXT_LETTERS, marked: ['“', '”'] },
    targets: (inputs) => {
      const symbols = symbolsIn(inputs);
      return symbols.map((_, step) => classOrNull(symbols[step + 1] ?? -1));
    },
  }),
};

/** Null for a task that nobody can step through yet. */
export function steppedTask(task: Task): Stepped | null {
  const made = makers[task.name]?.(task);
  return made ? { example: () => exampleOf(task), ...made } : null;
}

/** The number of the input that is 1 at each step; -1 where none is. */
export function symbolsIn(inputs: readonly Matrix[]): number[] {
  return inputs.map(({ data }) => data.indexOf(1));
}

/** The sequence that the task shows people; looked at a few steps after the first that matters. */
function exampleOf(task: Task): ReturnType<Stepped['example']> {
  const { inputs, shown } = task.contrast(createRandom(1, 'example'), 1);
  const own = inputs.slice(0, shown.signs.length).map(({ columns, data }) => {
    const row = createMatrix(1, columns);
    row.data.set(data.subarray(shown.row * columns, (shown.row + 1) * columns));
    return row;
  });
  return { inputs: own, step: Math.min(own.length - 1, shown.marked[0] + 5) };
}

const oneClass = (answer: number): Target => ({ kind: 'classes', classes: [answer] });
const classOrNull = (answer: number): Target | null => (answer < 0 ? null : oneClass(answer));
const atLast = (steps: number, target: Target | null) =>
  Array.from({ length: steps }, (_, step) => (step === steps - 1 ? target : null));

/** Asked at the last step, where as many marks were read as the classes have letters. */
function order({ answers }: Task): ReturnType<Maker> {
  return {
    reading: { kind: 'letters', alphabet: ORDER_SYMBOLS, marked: ['X', 'Y'] },
    targets: (inputs) => {
      const marks = symbolsIn(inputs).flatMap((symbol) => ORDER_SYMBOLS[symbol] ?? []);
      const order = marks.filter((sign) => sign === 'X' || sign === 'Y').join('');
      return atLast(inputs.length, classOrNull(answers.indexOf(order)));
    },
  };
}

/** Asked at the last step, where two numbers are marked and no more. */
function markedPair(_: Task, answer: (first: number, second: number) => number): ReturnType<Maker> {
  return {
    reading: { kind: 'numbers', channels: ['x', 'm'], range: [0, 1] },
    targets: (inputs) => {
      const marked = inputs.filter(({ data }) => data[1] === 1).map(({ data }) => data[0]);
      const isWhole = marked.length === 2 && inputs.every(({ data }) => data[1] === 0 || data[1] === 1);
      return atLast(inputs.length, isWhole ? { kind: 'numbers', numbers: [answer(marked[0], marked[1])] } : null);
    },
  };
}

/** Asked at the last step: the sign of what the first three numbers say together. */
function latch(): ReturnType<Maker> {
  return {
    reading: { kind: 'numbers', channels: ['x'], range: [-3, 3] },
    targets: (inputs) => {
      const signal = inputs.slice(0, 3).reduce((sum, { data }) => sum + data[0], 0);
      return atLast(inputs.length, signal === 0 ? null : oneClass(signal > 0 ? 0 : 1));
    },
  };
}

/** What the grammar allows next; nothing is right once it has been left. */
function reber({ name }: Task): ReturnType<Maker> {
  return {
    reading: { kind: 'letters', alphabet: REBER_SYMBOLS, marked: [] },
    targets: (inputs) =>
      reberLegal(symbolsIn(inputs), name === 'continual-reber').map((bits): Target | null => {
        if (bits === 0) return null;
        return { kind: 'classes', classes: REBER_SYMBOLS.flatMap((_, symbol) => (bits & (1 << symbol) ? symbol : [])) };
      }),
  };
}

/** Asked at every step: the blank, and at the end what stood at the beginning. */
function copy({ answers, longest, lag, outputSize }: Task): ReturnType<Maker> {
  const blank = outputSize - 1;
  const length = (longest - lag) / 2;
  return {
    reading: { kind: 'letters', alphabet: [...answers, '?'], marked: answers.slice(0, blank) },
    targets: (inputs) => {
      const symbols = symbolsIn(inputs);
      return symbols.map((_, step) => {
        const place = step - (symbols.length - length);
        if (place < 0) return oneClass(blank);
        const asked = symbols[place] ?? blank;
        return asked < blank ? oneClass(asked) : null;
      });
    },
  };
}
