/**
 * Initial states that are learned: one row (1, H) for each state of a layer, the same for every row of a batch.
 *
 * Letters: B batch, H hidden size. They are parameters `h0_l0` and, for an LSTM, `c0_l0`, beside the layer's weights.
 */

import type { States } from '../cells/contract.ts';
import type { Kernels } from '../kernels/contract.ts';
import { createMatrix, type Matrix, precisionOf } from '../matrix.ts';
import type { ParameterShape, Parameters } from '../parameters.ts';
import type { LayerDescription } from './contract.ts';

export function initialStateShapes(
  { cell, hiddenSize }: Pick<LayerDescription, 'cell' | 'hiddenSize'>,
  prefix = '',
  suffix = '_l0',
): ParameterShape[] {
  const names = cell === 'lstm' ? ['h0', 'c0'] : ['h0'];
  return names.map((name) => ({ name: `${prefix}${name}${suffix}`, shape: [hiddenSize] }));
}

/** The learned states for a batch, each (B, H). */
export function initialStates(
  kernels: Kernels,
  parameters: Parameters,
  batch: number,
  prefix = '',
  suffix = '_l0',
): States {
  const repeated = (row: Matrix) => {
    const state = createMatrix(batch, row.columns, precisionOf(row));
    kernels.addRow(state, row);
    return state;
  };
  const hiddenState = repeated(parameters.get(`${prefix}h0${suffix}`));
  const cellName = `${prefix}c0${suffix}`;
  return parameters.has(cellName) ? { hiddenState, cellState: repeated(parameters.get(cellName)) } : { hiddenState };
}

/** Adds to their gradients what a backward pass found at the beginning of the sequence. */
export function addInitialGradients(
  kernels: Kernels,
  gradients: Parameters,
  dInitial: States,
  prefix = '',
  suffix = '_l0',
): void {
  kernels.addColumnSums(gradients.get(`${prefix}h0${suffix}`), dInitial.hiddenState);
  if (dInitial.cellState) kernels.addColumnSums(gradients.get(`${prefix}c0${suffix}`), dInitial.cellState);
}
