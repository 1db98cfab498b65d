/** What the loss may look at: the answer of each step, where there is a right one. */
import { rightAnswer } from './loss.ts';
import type { Stepper } from './model.ts';

/** The right answer at a step (from 1); null before the first capital. */
export function answerAt({ trained, state }: Stepper, step: number): string | null {
  const answer = rightAnswer(trained, state.now.value.letters, step - 1);
  return answer === null ? null : (trained.answers[answer] ?? null);
}
