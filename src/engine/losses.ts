/**
 * Losses: a number to make small, and its gradient with respect to the outputs.
 *
 * Letters: B batch, V classes. Values and gradients as in PyTorch with reduction 'mean'.
 */

import { exp, log } from './elementary.ts';
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

/**
 * Mean over the rows of -log softmax(logits)[target]. `targets` holds a class from 0 per row, or -1 for a row that does
 * not count. With `dLogits` given (B, V), writes the gradient there: (softmax - one-hot) / rows counted.
 * NaN when no row counts, as in PyTorch.
 */
export function softmaxCrossEntropy(logits: Matrix, targets: ArrayLike<number>, dLogits: Matrix | null = null): number {
  if (targets.length !== logits.rows) {
    throw new Error(`softmaxCrossEntropy: ${targets.length} targets for ${logits.rows} rows`);
  }
  let counted = 0;
  for (let row = 0; row < logits.rows; row += 1) if (targets[row] !== -1) counted += 1;
  let loss = 0;
  dLogits?.data.fill(0);
  forEachRow(logits, (start, end, row) => {
    const target = targets[row];
    if (target === -1) return;
    if (!(target >= 0 && target < logits.columns)) {
      throw new Error(`softmaxCrossEntropy: class ${target} in row ${row + 1}, but there are ${logits.columns}`);
    }
    const { largest, sum } = shiftedSum(logits, start, end);
    loss -= logits.data[start + target] - largest - log(sum);
    if (!dLogits) return;
    for (let k = start; k < end; k += 1) dLogits.data[k] = exp(logits.data[k] - largest) / sum / counted;
    dLogits.data[start + target] -= 1 / counted;
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
