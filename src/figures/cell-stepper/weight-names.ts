/** A parameter by the name it has in the chapter's equations: entry (2, 3) of W with the subscript hf. */
import type { CellKind } from '../../engine/cells/contract.ts';
import type { TrainedNetwork } from './network.ts';

export interface WeightName {
  readonly letter: 'W' | 'b';
  readonly subscript: string;
  /** Row and column from 1; of a bias only the row. */
  readonly row: number;
  readonly column: number | null;
}

/** Subscripts of the stacked blocks, in PyTorch's order. */
const blocks: Readonly<Record<CellKind, readonly string[]>> = {
  lstm: ['i', 'f', 'g', 'o'],
  gru: ['r', 'z', 'n'],
  rnn: ['h'],
};

/** `index` counts through all parameters, from 0. */
export function weightName({ network }: TrainedNetwork, index: number): WeightName {
  const { cell, hiddenSize } = network.description;
  let first = 0;
  for (const { name, shape } of network.shapes) {
    const [rows, columns = 1] = shape;
    const at = index - first;
    first += rows * columns;
    if (index >= first) continue;
    const [row, column] = [Math.floor(at / columns), at % columns];
    const letter = name.includes('weight') ? 'W' : 'b';
    const place = { letter, column: shape.length === 1 ? null : column + 1 } as const;
    if (name.startsWith('head.')) return { ...place, subscript: letter === 'W' ? 'hy' : 'y', row: row + 1 };
    const source = name.includes('_ih') ? 'i' : 'h';
    return { ...place, subscript: source + blocks[cell][Math.floor(row / hiddenSize)], row: (row % hiddenSize) + 1 };
  }
  throw new Error(`There is no parameter ${index + 1}; there are ${first}`);
}

/** "W_hf[2, 3]" */
export function writeWeight({ letter, subscript, row, column }: WeightName): string {
  return `${letter}_${subscript}[${column === null ? row : `${row}, ${column}`}]`;
}
