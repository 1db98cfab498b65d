/**
 * How others store the same cells: gate orders and GRU variants, named once; weights converted between them.
 *
 * The engine keeps PyTorch's way. Letters: I input size, H hidden size, G how many blocks of H a cell's weights stack.
 * In all three conventions the GRU's update gate keeps the old state: h_t = (1 - z) * n + z * h_{t-1}. Papers that write
 * 1 - z for z (Chung et al., 2014) mean the same cell with its update gate turned round.
 */

import { copyMatrix, createMatrix, type Matrix, precisionOf, shapeOf } from '../matrix.ts';
import type { CellKind, QuantityName } from './contract.ts';
import type { ResetPosition } from './gru.ts';
import { PEEPHOLES } from './variants.ts';

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

/** The rows of peephole weights, (3, H). PyTorch and Keras have none: theirs is the engine's own order. */
const PEEPHOLE_ORDERS: Record<Convention, readonly QuantityName[]> = {
  pytorch: PEEPHOLES,
  keras: PEEPHOLES,
  onnx: ['inputGate', 'outputGate', 'forgetGate'],
};

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

/** Peephole weights, (3, H), as the other convention orders them. A copy. */
export function convertPeepholes(weight: Matrix, from: Convention, to: Convention): Matrix {
  return reorderRows(weight, PEEPHOLE_ORDERS[from], PEEPHOLE_ORDERS[to]);
}

/**
 * A stacked weight as a program takes it that does not know it was stored another way: the same numbers, the blocks
 * called by its own names. In and out as the engine has them, (G*H, n); what lies on its side is turned first, since
 * otherwise the shapes would not fit. A copy.
 */
export function misreadWeight(weight: Matrix, cell: CellKind, as: Convention): Matrix {
  return reorderRows(weight, GATE_ORDERS[cell][as], GATE_ORDERS[cell].pytorch);
}

/**
 * A GRU's stacked weight (3H, n), or its bias as (3H, 1), in PyTorch's order with the update gate turned round: 1 - z for
 * z. Since 1 - sigmoid(a) = sigmoid(-a), its rows change sign, and turning twice changes nothing. A copy.
 */
export function turnUpdateGate(stacked: Matrix): Matrix {
  const turned = copyMatrix(stacked);
  const block = stacked.data.length / 3;
  const first = GATE_ORDERS.gru.pytorch.indexOf('updateGate') * block;
  for (let k = first; k < first + block; k += 1) turned.data[k] = -turned.data[k];
  return turned;
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
