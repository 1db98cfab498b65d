/**
 * The weights, inputs and targets that every contestant starts from, so that all come to the same losses.
 *
 * Weights are uniform in +-1 / sqrt(H), as PyTorch draws them; the rest is uniform in +-1. The generator is Park's and
 * Miller's of 1993: short enough to be had in every language, so contestants/pytorch.py draws the same numbers.
 */
import { type NetworkDescription, networkShapes } from '../../engine/network.ts';
import type { ProductWork, RecurrentWork } from './work.ts';

/** Every contestant's Adam. */
export const LEARNING_RATE = 0.001;

interface RecurrentNumbers {
  /** In PyTorch's layout: weight_ih (G*H, I), weight_hh (G*H, H), bias_ih, bias_hh (G*H), head (1, H), head's bias (1). */
  readonly weights: readonly Float32Array<ArrayBuffer>[];
  /** (T, B, I) */
  readonly inputs: Float32Array<ArrayBuffer>;
  /** (B) */
  readonly targets: Float32Array<ArrayBuffer>;
}

export function networkOf({ cell, inputSize, hiddenSize }: RecurrentWork): NetworkDescription {
  return { cell, inputSize, hiddenSize, bias: true, outputSize: 1 };
}

export function recurrentNumbers(work: RecurrentWork): RecurrentNumbers {
  const draw = createDraw();
  const bound = 1 / Math.sqrt(work.hiddenSize);
  const weights = networkShapes(networkOf(work)).map(({ shape: [rows, columns = 1] }) => draw(rows * columns, bound));
  const inputs = draw(work.steps * work.batch * work.inputSize, 1);
  return { weights, inputs, targets: draw(work.batch, 1) };
}

/** Two matrices (n, n), row by row. */
export function productNumbers({ side }: ProductWork): readonly [Float32Array<ArrayBuffer>, Float32Array<ArrayBuffer>] {
  const draw = createDraw();
  return [draw(side * side, 1), draw(side * side, 1)];
}

/** Draws `length` numbers in +-`bound`, going on where the last call ended. */
function createDraw(): (length: number, bound: number) => Float32Array<ArrayBuffer> {
  const modulus = 2_147_483_647;
  let state = 1;
  return (length, bound) =>
    Float32Array.from({ length }, () => {
      state = (state * 48_271) % modulus;
      return ((2 * state) / modulus - 1) * bound;
    });
}
