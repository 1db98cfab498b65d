/** What is read and what is asked at a step, in words: for every task but the one whose course `reading.ts` follows. */
import { differs, format, formatValue } from '../shared/numbers.ts';
import { answerAt } from './loss-options.ts';
import type { Stepper } from './model.ts';
import { type Run, signOf, valueAt } from './network.ts';
import { namesWhatItRead } from './reading.ts';
import type { StepperTexts } from './texts.ts';

/** "B", or "x = 0.73, m = 1.00": what is read at a step (from 1). */
export function readAt({ trained, sequence, after }: Stepper, step: number): string {
  if (trained.reading.kind === 'letters') return signOf(sequence.value.letters.charAt(step - 1));
  return trained.reading.channels
    .map((sign, channel) => `${sign} = ${formatValue(valueAt(after.value, 'input', channel, step - 1))}`)
    .join(', ');
}

/** The sign of a channel (from 1). */
export function channelAt({ trained }: Stepper, channel: number): string {
  return trained.reading.kind === 'numbers' ? (trained.reading.channels[channel - 1] ?? '') : '';
}

/** Why there is no loss at the step it would look at. */
export function noLoss(stepper: Stepper, texts: StepperTexts): string {
  const step = stepper.state.now.value.lossStep;
  return format(texts[namesWhatItRead(stepper) ? 'check.noLoss' : 'check.notAsked'], { step });
}

/** What is right here, or at the next step that asks, and what the network makes of it. */
export function askedSentences(stepper: Stepper, texts: StepperTexts): string[] {
  const { step } = stepper.state.now.value;
  const { targets } = stepper.sequence.value;
  const asked = targets.findIndex((target, k) => k >= step - 1 && target !== null) + 1;
  if (asked === 0)
    return [texts[targets.every((target) => target === null) ? 'status.nothingRight' : 'status.askedNoMore']];
  const [value, was] = [saidAt(stepper, stepper.after.value, asked), saidAt(stepper, stepper.before.value, asked)];
  const isHere = asked === step;
  const kind = stepper.trained.answering === 'classes' ? 'Class' : 'Number';
  const values = {
    ...{ step: asked, answer: answerAt(stepper, asked) ?? '' },
    ...{ value: formatValue(value), was: formatValue(was) },
  };
  return [
    isHere ? '' : texts['status.notAsked'],
    format(texts[`status.${isHere ? 'asked' : 'later'}${kind}`], values),
    differs(value, was) ? format(texts['status.saidWas'], values) : '',
  ];
}

/** The probability of all that is right there together, or the first number answered. */
export function saidAt({ trained, sequence }: Stepper, run: Run, step: number): number {
  const target = sequence.value.targets[step - 1];
  if (trained.answering === 'numbers' || target?.kind !== 'classes') return valueAt(run, 'probability', 0, step - 1);
  return target.classes.reduce((sum, right) => sum + valueAt(run, 'probability', right, step - 1), 0);
}
