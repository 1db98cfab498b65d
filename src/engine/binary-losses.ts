/**
 * Binary cross-entropy: how far a probability is from a yes (1) or no (0), or from a probability in between.
 *
 * Values and gradients as in PyTorch with reduction 'mean': over all entries.
 */

import { exp, log, log1p, sigmoid } from './elementary.ts';
import { checkSameShape, type Matrix } from './matrix.ts';

/** Keeps the logarithm of a probability of exactly 0 or 1 finite; PyTorch's number. */
const LEAST_LOGARITHM = -100;
/** Keeps the slope at a probability of exactly 0 or 1 finite; PyTorch's number, which it writes in single precision. */
const LEAST_VARIANCE = Math.fround(1e-12);

/**
 * Mean of -(y log p + (1 - y) log (1 - p)) from probabilities p in [0, 1] and targets y, both of one shape. With
 * `dProbabilities` given, writes the gradient there.
 */
export function binaryCrossEntropy(
  probabilities: Matrix,
  targets: Matrix,
  dProbabilities: Matrix | null = null,
): number {
  checkSameShape('binaryCrossEntropy', probabilities, targets);
  const count = probabilities.data.length;
  let sum = 0;
  for (let k = 0; k < count; k += 1) {
    const [p, y] = [probabilities.data[k], targets.data[k]];
    if (!(p >= 0 && p <= 1) && !Number.isNaN(p)) {
      throw new Error(`binaryCrossEntropy: a probability must be from 0 to 1, got ${p}`);
    }
    sum -= y * Math.max(log(p), LEAST_LOGARITHM) + (1 - y) * Math.max(log1p(-p), LEAST_LOGARITHM);
    if (dProbabilities) dProbabilities.data[k] = (p - y) / Math.max(p * (1 - p), LEAST_VARIANCE) / count;
  }
  return sum / count;
}

/**
 * The same from logits x, where p = sigmoid(x): log (1 + e^x) - y x, without ever forming p, so that a logit of any size
 * has its exact loss and a gradient (p - y) that never blows up. With `dLogits` given, writes the gradient there.
 */
export function binaryCrossEntropyFromLogits(logits: Matrix, targets: Matrix, dLogits: Matrix | null = null): number {
  checkSameShape('binaryCrossEntropyFromLogits', logits, targets);
  const count = logits.data.length;
  let sum = 0;
  for (let k = 0; k < count; k += 1) {
    const [x, y] = [logits.data[k], targets.data[k]];
    const linear = x > 0 ? (1 - y) * x : -y * x;
    sum += linear + log1p(exp(-Math.abs(x)));
    if (dLogits) dLogits.data[k] = (sigmoid(x) - y) / count;
  }
  return sum / count;
}
