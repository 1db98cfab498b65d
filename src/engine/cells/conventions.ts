/**
 * How others store the same cells: gate orders and GRU variants, named once; weights converted between them.
 *
 * The engine keeps PyTorch's way. Letters: I input size, H hidden size, G how many blocks of H a cell's weights stack.
 * In all three conventions the GRU's update gate keeps the old state: h_t = (1 - z) * n + z * h_{t-1}.
 */

import { createMatrix, type Matrix, precisionOf, shapeOf } from '../matrix.ts';
import type { CellKind, QuantityName } from './contract.ts';
import type { ResetPosition } from './gru.ts';

export type Convention = 'pytorch' | 'keras' | 'onnx';

/** The blocks of a stacked weight, first to last. */
export const GATE_ORDERS: Record<CellKind, Record<Convention, readonly QuantityName[]>> = {
  rnn: { pytorch: ['preActivation'], keras: ['preActivation'], onnx: ['preActivation'] },
  lstm: {
    pytorch: ['inputGate', 'forgetGate', 'candidate', 'outputGate'],
    keras: ['inputGate', 'forgetGate', 'candidate', 'outputGate'],
    onnx: ['inputGate', 'outputGate', 'forgetGate', 'candidate'],
  },
  gru: {
    pytorch: ['resetGate', 'updateGate', 'candidate'],
    keras: ['updateGate', 'resetGate', 'candidate'],
    onnx: ['updateGate', 'resetGate', 'candidate'],
  },
};

/**
 * Where the reset gate acts unless a model says otherwise: Keras by `reset_after` (false: before), ONNX by
 * `linear_before_reset` (1: after); PyTorch has no other way.
 */
export const DEFAULT_RESET: Record<Convention, ResetPosition> = { pytorch: 'after', keras: 'after', onnx: 'before' };

/** A stacked weight, (G*H, n) in PyTorch and ONNX, (n, G*H) in Keras, as the other convention stores it. A copy. */
export function convertWeight(weight: Matrix, cell: CellKind, from: Convention, to: Convention): Matrix {
  const stacked = from === 'keras' ? transpose(weight) : weight;
  const reordered = reorderRows(stacked, GATE_ORDERS[cell][from], GATE_ORDERS[cell][to]);
  return to === 'keras' ? transpose(reordered) : reordered;
}

/** A stacked bias, (1, G*H) in every convention. A copy. */
export function convertBias(bias: Matrix, cell: CellKind, from: Convention, to: Convention): Matrix {
  return transpose(reorderRows(transpose(bias), GATE_ORDERS[cell][from], GATE_ORDERS[cell][to]));
}

function reorderRows(stacked: Matrix, from: readonly QuantityName[], to: readonly QuantityName[]): Matrix {
  if (stacked.rows % from.length !== 0) {
    throw new Error(`convert: the rows of ${shapeOf(stacked)} are not ${from.length} equal blocks`);
  }
  const size = (stacked.rows / from.length) * stacked.columns;
  const reordered = createMatrix(stacked.rows, stacked.columns, precisionOf(stacked));
  to.forEach((gate, block) => {
    const source = from.indexOf(gate) * size;
    reordered.data.set(stacked.data.subarray(source, source + size), block * size);
  });
  return reordered;
}

function transpose(matrix: Matrix): Matrix {
  const turned = createMatrix(matrix.columns, matrix.rows, precisionOf(matrix));
  for (let row = 0; row < matrix.rows; row += 1) {
    for (let column = 0; column < matrix.columns; column += 1) {
      turned.data[column * matrix.rows + row] = matrix.data[row * matrix.columns + column];
    }
  }
  return turned;
}
