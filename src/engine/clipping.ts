/**
 * Gradient clipping by total norm: the direction stays, the length is capped.
 *
 * Source: `pascanu2013` (references.bib); the 1e-6 is PyTorch's and part of its definition.
 */

import type { FloatArray } from './matrix.ts';

/** Scales the gradient in place by min(1, maxNorm / (norm + 1e-6)); returns the norm before. */
export function clipByNorm(gradient: FloatArray, maxNorm: number): number {
  const norm = totalNorm(gradient);
  const factor = maxNorm / (norm + 1e-6);
  if (factor < 1) for (let k = 0; k < gradient.length; k += 1) gradient[k] *= factor;
  return norm;
}

/** Root of the sum of squares of all entries. */
export function totalNorm(gradient: FloatArray): number {
  let sum = 0;
  for (let k = 0; k < gradient.length; k += 1) sum += gradient[k] * gradient[k];
  return Math.sqrt(sum);
}
