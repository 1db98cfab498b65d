/** The way back as a run: under the name of each quantity the gradient of the loss with respect to it. */
import { gradientOf, type Question } from './loss.ts';
import type { Run, TrainedNetwork } from './network.ts';

/** `probability` holds the gradient of the scores y that the softmax makes it from. */
export interface BackwardRun extends Run {
  /** The loss itself; null where no answer is right, and every gradient 0. */
  readonly loss: number | null;
  /** Of a step (from 0), what the loss itself asks of each unit's hidden state: all 0 but at the step it looks at. */
  seedAt(unit: number, step: number): number;
}

export function runBackward(trained: TrainedNetwork, forward: Run, question: Question | null): BackwardRun {
  const { steps, units } = forward;
  const { outputSize } = trained.network.description;
  const probability = new Float64Array(steps * outputSize);
  if (!question) {
    const values = Object.fromEntries(
      Object.keys(forward.values).map((name) => [name, new Float64Array(steps * units)]),
    );
    return { steps, units, values, probability, loss: null, seedAt: () => 0 };
  }
  const { loss, quantities, scores, seed } = gradientOf(trained, question);
  probability.set(scores, question.step * outputSize);
  const seedAt = (unit: number, step: number) => (step === question.step ? (seed[unit] ?? 0) : 0);
  return { steps, units, values: quantities, probability, loss, seedAt };
}
