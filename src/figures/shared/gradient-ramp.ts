/** From a share of the gradient to a place on the ramp: by its logarithm, blank at 1e-8 and below, full from 1 up. */
import type { Squares } from './strip-pixels.ts';

/** Powers of ten from blank to full. */
const decades = 8;

export function placeOnRamp(share: number): number {
  return Math.min(1, Math.max(0, 1 + Math.log10(share) / decades));
}

/** A strip of one row from the first step to the last; `shares` begin at the last. */
export function stripOf(shares: ArrayLike<number>): Squares {
  const columns = shares.length;
  const values = Array.from({ length: columns }, (_, k) => placeOnRamp(shares[columns - 1 - k] ?? 0));
  return { rows: 1, columns, values, before: null, threshold: 1 };
}
