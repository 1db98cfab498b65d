/** The way back as a run: under the name of each quantity the gradient of the loss with respect to it. */
import type { Parameters } from '../../engine/parameters.ts';
import type { SumGradients } from '../../engine/sequence/contract.ts';
import { gradientOf, type Question } from './loss.ts';
import type { Run } from './network.ts';

/** `answer` holds the gradient of the readout y: the scores that a softmax makes it from, or the numbers themselves. */
export interface BackwardRun extends Run {
  /** The loss itself; null where no answer is right, and every gradient 0. */
  readonly loss: number | null;
  /** Of every parameter; null without a loss. And of the stacked sums of each step, up to the last that is asked about. */
  readonly parameters: Parameters | null;
  readonly sums: readonly SumGradients[];
  /** Of a step (from 0), what the loss itself asks of each unit's hidden state: 0 but at the steps it looks at. */
  seedAt(unit: number, step: number): number;
}

export function runBackward(forward: Run, question: Question | null): BackwardRun {
  const { steps, units } = forward;
  const { outputSize } = forward.trained.network.description;
  if (!question) {
    const answer = new Float64Array(steps * outputSize);
    const values = Object.fromEntries(
      Object.keys(forward.values).map((name) => [name, new Float64Array(steps * units)]),
    );
    const inputs = new Float64Array(forward.inputs.length);
    const none = { loss: null, parameters: null, sums: [], seedAt: () => 0 };
    return { ...forward, values, inputs, answer, initial: {}, ...none };
  }
  const { loss, parameters, quantities, inputs, initial, scores, seeds, sums } = gradientOf(question);
  const seedAt = (unit: number, step: number) => seeds[step * units + unit] ?? 0;
  return { ...forward, values: quantities, inputs, initial, answer: scores, loss, parameters, sums, seedAt };
}
