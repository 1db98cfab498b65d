/**
 * Two directions of one layer: a sequence read from its end, and two outputs side by side.
 *
 * Letters: B batch, T time, D directions. A reverse pass is the forward pass over a reversed sequence, so no layer needs
 * to know of it.
 */

import { createMatrix, createSequence, type Matrix, precisionOf } from '../matrix.ts';
import { copyRow } from './lengths.ts';

/**
 * Step t of row r is step length(r) - 1 - t of the sequence given; zeros from the row's length on. Applied twice it is
 * the sequence again, so it also turns outputs and gradients back. Without lengths nothing is copied.
 */
export function reversed(sequence: readonly Matrix[], lengths: readonly number[] | undefined): readonly Matrix[] {
  if (!lengths || sequence.length === 0) return [...sequence].reverse();
  const { rows, columns } = sequence[0];
  const turned = createSequence(sequence.length, rows, columns, precisionOf(sequence[0]));
  lengths.forEach((length, row) => {
    for (let step = 0; step < length; step += 1) copyRow(turned[step], sequence[length - 1 - step], row);
  });
  return turned;
}

/** D matrices (B, n) as one (B, D * n); a single one as it is. */
export function besideEachOther(parts: readonly Matrix[]): Matrix {
  if (parts.length === 1) return parts[0];
  const { rows, columns } = parts[0];
  const joined = createMatrix(rows, parts.length * columns, precisionOf(parts[0]));
  for (let row = 0; row < rows; row += 1) {
    for (const [k, { data }] of parts.entries()) {
      joined.data.set(data.subarray(row * columns, (row + 1) * columns), (row * parts.length + k) * columns);
    }
  }
  return joined;
}

/** The way back: part `k` (B, n) of a matrix (B, count * n); the matrix itself when it has but one. */
export function partOf(joined: Matrix, k: number, count: number): Matrix {
  if (count === 1) return joined;
  const columns = joined.columns / count;
  const part = createMatrix(joined.rows, columns, precisionOf(joined));
  for (let row = 0; row < joined.rows; row += 1) {
    const from = row * joined.columns + k * columns;
    part.data.set(joined.data.subarray(from, from + columns), row * columns);
  }
  return part;
}
