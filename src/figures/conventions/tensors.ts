/** The tensors in which a program keeps the cell, and which block of each is whose. */
import { GATE_ORDERS } from '../../engine/cells/conventions.ts';
import type { ConventionState, WrittenCell } from './types.ts';

export interface Block {
  readonly quantity: string;
  /** The letter that this program or paper gives it. */
  readonly letter: string;
  /** Its entries changed sign: it is the gate's, turned round. */
  readonly isTurned: boolean;
}

export interface StackedTensor {
  readonly name: string;
  /** As the program prints it: (12, 8). */
  readonly shape: string;
  readonly blocks: readonly Block[];
  /** Nothing but zeros: there is a place for a second bias, and no second bias. */
  readonly isZero: boolean;
}

const letters: Readonly<Record<WrittenCell, Readonly<Record<string, Readonly<Record<string, string>>>>>> = {
  gru: {
    pytorch: { resetGate: 'r', updateGate: 'z', candidate: 'n' },
    other: { resetGate: 'r', updateGate: 'z', candidate: 'h' },
  },
  lstm: {
    pytorch: { inputGate: 'i', forgetGate: 'f', candidate: 'g', outputGate: 'o' },
    other: { inputGate: 'i', forgetGate: 'f', candidate: 'c', outputGate: 'o' },
  },
};

/** For an input of I numbers and H units. */
export function tensorsOf(state: ConventionState, inputs: number, hidden: number): StackedTensor[] {
  const { cell, order, biases, update } = state;
  const quantities = GATE_ORDERS[cell][order];
  const names = letters[cell][order === 'pytorch' ? 'pytorch' : 'other'] ?? {};
  const blocks = quantities.map((quantity) => ({
    quantity,
    letter: names[quantity] ?? '',
    isTurned: cell === 'gru' && quantity === 'updateGate' && update === 'takes',
  }));
  const rows = quantities.length * hidden;
  const tensor = (name: string, shape: readonly number[], isZero = false): StackedTensor => ({
    ...{ name, shape: `(${shape.join(', ')}${shape.length === 1 ? ',' : ''})`, blocks, isZero },
  });
  const isTwo = biases === 'two';
  if (order === 'pytorch') {
    return [
      tensor('weight_ih_l0', [rows, inputs]),
      tensor('weight_hh_l0', [rows, hidden]),
      tensor('bias_ih_l0', [rows]),
      tensor('bias_hh_l0', [rows], !isTwo),
    ];
  }
  if (order === 'keras') {
    const parts = isTwo ? [tensor('bias[0]', [rows]), tensor('bias[1]', [rows])] : [tensor('bias', [rows])];
    return [tensor('kernel', [inputs, rows]), tensor('recurrent_kernel', [hidden, rows]), ...parts];
  }
  return [
    tensor('W', [1, rows, inputs]),
    tensor('R', [1, rows, hidden]),
    tensor(`B[:, :${rows}]`, [1, rows]),
    tensor(`B[:, ${rows}:]`, [1, rows], !isTwo),
  ];
}
