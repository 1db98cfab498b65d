/**
 * Rows of unequal length in one batch: shorter rows are followed by padding that nothing reads and nothing writes.
 *
 * Letters: B batch, T time. `lengths` holds one whole number from 0 to T per row.
 */

import type { States } from '../cells/contract.ts';
import { copyMatrix, type Matrix } from '../matrix.ts';
import type { SequenceTrace } from './contract.ts';

/** Throws a sentence unless there is one whole number from 0 to `steps` for each row. */
export function checkLengths(lengths: readonly number[], batch: number, steps: number): void {
  if (lengths.length !== batch) throw new Error(`lengths: ${lengths.length} were given for ${batch} rows`);
  lengths.forEach((length, row) => {
    if (Number.isInteger(length) && length >= 0 && length <= steps) return;
    throw new Error(`lengths: row ${row + 1} must have from 0 to ${steps} steps, got ${length}`);
  });
}

/** Sets to 0 the rows that have ended before this step (from 0). */
export function clearEndedRows(matrix: Matrix, lengths: readonly number[], step: number): void {
  lengths.forEach((length, row) => {
    if (step >= length) matrix.data.fill(0, row * matrix.columns, (row + 1) * matrix.columns);
  });
}

/** The same sequence with zeros for padding, whatever stood there, NaN included. Copies only where a row has ended. */
export function withoutPadding(sequence: readonly Matrix[], lengths: readonly number[]): readonly Matrix[] {
  const shortest = Math.min(...lengths);
  return sequence.map((matrix, step) => {
    if (step < shortest) return matrix;
    const cleared = copyMatrix(matrix);
    clearEndedRows(cleared, lengths, step);
    return cleared;
  });
}

/** The states (B, H) of each row after its own last step. A row of 0 steps has zeros. Copies. */
export function finalStates(trace: SequenceTrace): States {
  const last = trace.statesBefore(trace.steps);
  const hiddenState = copyMatrix(last.hiddenState);
  const states: States = last.cellState ? { hiddenState, cellState: copyMatrix(last.cellState) } : { hiddenState };
  trace.lengths?.forEach((length, row) => {
    if (length === 0 || length === trace.steps) return; // zeros, or already there
    const own = trace.statesBefore(length);
    copyRow(states.hiddenState, own.hiddenState, row);
    if (states.cellState && own.cellState) copyRow(states.cellState, own.cellState, row);
  });
  return states;
}

/** Row `row` of `target` = row `from` of `source`. */
export function copyRow(target: Matrix, source: Matrix, row: number, from = row): void {
  const { columns } = source;
  target.data.set(source.data.subarray(from * columns, (from + 1) * columns), row * columns);
}

/** Adds to each row of `sum` that `isMeant` the same row of `added`. */
export function addRows(sum: Matrix, added: Matrix, isMeant: (row: number) => boolean): void {
  for (let row = 0; row < sum.rows; row += 1) {
    if (!isMeant(row)) continue;
    for (let k = row * sum.columns; k < (row + 1) * sum.columns; k += 1) sum.data[k] += added.data[k];
  }
}
