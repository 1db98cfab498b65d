/**
 * Truncated backpropagation through time: a long sequence is run piece by piece. The state is carried from each piece to
 * the next, the gradient is not: within a piece it reaches back to the piece's first step and no further.
 *
 * Source: Williams and Peng (1990); in PyTorch it is `h.detach()` between batches.
 */

import type { States } from '../cells/contract.ts';
import type { Matrix } from '../matrix.ts';
import type { SequenceTrace } from './contract.ts';
import { finalStates } from './lengths.ts';

interface Piece {
  /** Where in the whole sequence it begins, from 0. */
  readonly firstStep: number;
  readonly inputs: readonly Matrix[];
  /** A copy of the states after the piece before: numbers without a past. */
  readonly initial: States | undefined;
}

/**
 * Pieces of `length` steps, the last one perhaps shorter. The caller runs each over `trace` before asking for the next,
 * and may change the weights in between.
 */
export function* pieces(
  inputs: readonly Matrix[],
  length: number,
  trace: SequenceTrace,
  initial?: States,
): Generator<Piece, void> {
  if (!(Number.isInteger(length) && length >= 1)) throw new Error(`pieces: a piece has from 1 step up, got ${length}`);
  let carried = initial;
  for (let firstStep = 0; firstStep < inputs.length; firstStep += length) {
    yield { firstStep, inputs: inputs.slice(firstStep, firstStep + length), initial: carried };
    carried = finalStates(trace);
  }
}
