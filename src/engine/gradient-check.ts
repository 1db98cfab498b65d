/**
 * A gradient held against central differences: (L(p + e) - L(p - e)) / 2e for every parameter p.
 */

import type { FloatArray } from './matrix.ts';

interface GradientCheck {
  /** Largest |computed - measured| / max(1e-4 of the largest gradient, |computed|, |measured|), 0 when all are zero. */
  readonly largestRelativeError: number;
  /** Where that is. */
  readonly index: number;
  readonly computed: number;
  readonly measured: number;
}

/**
 * Compares `gradient` with differences of `loss`, which must read `parameters` (float64) afresh at each call.
 * `step` is the e above: 1e-5 balances rounding (about 1e-16 / e) against curvature (about e * e).
 */
export function checkGradient(
  parameters: FloatArray,
  gradient: FloatArray,
  loss: () => number,
  step = 1e-5,
): GradientCheck {
  if (!(parameters instanceof Float64Array)) throw new Error('checkGradient: float32 is too coarse for differences');
  let largest = 0;
  for (const entry of gradient) if (Number.isFinite(entry)) largest = Math.max(largest, Math.abs(entry));
  let worst: GradientCheck = { largestRelativeError: 0, index: 0, computed: 0, measured: 0 };
  for (let index = 0; index < parameters.length; index += 1) {
    const kept = parameters[index];
    parameters[index] = kept + step;
    const above = loss();
    parameters[index] = kept - step;
    const below = loss();
    parameters[index] = kept;
    const measured = (above - below) / (2 * step);
    const computed = gradient[index];
    const scale = Math.max(1e-4 * largest, Math.abs(computed), Math.abs(measured));
    const error = scale === 0 ? 0 : Math.abs(computed - measured) / scale;
    // Not a number, on either side, is as wrong as can be.
    const largestRelativeError = Number.isNaN(error) ? Infinity : error;
    if (largestRelativeError > worst.largestRelativeError) worst = { largestRelativeError, index, computed, measured };
  }
  return worst;
}
