/** How far an answer is from what is right: surprise at a class, or squared error of numbers. Of one step, one row. */
import { meanSquaredError, softmaxCrossEntropy, surprise } from '../../engine/losses.ts';
import { createMatrix, type Matrix } from '../../engine/matrix.ts';
import type { Target } from '../../tasks/stepped.ts';

/**
 * The loss of the readout (1, O), and where `dLogits` is given its gradient. Where several classes are right it is the
 * mean over them: what to expect where each comes equally often.
 */
export function answerLoss(output: Matrix, target: Target, dOutput: Matrix | null = null): number {
  if (target.kind === 'numbers') return meanSquaredError(output, rowOf(target.numbers), dOutput);
  const [only = -1, ...others] = target.classes;
  if (others.length === 0) return softmaxCrossEntropy(output, [only], dOutput);
  const one = createMatrix(1, output.columns);
  let loss = 0;
  dOutput?.data.fill(0);
  for (const right of target.classes) {
    loss += softmaxCrossEntropy(output, [right], one) / target.classes.length;
    dOutput?.data.forEach((sum, k) => {
      dOutput.data[k] = sum + (one.data[k] ?? 0) / target.classes.length;
    });
  }
  return loss;
}

/** The same number, small ones to full precision too: for differences of a loss that is nearly 0. */
export function preciseLoss(output: Matrix, target: Target): number {
  if (target.kind === 'numbers') return answerLoss(output, target);
  return target.classes.reduce((sum, right) => sum + surprise(output, right), 0) / target.classes.length;
}

function rowOf(numbers: readonly number[]): Matrix {
  const row = createMatrix(1, numbers.length);
  row.data.set(numbers);
  return row;
}
