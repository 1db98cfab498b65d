/**
 * The functions that squash a sum, each with its way back: sigmoid and tanh, and what variants put in their place.
 *
 * Names and parameters as in ONNX. alpha and beta default to what ONNX gives them; scaledTanh has none there and
 * defaults to plain tanh. The gates of the 1997 cell squash by scaled tanhs too: 4 sigmoid(x) - 2 = 2 tanh(x / 2).
 */

import { sigmoid, softplus, tanh } from '../elementary.ts';
import type { Matrix } from '../matrix.ts';

export type SquashingName =
  | 'sigmoid'
  | 'tanh'
  | 'relu'
  | 'identity'
  | 'leakyRelu'
  | 'scaledTanh'
  | 'hardSigmoid'
  | 'softplus';

/** A function as plain data: its name alone, or with parameters. */
export type SquashingChoice =
  | SquashingName
  | { readonly name: SquashingName; readonly alpha?: number; readonly beta?: number };

export interface Squashing {
  /** y at x. NaN comes out as NaN. */
  apply(x: number): number;
  /** The gradient at x from the gradient dY at y = apply(x). */
  back(dY: number, x: number, y: number): number;
}

/** The function chosen. Throws a sentence for a name it does not know. */
export function squashing(choice: SquashingChoice): Squashing {
  const { name, alpha, beta } = typeof choice === 'string' ? { name: choice } : choice;
  switch (name) {
    case 'sigmoid':
      return { apply: sigmoid, back: (dY, _, y) => dY * y * (1 - y) };
    case 'tanh':
      return { apply: tanh, back: (dY, _, y) => dY * (1 - y * y) };
    case 'relu':
      return { apply: (x) => Math.max(x, 0), back: (dY, _, y) => dY * (y <= 0 ? 0 : 1) };
    case 'identity':
      return { apply: (x) => x, back: (dY) => dY };
    case 'leakyRelu':
      return leakyRelu(alpha ?? 0.01);
    case 'scaledTanh':
      return scaledTanh(alpha ?? 1, beta ?? 1);
    case 'hardSigmoid':
      return hardSigmoid(alpha ?? 0.2, beta ?? 0.5);
    case 'softplus':
      return { apply: softplus, back: (dY, x) => dY * sigmoid(x) };
    default:
      throw new Error(`There is no squashing function called ${name satisfies never}`);
  }
}

/** out = squashed sums, entry by entry, each sum first cut off at plus and minus `clip`. Shapes agree. */
export function squash(out: Matrix, sums: Matrix, { apply }: Squashing, clip = Infinity): void {
  for (let k = 0; k < sums.data.length; k += 1) out.data[k] = apply(Math.max(-clip, Math.min(clip, sums.data[k])));
}

/** The way back from dOut to dSums: nothing passes where the sum was cut off. */
export function squashBack(
  dSums: Matrix,
  dOut: Matrix,
  sums: Matrix,
  out: Matrix,
  { back }: Squashing,
  clip = Infinity,
): void {
  for (let k = 0; k < sums.data.length; k += 1) {
    const x = sums.data[k];
    dSums.data[k] = x > clip || x < -clip ? 0 : back(dOut.data[k], x, out.data[k]);
  }
}

/** x, or alpha x below 0. */
function leakyRelu(alpha: number): Squashing {
  return { apply: (x) => (x < 0 ? alpha * x : x), back: (dY, x) => (x < 0 ? alpha * dY : dY) };
}

/** alpha tanh(beta x). */
function scaledTanh(alpha: number, beta: number): Squashing {
  return {
    apply: (x) => alpha * tanh(beta * x),
    back: (dY, x) => {
      const inner = tanh(beta * x);
      return dY * alpha * beta * (1 - inner * inner);
    },
  };
}

/** The straight line alpha x + beta, cut off at 0 and 1. */
function hardSigmoid(alpha: number, beta: number): Squashing {
  return {
    apply: (x) => Math.max(0, Math.min(1, alpha * x + beta)),
    back: (dY, _, y) => (y > 0 && y < 1 ? alpha * dY : 0),
  };
}
