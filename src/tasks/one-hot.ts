/** Sequences of symbols as one-hot inputs. */

import { createSequence, type Matrix } from '../engine/matrix.ts';

/**
 * T matrices (B, symbols) with a single 1 per row: `symbolAt(row, step)` from 0, or -1 for a row that has ended.
 */
export function oneHot(
  steps: number,
  batch: number,
  symbols: number,
  symbolAt: (row: number, step: number) => number,
): Matrix[] {
  const inputs = createSequence(steps, batch, symbols, 'float64');
  inputs.forEach((input, step) => {
    for (let row = 0; row < batch; row += 1) {
      const symbol = symbolAt(row, step);
      if (symbol >= 0) input.data[row * symbols + symbol] = 1;
    }
  });
  return inputs;
}
