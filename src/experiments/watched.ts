/** What there is to be followed in each task: one thing that a network which solves it has to know at every step. */

import type { Matrix } from '../engine/matrix.ts';
import type { TaskName } from '../tasks/contract.ts';
import { counts } from '../tasks/count.ts';
import { CAPITALS } from '../tasks/last-capital.ts';
import { ORDER_SYMBOLS } from '../tasks/order.ts';
import { REMEMBERED } from '../tasks/remember.ts';
import { insideQuotes } from '../tasks/text.ts';
import type { Watched } from './tracking.ts';

/** The thing followed, by name: a word of the interface stands under each. */
export type Thing = 'letter' | 'sum' | 'sign' | 'order' | 'outer' | 'count' | 'quotes';

export interface WatchedThing {
  readonly thing: Thing;
  readonly kind: Watched['kind'];
  /** From one row's inputs, step by step: what is to be known after each; NaN before there is anything. */
  follow(row: readonly Float64Array[]): number[];
}

/** After each step what was last seen that is not NaN. */
function latest(seen: (numbers: Float64Array, step: number) => number): WatchedThing['follow'] {
  return (row) => {
    let last = Number.NaN;
    return row.map((numbers, step) => {
      const now = seen(numbers, step);
      if (!Number.isNaN(now)) last = now;
      return last;
    });
  };
}

const symbolBelow = (count: number) => (numbers: Float64Array) => {
  const symbol = numbers.indexOf(1);
  return symbol >= 0 && symbol < count ? symbol : Number.NaN;
};

const order: WatchedThing = {
  thing: 'order',
  kind: 'kind',
  follow(row) {
    const firstMark = ORDER_SYMBOLS.indexOf('X');
    let marks = 0;
    return row.map((numbers) => {
      const symbol = numbers.indexOf(1);
      // Every mark so far, as digits in base 3: 1 for X, 2 for Y.
      if (symbol >= firstMark) marks = 3 * marks + symbol - firstMark + 1;
      return symbol < 0 ? Number.NaN : marks;
    });
  },
};

const things: Partial<Record<TaskName, WatchedThing>> = {
  remember: { thing: 'letter', kind: 'kind', follow: latest(symbolBelow(REMEMBERED.length)) },
  'last-capital': { thing: 'letter', kind: 'kind', follow: latest(symbolBelow(CAPITALS.length)) },
  adding: {
    thing: 'sum',
    kind: 'number',
    follow(row) {
      let sum = 0;
      return row.map(([number, marker]) => {
        sum += number * marker;
        return sum;
      });
    },
  },
  'latch-3a': {
    thing: 'sign',
    kind: 'number',
    follow: latest(([number], step) => (step === 0 ? number : Number.NaN)),
  },
  'order-6a': order,
  // The second symbol, T or P, is asked for again at the end.
  reber: {
    thing: 'outer',
    kind: 'kind',
    follow: latest((numbers, step) => (step === 1 ? numbers.indexOf(1) : Number.NaN)),
  },
  count: { thing: 'count', kind: 'number', follow: (row) => counts(row.map((numbers) => numbers.indexOf(1))) },
  text: { thing: 'quotes', kind: 'number', follow: (row) => insideQuotes(row.map((numbers) => numbers.indexOf(1))) },
};

/** What a network of this task is watched for; null where nothing is known of it. */
export function watchedThing(task: TaskName): WatchedThing | null {
  return things[task] ?? null;
}

/** The thing in a batch of inputs, T matrices (B, I); a row of zeros has ended, and nothing is said of it. */
export function watchBatch({ kind, follow }: WatchedThing, inputs: readonly Matrix[]): Watched {
  const [{ rows, columns }] = inputs;
  const table = Array.from({ length: rows }, (_, row) => {
    const numbers = inputs.map(({ data }) => Float64Array.from(data.subarray(row * columns, (row + 1) * columns)));
    const said = follow(numbers);
    return said.map((value, step) => (numbers[step].some((number) => number !== 0) ? value : Number.NaN));
  });
  return { kind, at: (row, step) => table[row][step] };
}
