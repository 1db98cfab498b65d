/**
 * What is timed. A training step is forward, back through all of time and Adam of one recurrent layer with a linear
 * output of one number at the last step, mean squared error; inference is its forward half.
 *
 * Letters: B batch, T time, I input, H hidden, G blocks of H that a cell's weights stack.
 */
import type { CellKind } from '../../engine/cells/contract.ts';

export const groups = ['lstm', 'gru', 'rnn', 'inference', 'matmul', 'steps', 'batch'] as const;
/** `steps` and `batch`: the same LSTM with more of one of them, to see that its cost grows in proportion. */
export type Group = (typeof groups)[number];

export interface RecurrentWork {
  readonly kind: 'training' | 'inference';
  readonly name: string;
  readonly group: Group;
  readonly cell: CellKind;
  readonly inputSize: number;
  readonly hiddenSize: number;
  readonly steps: number;
  readonly batch: number;
}

/** A product of two square matrices of `side`. */
export interface ProductWork {
  readonly kind: 'matmul';
  readonly name: string;
  readonly group: Group;
  readonly side: number;
}

export type Work = RecurrentWork | ProductWork;

/** [H, T, B] */
type Shape = readonly [hiddenSize: number, steps: number, batch: number];

const CELLS: readonly Shape[] = [
  [32, 100, 32],
  [128, 28, 64],
  [16, 50, 1],
];
const LSTMS: readonly Shape[] = [
  [32, 100, 32],
  [64, 100, 32],
  [128, 100, 32],
  [64, 400, 16],
  [128, 28, 64],
  [16, 50, 1],
];

/** Every work once: of those that grow, the shape that both have is the LSTM's own. */
export const allWork: readonly Work[] = [
  ...LSTMS.map((shape) => training('lstm', 'lstm', shape)),
  ...CELLS.map((shape) => training('gru', 'gru', shape)),
  ...CELLS.map((shape) => training('rnn', 'rnn', shape)),
  { ...training('inference', 'lstm', [128, 1000, 1]), kind: 'inference', name: 'inference-h128-t1000-b1' },
  ...[64, 128, 256, 512].map((side): Work => ({ kind: 'matmul', name: `matmul-${side}`, group: 'matmul', side })),
  ...[50, 200, 400, 800].map((steps) => training('steps', 'lstm', [32, steps, 32])),
  ...[1, 2, 4, 8, 16, 64, 128].map((batch) => training('batch', 'lstm', [32, 100, batch])),
];

function training(group: Group, cell: CellKind, [hiddenSize, steps, batch]: Shape): RecurrentWork {
  const name = `${cell}-h${hiddenSize}-t${steps}-b${batch}`;
  return { kind: 'training', name, group, cell, inputSize: 2, hiddenSize, steps, batch };
}

/** How many blocks of H the weights of a cell stack. */
export const BLOCKS: Record<CellKind, number> = { rnn: 1, gru: 3, lstm: 4 };

/**
 * Multiplications and additions of the matrix products alone: forward, back into states and inputs, into weights. The
 * gradient of the inputs counts though nobody computes it: a share of W is then comparable with what others publish.
 */
export function operations(work: Work): number {
  if (work.kind === 'matmul') return 2 * work.side ** 3;
  const { cell, inputSize, hiddenSize, steps, batch } = work;
  const products = work.kind === 'training' ? 3 : 1;
  return products * 2 * steps * batch * (inputSize + hiddenSize) * BLOCKS[cell] * hiddenSize;
}

/** "LSTM H32 T100 B32", for tables. */
export function title(work: Work): string {
  if (work.kind === 'matmul') return `matmul ${work.side}`;
  const { cell, hiddenSize, steps, batch, kind } = work;
  return `${cell.toUpperCase()} H${hiddenSize} T${steps} B${batch}${kind === 'inference' ? ' forward' : ''}`;
}
