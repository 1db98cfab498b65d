/** In what two rows of the table differ, column by column. */
import type { Row } from './types.ts';

export type Column = 'bias' | 'recipe' | 'task' | 'lag' | 'updates' | 'seeds';

const parts: Readonly<Record<Column, readonly (keyof Row['state'])[]>> = {
  bias: ['bias', 'shortest', 'longest', 'holds', 'gateBias'],
  recipe: ['width', 'units', 'batch', 'rule', 'rate', 'clip', 'init'],
  task: ['task'],
  lag: ['lag'],
  updates: ['updates'],
  seeds: ['seed', 'seeds'],
};

/** The columns of `row` that say something else than those of `other`; none without another. */
export function differencesOf(row: Row, other: Row | null): ReadonlySet<Column> {
  if (!other || other.key === row.key) return new Set();
  // What only another bias has, and this one does not use, is no difference.
  const isSameBias = row.state.bias === other.state.bias;
  const names = Object.keys(parts) as Column[];
  return new Set(
    names.filter((name) => {
      if (name === 'bias' && (!isSameBias || row.state.bias === 'default')) return !isSameBias;
      return parts[name].some((part) => row.state[part] !== other.state[part]);
    }),
  );
}
