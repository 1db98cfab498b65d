/** A parameter by the name it has in the chapter's equations: entry (2, 3) of W with the subscript hf. */
import type { CellKind } from '../../engine/cells/contract.ts';
import type { TrainedNetwork } from './network.ts';

export interface WeightName {
  readonly letter: 'W' | 'b';
  readonly subscript: string;
  /** Row and column from 1; of a bias, and of a peephole, which is one number per unit, only the row. */
  readonly row: number;
  readonly column: number | null;
}

/** Subscripts of the stacked blocks, in PyTorch's order. */
const blocks: Readonly<Record<CellKind, readonly string[]>> = {
  lstm: ['i', 'f', 'g', 'o'],
  gru: ['r', 'z', 'n'],
  rnn: ['h'],
};

/** Rows of the peepholes. */
const peepholes = ['i', 'f', 'o'] as const;

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
    if (name.includes('peephole')) return { letter, subscript: `c${peepholes[row]}`, row: column + 1, column: null };
    const place = { letter, column: shape.length === 1 ? null : column + 1 } as const;
    if (name.startsWith('head.')) return { ...place, subscript: letter === 'W' ? 'hy' : 'y', row: row + 1 };
    const source = name.includes('_ih') ? 'i' : 'h';
    return { ...place, subscript: source + blocks[cell][Math.floor(row / hiddenSize)], row: (row % hiddenSize) + 1 };
  }
  throw new Error(`There is no parameter ${index + 1}; there are ${first}`);
}

/** The place of a parameter among all, from 0; undefined where the network has none of this name. */
export function findWeight(trained: TrainedNetwork, wanted: WeightName): number | undefined {
  const { cell, hiddenSize, outputSize } = trained.network.description;
  const { letter, subscript, row, column } = wanted;
  let first = 0;
  for (const { name, shape } of trained.network.shapes) {
    const start = first;
    const [rows, columns = 1] = shape;
    first += rows * columns;
    if (name.includes('weight') !== (letter === 'W')) continue;
    if (name.includes('peephole')) {
      const block = peepholes.findIndex((gate) => subscript === `c${gate}`);
      if (block >= 0 && column === null && row <= hiddenSize) return start + block * hiddenSize + row - 1;
      continue;
    }
    if ((shape.length === 1) !== (column === null) || (column ?? 1) > columns) continue;
    const isHead = name.startsWith('head.');
    const source = name.includes('_ih') ? 'i' : 'h';
    const block = isHead
      ? [letter === 'W' ? 'hy' : 'y'].indexOf(subscript)
      : blocks[cell].findIndex((gate) => subscript === source + gate);
    if (block < 0 || row > (isHead ? outputSize : hiddenSize)) continue;
    return start + (block * hiddenSize + row - 1) * columns + (column ?? 1) - 1;
  }
  return undefined;
}

/** The gate's letter under the weights of one row (from 0) of the stacked blocks: f. */
export function subscriptOf({ network }: TrainedNetwork, row: number): string {
  const { cell, hiddenSize } = network.description;
  return blocks[cell][Math.floor(row / hiddenSize)] ?? '';
}

/** "W_hf[2, 3]" */
export function writeWeight({ letter, subscript, row, column }: WeightName): string {
  return `${letter}_${subscript}[${column === null ? row : `${row}, ${column}`}]`;
}
