/** The way back as a run: under the name of each quantity the gradient of the loss with respect to it. */
import { gradientOf, type Question } from './loss.ts';
import type { Run } from './network.ts';

/** `answer` holds the gradient of the readout y: the scores that a softmax makes it from, or the numbers themselves. */
export interface BackwardRun extends Run {
  /** The loss itself; null where no answer is right, and every gradient 0. */
  readonly loss: number | null;
  /** Of a step (from 0), what the loss itself asks of each unit's hidden state: all 0 but at the step it looks at. */
  seedAt(unit: number, step: number): number;
}

export function runBackward(forward: Run, question: Question | null): BackwardRun {
  const { steps, units } = forward;
  const { outputSize } = forward.trained.network.description;
  const answer = new Float64Array(steps * outputSize);
  if (!question) {
    const values = Object.fromEntries(
      Object.keys(forward.values).map((name) => [name, new Float64Array(steps * units)]),
    );
    const inputs = new Float64Array(forward.inputs.length);
    return { ...forward, values, inputs, answer, initial: {}, loss: null, seedAt: () => 0 };
  }
  const { loss, quantities, inputs, initial, scores, seed } = gradientOf(question);
  answer.set(scores, question.step * outputSize);
  const seedAt = (unit: number, step: number) => (step === question.step ? (seed[unit] ?? 0) : 0);
  return { ...forward, values: quantities, inputs, initial, answer, loss, seedAt };
}
