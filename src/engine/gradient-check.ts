/**
 * A gradient held against central differences for every parameter p: (L(p + e) - L(p - e)) / 2e, or with four points
 * (8 (L(p + e) - L(p - e)) - (L(p + 2e) - L(p - 2e))) / 12e, whose error falls with the fourth power of e.
 */

import type { FloatArray } from './matrix.ts';

export interface GradientCheck {
  /** Largest |computed - measured| / max(1e-4 of the largest gradient, |computed|, |measured|), 0 when all are zero. */
  readonly largestRelativeError: number;
  /** Where that is. */
  readonly index: number;
  readonly computed: number;
  readonly measured: number;
}

export interface Differences {
  /** The e above. 1e-5 balances the rounding of two points (about 1e-16 / e) against curvature (about e * e). */
  readonly step?: number;
  readonly points?: 2 | 4;
}

/** Compares `gradient` with differences of `loss`, which must read `parameters` (float64) afresh at each call. */
export function checkGradient(
  parameters: FloatArray,
  gradient: FloatArray,
  loss: () => number,
  differences: Differences = {},
): GradientCheck {
  const steps = gradientCheckSteps(parameters, gradient, loss, differences);
  for (;;) {
    const next = steps.next();
    if (next.done) return next.value;
  }
}

/** The same, one parameter at a time: yields after each, with every parameter back in its place. */
export function* gradientCheckSteps(
  parameters: FloatArray,
  gradient: FloatArray,
  loss: () => number,
  { step = 1e-5, points = 2 }: Differences = {},
): Generator<void, GradientCheck> {
  if (!(parameters instanceof Float64Array)) throw new Error('checkGradient: float32 is too coarse for differences');
  let largest = 0;
  for (const entry of gradient) if (Number.isFinite(entry)) largest = Math.max(largest, Math.abs(entry));
  let worst: GradientCheck = { largestRelativeError: 0, index: 0, computed: 0, measured: 0 };
  for (let index = 0; index < parameters.length; index += 1) {
    const kept = parameters[index];
    /** L(p + by) - L(p - by) */
    const rise = (by: number) => {
      parameters[index] = kept + by;
      const above = loss();
      parameters[index] = kept - by;
      const below = loss();
      parameters[index] = kept;
      return above - below;
    };
    const measured = points === 2 ? rise(step) / (2 * step) : (8 * rise(step) - rise(2 * step)) / (12 * step);
    const computed = gradient[index];
    const scale = Math.max(1e-4 * largest, Math.abs(computed), Math.abs(measured));
    const error = scale === 0 ? 0 : Math.abs(computed - measured) / scale;
    // Not a number, on either side, is as wrong as can be.
    const largestRelativeError = Number.isNaN(error) ? Infinity : error;
    if (largestRelativeError > worst.largestRelativeError) worst = { largestRelativeError, index, computed, measured };
    yield;
  }
  return worst;
}
