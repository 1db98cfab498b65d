/** torch_losses: values and gradients. Sums and single terms are the engine's mean over one row or entry at a time. */
import { binaryCrossEntropy, binaryCrossEntropyFromLogits } from '../../engine/binary-losses.ts';
import type { Compute } from '../../engine/compute.ts';
import { meanSquaredError, negativeLogLikelihood, softmaxCrossEntropy } from '../../engine/losses.ts';
import { type Matrix, matrixView, type Precision, zerosLike } from '../../engine/matrix.ts';
import { type Case, NotOffered, type Tensors } from './case.ts';
import type { Checks } from './checks.ts';
import { alongAxis, named, rowOf, toArray, toMatrix } from './tensors.ts';

interface LossAttributes {
  readonly reduction?: 'mean' | 'sum' | 'none';
  readonly ignore_index?: number;
  readonly label_smoothing?: number;
}

/** What the files call the scores of each loss over single entries. */
const ofEntries = {
  mse_loss: { lossOf: meanSquaredError, scores: 'pred' },
  bce_loss: { lossOf: binaryCrossEntropy, scores: 'prob' },
  bce_with_logits: { lossOf: binaryCrossEntropyFromLogits, scores: 'logits' },
} as const;

export function checkLoss(testCase: Case, checks: Checks, { precision }: Compute): void {
  const { op, attributes, inputs, outputs, upstream, grads } = testCase;
  const settings = (attributes ?? {}) as LossAttributes;
  const factors = upstream && toArray(upstream);
  const result = () => {
    if (op === 'cross_entropy') return classLoss(inputs, { ...classTensors, settings, precision, factors });
    if (op === 'nll_loss') {
      const tensors = { ...classTensors, scores: 'log_probs', areLogarithms: true };
      return classLoss(inputs, { ...tensors, settings, precision, factors });
    }
    if (Object.hasOwn(ofEntries, op)) {
      return entryLoss(inputs, ofEntries[op as keyof typeof ofEntries], settings, precision, factors);
    }
    throw new NotOffered(`the loss ${op}`);
  };
  const { losses, gradient } = result();
  checks.all(outputs, () => losses);
  checks.all(grads, () => gradient);
}

interface LossResult {
  /** One number for a mean or sum, otherwise one for each term. */
  readonly losses: readonly number[];
  /** In the order of the scores' own tensor. */
  readonly gradient: Float64Array;
}

interface ClassLoss {
  /** What the case calls scores, targets and class weights. */
  readonly scores: string;
  readonly target: string;
  readonly weight: string;
  readonly areLogarithms: boolean;
  readonly settings: LossAttributes;
  readonly precision: Precision;
  readonly factors?: ArrayLike<number> | undefined;
}

const classTensors = { scores: 'logits', target: 'target', weight: 'weight', areLogarithms: false } as const;

/** Scores are (N, C) or (N, C, T); rows of classes run along index 1. */
export function classLoss(inputs: Tensors | undefined, loss: ClassLoss): LossResult {
  const { reduction = 'mean', ignore_index: ignored, label_smoothing: labelSmoothing } = loss.settings;
  const { rows, back } = alongAxis(named(inputs, loss.scores), 1, loss.precision);
  const targets = Array.from(toArray(named(inputs, loss.target)), (label) => (label === ignored ? -1 : label));
  const weightTensor = inputs?.[loss.weight];
  const classWeights = weightTensor && toArray(weightTensor);
  const gradient = zerosLike(rows);
  const lossOf = loss.areLogarithms ? negativeLogLikelihood : softmaxCrossEntropy;
  const options = { classWeights, labelSmoothing };
  if (reduction === 'mean') {
    return { losses: [lossOf(rows, targets, gradient, options)], gradient: back(gradient) };
  }
  // The mean over one row is divided by that row's weight; a term is not. A row that does not count is a term of 0.
  const weightOf = (row: number) => (targets[row] === -1 ? 0 : (classWeights?.[targets[row]] ?? 1));
  const terms = targets.map((label, row) => {
    if (label === -1) return 0;
    return lossOf(rowOf(rows, row), [label], rowOf(gradient, row), options) * weightOf(row);
  });
  const factors = targets.map((_, row) => weightOf(row) * (loss.factors?.[row] ?? 1));
  return { losses: reduced(terms, reduction), gradient: back(timesRows(gradient, factors)) };
}

function entryLoss(
  inputs: Tensors | undefined,
  { lossOf, scores }: (typeof ofEntries)[keyof typeof ofEntries],
  { reduction = 'mean' }: LossAttributes,
  precision: Precision,
  factors: ArrayLike<number> | undefined,
): LossResult {
  const [output, target] = [scores, 'target'].map((name) => toMatrix(named(inputs, name), precision));
  const gradient = zerosLike(output);
  if (reduction === 'mean') {
    return { losses: [lossOf(output, target, gradient)], gradient: Float64Array.from(gradient.data) };
  }
  // Every entry a matrix of its own.
  const entries = ({ data }: Matrix) => matrixView(data, 0, data.length, 1);
  const [outputs, targets, gradients] = [entries(output), entries(target), entries(gradient)];
  const terms = Array.from(output.data, (_, k) => lossOf(rowOf(outputs, k), rowOf(targets, k), rowOf(gradients, k)));
  const weighted = timesRows(gradients, factors ?? terms.map(() => 1));
  return { losses: reduced(terms, reduction), gradient: Float64Array.from(weighted.data) };
}

function reduced(terms: readonly number[], reduction: 'sum' | 'none'): readonly number[] {
  return reduction === 'none' ? terms : [terms.reduce((sum, term) => sum + term, 0)];
}

/** Each row of the gradient times what the loss's own term is multiplied by. */
function timesRows(gradient: Matrix, factors: ArrayLike<number>): Matrix {
  for (let k = 0; k < gradient.data.length; k += 1) gradient.data[k] *= factors[Math.floor(k / gradient.columns)];
  return gradient;
}
