/** The losses of the layer cases, built on the engine's own, and the gradients they hand to the layer's states. */
import { meanSquaredError } from '../../engine/losses.ts';
import { copyMatrix, createMatrix, type Matrix } from '../../engine/matrix.ts';
import { filled, type Loss, NotOffered, named, toArray, toSteps } from './case.ts';
import { type LayerRun, type StateGradients, stateOf } from './recurrent.ts';

export interface LayerLoss extends StateGradients {
  readonly value: number;
}

export function layerLoss(loss: Loss, run: LayerRun, batchFirst: boolean): LayerLoss {
  const build = kinds[loss.kind];
  if (!build) throw new NotOffered(`the loss ${loss.kind}`);
  return build(loss, run, batchFirst);
}

type Build = (loss: Loss, run: LayerRun, batchFirst: boolean) => LayerLoss;

const kinds: Readonly<Record<string, Build>> = {
  weighted_sum: ({ tensors }, run, batchFirst) =>
    weightedSum(run, {
      output: tensors?.['output'] && toSteps(tensors['output'], batchFirst),
      hidden: tensors?.['h_n'] && shaped(run.final.hiddenState, toArray(tensors['h_n'])),
      cell: tensors?.['c_n'] && shaped(stateOf(run.final, 'cellState'), toArray(tensors['c_n'])),
    }),

  weighted_sum_last: ({ tensors }, run) =>
    weightedSum(run, {
      hidden: tensors?.['h'] && shaped(run.final.hiddenState, toArray(tensors['h'])),
      cell: tensors?.['c'] && shaped(stateOf(run.final, 'cellState'), toArray(tensors['c'])),
    }),

  sum_of_all_outputs: (_, run) => {
    const { hiddenState, cellState } = run.final;
    return weightedSum(run, {
      output: run.hidden.map(ones),
      hidden: ones(hiddenState),
      cell: cellState && ones(cellState),
    });
  },

  // The mean over all steps is the mean of the steps' means.
  mse_output: ({ tensors }, run, batchFirst) => {
    const targets = toSteps(named(tensors, 'target'), batchFirst);
    const gradients = run.hidden.map(({ rows, columns }) => createMatrix(rows, columns));
    const losses = run.hidden.map((hidden, step) => meanSquaredError(hidden, targets[step], gradients[step]));
    for (const gradient of gradients) scale(gradient, 1 / losses.length);
    const value = losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
    return { value, dHidden: (step) => gradients[step], dFinalCell: undefined };
  },

  // Half the sum of squares is the mean of squares times half the number of entries.
  last_state: ({ tensors }, run) => {
    const { hiddenState } = run.final;
    const gradient = createMatrix(hiddenState.rows, hiddenState.columns);
    const mean = meanSquaredError(hiddenState, shaped(hiddenState, toArray(named(tensors, 'target'))), gradient);
    const factor = hiddenState.data.length / 2;
    scale(gradient, factor);
    const last = run.hidden.length - 1;
    return { value: mean * factor, dHidden: (step) => (step === last ? gradient : null), dFinalCell: undefined };
  },
};

interface Weights {
  readonly output?: readonly Matrix[] | undefined;
  readonly hidden?: Matrix | undefined;
  readonly cell?: Matrix | undefined;
}

function weightedSum(run: LayerRun, { output, hidden, cell }: Weights): LayerLoss {
  let value = 0;
  output?.forEach((weights, step) => {
    value += dot(run.hidden[step], weights);
  });
  if (hidden) value += dot(run.final.hiddenState, hidden);
  if (cell) value += dot(stateOf(run.final, 'cellState'), cell);
  const last = run.hidden.length - 1;
  const dHidden = (step: number) => {
    const asked = output?.[step];
    if (step !== last || !hidden) return asked ?? null;
    return asked ? added(asked, hidden) : hidden;
  };
  return { value, dHidden, dFinalCell: cell };
}

function shaped({ rows, columns }: Matrix, values: ArrayLike<number>): Matrix {
  return filled(rows, columns, values);
}

function ones({ rows, columns }: Matrix): Matrix {
  const matrix = createMatrix(rows, columns);
  matrix.data.fill(1);
  return matrix;
}

function scale(matrix: Matrix, factor: number): void {
  for (let k = 0; k < matrix.data.length; k += 1) matrix.data[k] *= factor;
}

function added(left: Matrix, right: Matrix): Matrix {
  const sum = copyMatrix(left);
  for (let k = 0; k < sum.data.length; k += 1) sum.data[k] += right.data[k];
  return sum;
}

function dot(left: Matrix, right: Matrix): number {
  let sum = 0;
  for (let k = 0; k < left.data.length; k += 1) sum += left.data[k] * right.data[k];
  return sum;
}
