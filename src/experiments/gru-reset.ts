/** How much it matters where a GRU's reset gate stands. */

import { referenceKernels } from '../engine/kernels/reference.ts';
import { createNetwork } from '../engine/network.ts';
import { differences, type Reading, read } from './run.ts';

/** The largest difference of any hidden state when the same weights are run with the reset before the product. */
export function resetPositionDifference(after: Reading): number {
  const before = createNetwork({ ...after.network.description, reset: 'before' }, referenceKernels);
  return Math.max(...differences('hiddenState', read(after), read({ ...after, network: before })));
}
