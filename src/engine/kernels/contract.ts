/**
 * The few operations that recurrent cells and their training are made of.
 *
 * Every compute path (plain loops, WASM, WebGL) offers these; a cell is written against them and never knows which one
 * it runs on. All are synchronous and write into matrices they are given.
 */

import type { FloatArray, Matrix, Precision } from '../matrix.ts';

export type Activation = 'sigmoid' | 'tanh' | 'relu';

/** Whether a result replaces what stands in `out` or is added to it. */
export type Mode = 'replace' | 'add';

export interface AdamSettings {
  readonly learningRate: number;
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
  /** Added to the gradient as weightDecay * parameter. */
  readonly weightDecay: number;
  /** beta1 ** t and beta2 ** t for this update, t counted from 1. */
  readonly beta1Power: number;
  readonly beta2Power: number;
}

export interface Kernels {
  readonly name: string;
  /** `length` zeros where this path reads them best. A path may have one precision only and then gives that. */
  allocate(length: number, precision: Precision): FloatArray;
  /** out (M, N) = left (M, K) right (K, N). */
  multiply(out: Matrix, left: Matrix, right: Matrix, mode: Mode): void;
  /** out (M, N) = left (M, K) right^T with right (N, K): inputs times stacked weights. */
  multiplyTransposed(out: Matrix, left: Matrix, right: Matrix, mode: Mode): void;
  /** out (M, N) = left^T right with left (K, M), right (K, N): the gradient of a weight, summed over the batch. */
  transposedMultiply(out: Matrix, left: Matrix, right: Matrix, mode: Mode): void;
  /** Adds row (1, N) to every row of out (M, N). */
  addRow(out: Matrix, row: Matrix): void;
  /** Adds the sum of the rows of matrix (M, N) to out (1, N): the gradient of a bias. */
  addColumnSums(out: Matrix, matrix: Matrix): void;
  /** out (B, H) = activation of block `block` of sums (B, G * H), that is of its columns block * H to block * H + H - 1. */
  activate(out: Matrix, sums: Matrix, block: number, activation: Activation): void;
  /** One update of Adam on flat arrays of equal length, in place. */
  adam(
    parameters: FloatArray,
    gradient: FloatArray,
    mean: FloatArray,
    square: FloatArray,
    settings: AdamSettings,
  ): void;
}
