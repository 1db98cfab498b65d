/** The common numbers in the form that tfjs-model.ts takes, in a process or a page. */
import { LEARNING_RATE, productNumbers, recurrentNumbers } from '../numbers.ts';
import type { Work } from '../work.ts';
import type { PlainNumbers } from './tfjs-model.ts';

export function plainNumbers(work: Work): PlainNumbers {
  const { weights, inputs, targets } =
    work.kind === 'matmul' ? { weights: productNumbers(work), inputs: [], targets: [] } : recurrentNumbers(work);
  return {
    weights: weights.map((values) => [...values]),
    inputs: [...inputs],
    targets: [...targets],
    learningRate: LEARNING_RATE,
  };
}
