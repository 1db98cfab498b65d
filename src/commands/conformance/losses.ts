/** torch_losses: values and gradients. Sums and single terms are the engine's mean over one row or entry at a time. */
import { meanSquaredError, softmaxCrossEntropy } from '../../engine/losses.ts';
import { createMatrix, type Matrix, matrixView } from '../../engine/matrix.ts';
import { alongAxis, type Case, NotOffered, named, type Tensors, toArray, toMatrix } from './case.ts';
import type { Checks } from './checks.ts';

interface LossAttributes {
  readonly reduction?: 'mean' | 'sum' | 'none';
  readonly ignore_index?: number;
  readonly label_smoothing?: number;
}

export function checkLoss({ op, attributes, inputs, outputs, upstream, grads }: Case, checks: Checks): void {
  const settings = (attributes ?? {}) as LossAttributes;
  const factors = upstream && toArray(upstream);
  if (op === 'cross_entropy') {
    refuseUnknown(settings, inputs);
    const { losses, gradient } = crossEntropy(inputs, 'logits', 'target', settings, factors);
    checks.all(outputs, () => losses);
    checks.all(grads, () => gradient);
  } else if (op === 'mse_loss') {
    const { losses, gradient } = squaredError(inputs, settings, factors);
    checks.all(outputs, () => losses);
    checks.all(grads, () => gradient);
  } else {
    throw new NotOffered(lossNames[op] ?? `the loss ${op}`);
  }
}

const lossNames: Readonly<Record<string, string>> = {
  nll_loss: 'negative log-likelihood from log-probabilities',
  bce_loss: 'binary cross-entropy',
  bce_with_logits: 'binary cross-entropy',
};

function refuseUnknown({ label_smoothing }: LossAttributes, inputs: Tensors | undefined): void {
  if (inputs?.['weight']) throw new NotOffered('class weights');
  if (label_smoothing) throw new NotOffered('label smoothing');
}

interface LossResult {
  /** One number for a mean or sum, otherwise one for each term. */
  readonly losses: readonly number[];
  /** In the order of the scores' own tensor. */
  readonly gradient: Float64Array;
}

/** Scores are (N, C) or (N, C, T); rows of classes run along index 1. */
export function crossEntropy(
  inputs: Tensors | undefined,
  scores: string,
  target: string,
  { reduction = 'mean', ignore_index: ignored }: LossAttributes,
  upstream?: ArrayLike<number>,
): LossResult {
  const { rows, back } = alongAxis(named(inputs, scores), 1);
  const targets = Array.from(toArray(named(inputs, target)), (label) => (label === ignored ? -1 : label));
  const gradient = createMatrix(rows.rows, rows.columns);
  const lossOf = (some: Matrix, labels: readonly number[], dScores: Matrix) =>
    softmaxCrossEntropy(some, labels, dScores);
  if (reduction === 'mean') {
    return { losses: [lossOf(rows, targets, gradient)], gradient: back(gradient) };
  }
  const terms = targets.map((label, row) => lossOf(rowOf(rows, row), [label], rowOf(gradient, row)));
  return { losses: reduced(terms, reduction), gradient: back(weighted(gradient, upstream)) };
}

function squaredError(
  inputs: Tensors | undefined,
  { reduction = 'mean' }: LossAttributes,
  upstream?: ArrayLike<number>,
): LossResult {
  const [output, target] = [toMatrix(named(inputs, 'pred')), toMatrix(named(inputs, 'target'))];
  const gradient = createMatrix(output.rows, output.columns);
  if (reduction === 'mean') {
    return { losses: [meanSquaredError(output, target, gradient)], gradient: Float64Array.from(gradient.data) };
  }
  // Every entry a matrix of its own.
  const entries = ({ data }: Matrix) => matrixView(data, 0, data.length, 1);
  const [outputs, targets, gradients] = [entries(output), entries(target), entries(gradient)];
  const terms = Array.from(output.data, (_, k) =>
    meanSquaredError(rowOf(outputs, k), rowOf(targets, k), rowOf(gradients, k)),
  );
  return { losses: reduced(terms, reduction), gradient: Float64Array.from(weighted(gradients, upstream).data) };
}

function reduced(terms: readonly number[], reduction: 'sum' | 'none'): readonly number[] {
  return reduction === 'none' ? terms : [terms.reduce((sum, term) => sum + term, 0)];
}

function rowOf({ data, columns }: Matrix, row: number): Matrix {
  return matrixView(data, row * columns, 1, columns);
}

/** Each row of the gradient times what the loss's own term is multiplied by. */
function weighted(gradient: Matrix, upstream: ArrayLike<number> | undefined): Matrix {
  if (!upstream) return gradient;
  for (let k = 0; k < gradient.data.length; k += 1) gradient.data[k] *= upstream[Math.floor(k / gradient.columns)];
  return gradient;
}
