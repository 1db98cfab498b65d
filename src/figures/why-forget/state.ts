/** What a reader chooses: which cell, and over which lag. A link says the same. */
import type { CellKind } from '../../engine/cells/contract.ts';
import { choice, type Field, type Fields, integer } from '../shared/fields.ts';

export interface ForgetState {
  readonly cell: CellKind;
  /** One at which networks ship. */
  readonly lag: number;
}

export const forgetCells: readonly CellKind[] = ['rnn', 'gru', 'lstm'];

export const forgetFields: Fields<ForgetState> = {
  cell: choice('cell', forgetCells, 'rnn') as Field<CellKind>,
  // Any that a link may name: `nearestTo` brings it to one that ships.
  lag: integer('lag', { from: 0, to: 1_000_000, fallback: 100 }),
};

/** The shipped lag that is nearest to the one asked for. */
export function nearestTo(lags: readonly number[]): (asked: ForgetState) => ForgetState {
  return (asked) => ({
    ...asked,
    lag: lags.toSorted((a, b) => Math.abs(a - asked.lag) - Math.abs(b - asked.lag))[0] ?? asked.lag,
  });
}
