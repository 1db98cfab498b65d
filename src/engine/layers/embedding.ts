/**
 * An embedding: each of V words has a row of numbers, learned like any weight. Looking a row up is multiplying a one-hot
 * vector by the table, without the zeros.
 *
 * Letters: B batch, V vocabulary, I numbers per word. Name and shape are PyTorch's: `weight` (V, I).
 */

import { type Matrix, shapeOf } from '../matrix.ts';
import type { ParameterShape, Parameters } from '../parameters.ts';

export function embeddingShapes(vocabulary: number, size: number, prefix: string): ParameterShape[] {
  return [{ name: `${prefix}weight`, shape: [vocabulary, size] }];
}

/** out (B, I) = the rows of the table that `words` (B numbers from 0) name. */
export function embeddingForward(parameters: Parameters, prefix: string, words: ArrayLike<number>, out: Matrix): void {
  const table = parameters.get(`${prefix}weight`);
  checkWords(table, words, out);
  const { columns } = table;
  for (let row = 0; row < out.rows; row += 1) {
    out.data.set(table.data.subarray(words[row] * columns, (words[row] + 1) * columns), row * columns);
  }
}

/**
 * From dOut (B, I): adds each row to its word's. A word that was looked up several times gets the sum; the word
 * `padding`, which only fills up short rows, gets nothing and so stays as it began.
 */
export function embeddingBackward(
  gradients: Parameters,
  prefix: string,
  words: ArrayLike<number>,
  dOut: Matrix,
  padding: number | null = null,
): void {
  const dTable = gradients.get(`${prefix}weight`);
  checkWords(dTable, words, dOut);
  const { columns } = dTable;
  for (let row = 0; row < dOut.rows; row += 1) {
    if (words[row] === padding) continue;
    for (let k = 0; k < columns; k += 1) dTable.data[words[row] * columns + k] += dOut.data[row * columns + k];
  }
}

function checkWords(table: Matrix, words: ArrayLike<number>, out: Matrix): void {
  if (out.rows !== words.length || out.columns !== table.columns) {
    throw new Error(`embedding: ${words.length} words need (${words.length}, ${table.columns}), got ${shapeOf(out)}`);
  }
  for (let row = 0; row < words.length; row += 1) {
    const word = words[row];
    if (Number.isInteger(word) && word >= 0 && word < table.rows) continue;
    throw new Error(`embedding: word ${word} in row ${row + 1}, but there are ${table.rows}`);
  }
}
