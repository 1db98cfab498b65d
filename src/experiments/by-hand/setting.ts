/** Setting the weights of a small network one by one, in the words of its cell. */

import type { CellKind } from '../../engine/cells/contract.ts';
import { referenceKernels } from '../../engine/kernels/reference.ts';
import { createNetwork, type Network } from '../../engine/network.ts';
import type { Parameters } from '../../engine/parameters.ts';
import { createTask } from '../../tasks/tasks.ts';
import { describeNetwork, type Run } from '../../training/run.ts';

/** Of a run what says which network it is. */
export type Kind = Pick<Run, 'task' | 'lag' | 'cell' | 'hidden'>;

/** Blocks of the stacked weights, in PyTorch's order. */
const BLOCKS = {
  rnn: ['sum'],
  gru: ['resetGate', 'updateGate', 'candidate'],
  lstm: ['inputGate', 'forgetGate', 'candidate', 'outputGate'],
} as const satisfies Record<CellKind, readonly string[]>;
export type Block = (typeof BLOCKS)[CellKind][number];

/** Where a number stands in the file of weights: the parameter's name, its row and column from 1; a bias has one column. */
export interface WeightPlace {
  readonly name: string;
  readonly row: number;
  readonly column: number;
}

/** Places by the words of the cell; units, inputs and answers count from 1. */
export interface Places {
  /** From an input to a gate. */
  input(block: Block, unit: number, input: number): WeightPlace;
  /** From a unit's previous state to a gate. */
  recurrent(block: Block, unit: number, from: number): WeightPlace;
  /** The first of the two biases, the one beside the inputs; the second stays 0. */
  bias(block: Block, unit: number): WeightPlace;
  /** The second, beside the recurrent part: the two are added. */
  recurrentBias(block: Block, unit: number): WeightPlace;
  readout(answer: number, unit: number): WeightPlace;
  readoutBias(answer: number): WeightPlace;
}

export function placesOf({ cell, hidden }: Pick<Kind, 'cell' | 'hidden'>): Places {
  const rowOf = (block: Block, unit: number) => {
    const index = (BLOCKS[cell] as readonly Block[]).indexOf(block);
    if (index < 0) throw new Error(`A ${cell} has no ${block}; it has ${BLOCKS[cell].join(', ')}`);
    return index * hidden + unit;
  };
  return {
    input: (block, unit, input) => ({ name: 'rnn.weight_ih_l0', row: rowOf(block, unit), column: input }),
    recurrent: (block, unit, from) => ({ name: 'rnn.weight_hh_l0', row: rowOf(block, unit), column: from }),
    bias: (block, unit) => ({ name: 'rnn.bias_ih_l0', row: rowOf(block, unit), column: 1 }),
    recurrentBias: (block, unit) => ({ name: 'rnn.bias_hh_l0', row: rowOf(block, unit), column: 1 }),
    readout: (answer, unit) => ({ name: 'head.weight', row: answer, column: unit }),
    readoutBias: (answer) => ({ name: 'head.bias', row: answer, column: 1 }),
  };
}

export type WeightEdit = WeightPlace & { readonly value: number };

/** Puts a number in its place. Throws a sentence for a place that is not there. */
export function setWeight(parameters: Parameters, { name, row, column, value }: WeightEdit): void {
  const [rows, columns = 1] = parameters.shapes.find((shape) => shape.name === name)?.shape ?? [0];
  if (!(row >= 1 && row <= rows && column >= 1 && column <= columns)) {
    throw new Error(`There is no entry (${row}, ${column}) in ${name}, which is (${rows}, ${columns})`);
  }
  parameters.get(name).data[(row - 1) * columns + column - 1] = value;
}

/** A network whose every weight is 0 but for those that `edits` say. */
export function setByHand(
  kind: Kind,
  edits: (places: Places) => readonly (readonly [WeightPlace, value: number])[],
): { network: Network; parameters: Parameters } {
  const network = createNetwork(describeNetwork(kind, createTask(kind.task, kind.lag)), referenceKernels);
  const parameters = network.createParameters();
  for (const [place, value] of edits(placesOf(kind))) setWeight(parameters, { ...place, value });
  return { network, parameters };
}
