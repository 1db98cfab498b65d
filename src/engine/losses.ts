/**
 * Losses: a number to make small, and its gradient with respect to the outputs.
 *
 * Letters: B batch, V classes. Values and gradients as in PyTorch with reduction 'mean'.
 */

import { exp, log, log1p } from './elementary.ts';
import { checkSameShape, type Matrix } from './matrix.ts';

/** probabilities (B, V) = softmax of each row of logits (B, V). May be the same matrix. */
export function softmax(probabilities: Matrix, logits: Matrix): void {
  checkSameShape('softmax', probabilities, logits);
  forEachRow(logits, (start, end) => {
    const { largest, sum } = shiftedSum(logits, start, end);
    for (let k = start; k < end; k += 1) probabilities.data[k] = exp(logits.data[k] - largest) / sum;
  });
}

/** out (B, V) = log of the softmax of each row, without forming the softmax: exact far from the largest entry too. */
export function logSoftmax(out: Matrix, logits: Matrix): void {
  checkSameShape('logSoftmax', out, logits);
  forEachRow(logits, (start, end) => {
    const { largest, sum } = shiftedSum(logits, start, end);
    const logSum = log(sum);
    for (let k = start; k < end; k += 1) out.data[k] = logits.data[k] - largest - logSum;
  });
}

/** dLogits (B, V) from the gradient of the softmax: p (d - sum of p d), row by row. */
export function softmaxBackward(dLogits: Matrix, probabilities: Matrix, dProbabilities: Matrix): void {
  checkSameShape('softmaxBackward', probabilities, dProbabilities);
  checkSameShape('softmaxBackward (result)', dLogits, probabilities);
  const [p, d] = [probabilities.data, dProbabilities.data];
  forEachRow(probabilities, (start, end) => {
    let weighted = 0;
    for (let k = start; k < end; k += 1) weighted += p[k] * d[k];
    for (let k = start; k < end; k += 1) dLogits.data[k] = p[k] * (d[k] - weighted);
  });
}

/** dLogits (B, V) from the gradient of the log-softmax: d - p (sum of d), with p = exp of the log-softmax. */
export function logSoftmaxBackward(dLogits: Matrix, logProbabilities: Matrix, dLogProbabilities: Matrix): void {
  checkSameShape('logSoftmaxBackward', logProbabilities, dLogProbabilities);
  checkSameShape('logSoftmaxBackward (result)', dLogits, logProbabilities);
  const d = dLogProbabilities.data;
  forEachRow(logProbabilities, (start, end) => {
    let sum = 0;
    for (let k = start; k < end; k += 1) sum += d[k];
    for (let k = start; k < end; k += 1) dLogits.data[k] = d[k] - exp(logProbabilities.data[k]) * sum;
  });
}

/** What a loss over classes may be told besides scores and targets. */
export interface ClassLossOptions {
  /** How much a row of each class counts, V numbers; 1 each when absent. */
  readonly classWeights?: ArrayLike<number> | undefined;
  /** From 0 to 1: this share of the target is spread evenly over all classes. 0 when absent. */
  readonly labelSmoothing?: number | undefined;
}

/**
 * Mean over the rows of -log softmax(logits)[target]. `targets` holds a class from 0 per row, or -1 for a row that does
 * not count. With `dLogits` given (B, V), writes the gradient there: (softmax - one-hot) / rows counted.
 * With class weights the mean is a weighted one. NaN when no row counts, as in PyTorch.
 */
export function softmaxCrossEntropy(
  logits: Matrix,
  targets: ArrayLike<number>,
  dLogits: Matrix | null = null,
  { classWeights, labelSmoothing = 0 }: ClassLossOptions = {},
): number {
  const counted = countedWeight('softmaxCrossEntropy', logits, targets, classWeights);
  const weightOf = (label: number) => classWeights?.[label] ?? 1;
  const classes = logits.columns;
  let loss = 0;
  dLogits?.data.fill(0);
  forEachRow(logits, (start, end, row) => {
    const target = targets[row];
    if (target === -1) return;
    const { largest, sum } = shiftedSum(logits, start, end);
    const logSum = log(sum);
    // The row's loss is -sum over classes of share * log p, its gradient p * (sum of shares) - share.
    let shares = 0;
    const addShare = (label: number, share: number) => {
      loss -= share * (logits.data[start + label] - largest - logSum);
      shares += share;
      if (dLogits) dLogits.data[start + label] -= share / counted;
    };
    addShare(target, weightOf(target) * (1 - labelSmoothing));
    if (labelSmoothing > 0) {
      for (let label = 0; label < classes; label += 1) addShare(label, (weightOf(label) * labelSmoothing) / classes);
    }
    if (!dLogits) return;
    for (let k = start; k < end; k += 1) {
      dLogits.data[k] += ((exp(logits.data[k] - largest) / sum) * shares) / counted;
    }
  });
  return loss / counted;
}

/**
 * Mean over the rows of -logProbabilities[target], targets and class weights as above: what is left of cross-entropy
 * when the logarithms are there already. With `dLogProbabilities` given (B, V), writes the gradient there.
 */
export function negativeLogLikelihood(
  logProbabilities: Matrix,
  targets: ArrayLike<number>,
  dLogProbabilities: Matrix | null = null,
  { classWeights }: Pick<ClassLossOptions, 'classWeights'> = {},
): number {
  const counted = countedWeight('negativeLogLikelihood', logProbabilities, targets, classWeights);
  let loss = 0;
  dLogProbabilities?.data.fill(0);
  forEachRow(logProbabilities, (start, _, row) => {
    const target = targets[row];
    if (target === -1) return;
    const weight = classWeights?.[target] ?? 1;
    loss -= weight * logProbabilities.data[start + target];
    if (dLogProbabilities) dLogProbabilities.data[start + target] = -weight / counted;
  });
  return loss / counted;
}

/** Mean over all entries of (output - target)^2; with `dOutput` given, writes 2 (output - target) / entries there. */
export function meanSquaredError(output: Matrix, target: Matrix, dOutput: Matrix | null = null): number {
  checkSameShape('meanSquaredError', output, target);
  const count = output.data.length;
  let sum = 0;
  for (let k = 0; k < count; k += 1) {
    const difference = output.data[k] - target.data[k];
    sum += difference * difference;
    if (dOutput) dOutput.data[k] = (2 * difference) / count;
  }
  return sum / count;
}

/**
 * -log softmax(logits)[target] of one row (1, V), small values to full precision too: for differences of a loss that is
 * nearly 0. `softmaxCrossEntropy` adds a far smaller sum to 1 first and keeps only what is left of it.
 */
export function surprise({ data }: Matrix, target: number): number {
  let lead = 0;
  for (const logit of data) lead = Math.max(lead, logit - data[target]);
  let others = 0;
  for (let k = 0; k < data.length; k += 1) if (k !== target) others += exp(data[k] - data[target] - lead);
  return lead === 0 ? log1p(others) : lead + log(others + exp(-lead));
}

/** How much the rows count together. Throws a sentence for targets that do not fit the scores. */
function countedWeight(
  loss: string,
  scores: Matrix,
  targets: ArrayLike<number>,
  classWeights: ArrayLike<number> | undefined,
): number {
  if (targets.length !== scores.rows) throw new Error(`${loss}: ${targets.length} targets for ${scores.rows} rows`);
  if (classWeights && classWeights.length !== scores.columns) {
    throw new Error(`${loss}: ${classWeights.length} class weights for ${scores.columns} classes`);
  }
  let counted = 0;
  for (let row = 0; row < scores.rows; row += 1) {
    const target = targets[row];
    if (target === -1) continue;
    if (!(target >= 0 && target < scores.columns)) {
      throw new Error(`${loss}: class ${target} in row ${row + 1}, but there are ${scores.columns}`);
    }
    counted += classWeights?.[target] ?? 1;
  }
  return counted;
}

function forEachRow(matrix: Matrix, visit: (start: number, end: number, row: number) => void): void {
  for (let row = 0; row < matrix.rows; row += 1) visit(row * matrix.columns, (row + 1) * matrix.columns, row);
}

/** The largest entry of a row and the sum of exp(entry - largest): at least 1, so its logarithm is safe. */
function shiftedSum({ data }: Matrix, start: number, end: number): { largest: number; sum: number } {
  let largest = -Infinity;
  for (let k = start; k < end; k += 1) if (!(data[k] <= largest)) largest = data[k];
  let sum = 0;
  for (let k = start; k < end; k += 1) sum += exp(data[k] - largest);
  return { largest, sum };
}
