/**
 * What every cell begins and ends with: its weighted sums, and the gradients that flow from them into the weights.
 */

import type { Kernels, Mode } from '../kernels/contract.ts';
import type { Matrix } from '../matrix.ts';
import type { CellWeights } from './contract.ts';

/** sums (B, G * H) = x W_ih^T + b_ih, the input's part. */
export function inputSums(kernels: Kernels, weights: CellWeights, input: Matrix, sums: Matrix): void {
  kernels.multiplyTransposed(sums, input, weights.inputWeights, 'replace');
  if (weights.inputBias) kernels.addRow(sums, weights.inputBias);
}

/** sums (B, G * H) = or += h W_hh^T + b_hh, the part of the state before. */
export function recurrentSums(kernels: Kernels, weights: CellWeights, hidden: Matrix, sums: Matrix, mode: Mode): void {
  kernels.multiplyTransposed(sums, hidden, weights.recurrentWeights, mode);
  if (weights.recurrentBias) kernels.addRow(sums, weights.recurrentBias);
}

/** The input's share of the gradient of the sums: adds to dW_ih and db_ih, writes dL/dx. */
export function inputSumsBackward(
  kernels: Kernels,
  weights: CellWeights,
  dWeights: CellWeights,
  input: Matrix,
  dSums: Matrix,
  dInput: Matrix | null,
): void {
  kernels.transposedMultiply(dWeights.inputWeights, dSums, input, 'add');
  if (dWeights.inputBias) kernels.addColumnSums(dWeights.inputBias, dSums);
  if (dInput) kernels.multiply(dInput, dSums, weights.inputWeights, 'replace');
}

/** The recurrent share: adds to dW_hh and db_hh, writes or adds dL/dh_{t-1}. */
export function recurrentSumsBackward(
  kernels: Kernels,
  weights: CellWeights,
  dWeights: CellWeights,
  hidden: Matrix,
  dSums: Matrix,
  dHidden: Matrix,
  mode: Mode,
): void {
  kernels.transposedMultiply(dWeights.recurrentWeights, dSums, hidden, 'add');
  if (dWeights.recurrentBias) kernels.addColumnSums(dWeights.recurrentBias, dSums);
  kernels.multiply(dHidden, dSums, weights.recurrentWeights, mode);
}

/** out (B, H) = block `block` of sums (B, G * H), that is its columns block * H to block * H + H - 1. */
export function copyBlock(out: Matrix, sums: Matrix, block: number): void {
  for (let row = 0; row < out.rows; row += 1) {
    const first = row * sums.columns + block * out.columns;
    out.data.set(sums.data.subarray(first, first + out.columns), row * out.columns);
  }
}

/** The way back: block `block` of sums (B, G * H) = part (B, H). */
export function pasteBlock(sums: Matrix, part: Matrix, block: number): void {
  for (let row = 0; row < part.rows; row += 1) {
    const from = row * part.columns;
    sums.data.set(part.data.subarray(from, from + part.columns), row * sums.columns + block * part.columns);
  }
}
