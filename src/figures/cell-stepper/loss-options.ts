/** What the loss may look at: the answer of each step, where there is a right one. */
import { formatValue } from '../shared/numbers.ts';
import type { Stepper } from './model.ts';

/** What is right at a step (from 1), for people: "A", "T or P" as "T/P", "1.24"; null where nothing is. */
export function answerAt({ trained, sequence }: Stepper, step: number): string | null {
  const target = sequence.value.targets[step - 1];
  if (!target) return null;
  if (target.kind === 'numbers') return target.numbers.map(formatValue).join(' ');
  return target.classes.map((right) => trained.answers[right] ?? '').join('/');
}
