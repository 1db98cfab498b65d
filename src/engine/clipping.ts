/**
 * Gradient clipping: by total norm the direction stays and the length is capped; by value each entry is cut off alone.
 *
 * Source: `pascanu2013` (references.bib); the 1e-6 is PyTorch's and part of its definition.
 */

import { exp, log } from './elementary.ts';
import type { FloatArray } from './matrix.ts';

/** Scales the gradient in place by min(1, maxNorm / (norm + 1e-6)); returns the norm before. */
export function clipByNorm(gradient: FloatArray, maxNorm: number, order = 2): number {
  const norm = totalNorm(gradient, order);
  const factor = maxNorm / (norm + 1e-6);
  if (factor < 1) for (let k = 0; k < gradient.length; k += 1) gradient[k] *= factor;
  return norm;
}

/** Cuts every entry off at plus and minus `limit`, in place. NaN stays NaN. The direction may change. */
export function clipByValue(gradient: FloatArray, limit: number): void {
  for (let k = 0; k < gradient.length; k += 1) gradient[k] = Math.max(-limit, Math.min(limit, gradient[k]));
}

/** (sum of |entry|^order)^(1/order) over all entries: order 2 the length, 1 the sum, Infinity the largest. */
export function totalNorm(gradient: FloatArray, order = 2): number {
  if (!(order > 0)) throw new Error(`totalNorm: the order must be above 0, got ${order}`);
  let sum = 0;
  if (order === Infinity) {
    for (let k = 0; k < gradient.length; k += 1) sum = Math.max(sum, Math.abs(gradient[k]));
    return sum;
  }
  if (order === 2) {
    for (let k = 0; k < gradient.length; k += 1) sum += gradient[k] * gradient[k];
    return Math.sqrt(sum);
  }
  for (let k = 0; k < gradient.length; k += 1) sum += power(Math.abs(gradient[k]), order);
  return power(sum, 1 / order);
}

/** base ** exponent for a base from 0 up, the same bits everywhere. */
function power(base: number, exponent: number): number {
  return exponent === 1 ? base : exp(exponent * log(base));
}
