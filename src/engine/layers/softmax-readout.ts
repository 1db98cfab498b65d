/**
 * The softmax readout: p = softmax(h W^T + b), a distribution over V classes for each row.
 *
 * Letters: B batch, H hidden size, V classes. To train on classes take `softmaxCrossEntropy` of the linear readout
 * instead: it never forms p, and is exact where p is tiny. This one is for what reads the probabilities themselves.
 */

import type { Kernels } from '../kernels/contract.ts';
import { softmax, softmaxBackward } from '../losses.ts';
import { type Matrix, zerosLike } from '../matrix.ts';
import type { Parameters } from '../parameters.ts';
import { linearBackward, linearForward } from './linear.ts';

/** probabilities (B, V) from input (B, H); parameters as in linear.ts. */
export function softmaxReadout(
  kernels: Kernels,
  parameters: Parameters,
  prefix: string,
  input: Matrix,
  probabilities: Matrix,
): void {
  linearForward(kernels, parameters, prefix, input, probabilities);
  softmax(probabilities, probabilities);
}

/** From dProbabilities (B, V): adds to dW and db, writes dInput (B, H). */
export function softmaxReadoutBackward(
  kernels: Kernels,
  parameters: Parameters,
  gradients: Parameters,
  prefix: string,
  input: Matrix,
  probabilities: Matrix,
  dProbabilities: Matrix,
  dInput: Matrix,
): void {
  const dLogits = zerosLike(probabilities);
  softmaxBackward(dLogits, probabilities, dProbabilities);
  linearBackward(kernels, parameters, gradients, prefix, input, dLogits, dInput);
}
