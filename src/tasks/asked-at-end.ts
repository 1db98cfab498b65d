/** Questions that each row of a batch is asked once, at its own last step. */

import type { Question } from './contract.ts';

/** One entry per step of the longest row: the classes of the rows that end there, null where none does. */
export function askedAtEnd(rows: readonly { readonly length: number; readonly answer: number }[]): (Question | null)[] {
  return Array.from({ length: Math.max(...rows.map(({ length }) => length)) }, (_, step) => {
    const classes = Int32Array.from(rows, ({ length, answer }) => (length === step + 1 ? answer : -1));
    return classes.some((answer) => answer >= 0) ? { kind: 'class', classes } : null;
  });
}
