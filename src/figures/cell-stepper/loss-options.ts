/** What the loss may look at: the answer of each step, where there is a right one; and where it looks, in words. */
import { format, formatValue } from '../shared/numbers.ts';
import type { Stepper } from './model.ts';
import type { StepperTexts } from './texts.ts';

/** What is right at a step (from 1), for people: "A", "T or P" as "T/P", "1.24"; null where nothing is. */
export function answerAt({ trained, sequence }: Stepper, step: number): string | null {
  const target = sequence.value.targets[step - 1];
  if (!target) return null;
  if (target.kind === 'numbers') return target.numbers.map((number) => formatValue(number)).join(' ');
  return target.classes.map((right) => trained.answers[right] ?? '').join('/');
}

/** "step 16", "steps 3, 9-12": where the loss looks. */
export function lossPlace(stepper: Stepper, texts: StepperTexts): string {
  const steps = stepper.asked.value?.map(({ step }) => step + 1) ?? stepper.lossSteps.value;
  return format(texts[steps.length > 1 ? 'loss.atSeveral' : 'loss.at'], { step: stepList(steps, texts) });
}

/** Steps that follow each other as one range. */
function stepList(steps: readonly number[], texts: StepperTexts): string {
  const ranges: [number, number][] = [];
  for (const step of steps) {
    const last = ranges.at(-1);
    if (last && last[1] === step - 1) last[1] = step;
    else ranges.push([step, step]);
  }
  return ranges.map(([first, last]) => (first === last ? `${first}` : `${first}–${last}`)).join(texts['loss.comma']);
}
