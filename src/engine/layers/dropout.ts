/**
 * Dropout: in training each number is dropped with a given probability and the others are scaled up to make good for it
 * ("inverted" dropout), so that nothing needs changing when the network is used.
 *
 * The mask is drawn from random numbers that are handed in, and kept: the gradient passes where the number did.
 *
 * Source: Srivastava et al. (2014); between recurrent layers Zaremba, Sutskever and Vinyals (2014).
 */

import { checkSameShape, type Matrix } from '../matrix.ts';
import type { Random } from '../random.ts';

/** Fills a mask with 0, at this probability from 0 to below 1, and otherwise 1 / (1 - probability). */
export function drawDropoutMask(mask: Matrix, probability: number, random: Random): void {
  checkDropout(probability);
  const kept = 1 / (1 - probability);
  for (let k = 0; k < mask.data.length; k += 1) mask.data[k] = random.uniform() < probability ? 0 : kept;
}

/** out = input times mask, entry by entry: forward for values, back for gradients. May be the same matrix. */
export function applyMask(out: Matrix, input: Matrix, mask: Matrix): void {
  checkSameShape('applyMask', input, mask);
  checkSameShape('applyMask (result)', out, mask);
  for (let k = 0; k < out.data.length; k += 1) out.data[k] = input.data[k] * mask.data[k];
}

export function checkDropout(probability: number): void {
  if (!(probability >= 0 && probability < 1)) {
    throw new Error(`dropout: the probability must be from 0 to below 1, got ${probability}`);
  }
}
