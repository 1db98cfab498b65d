/** The status on the way back: the gradient on view, what holds it up, and the loss that it is of. */
import { format, formatGradient, formatValue } from '../shared/numbers.ts';
import { channelAt, noLoss } from './asked-sentence.ts';
import type { Forced } from './forced.ts';
import { answerAt, lossPlace } from './loss-options.ts';
import type { Stepper } from './model.ts';
import { valueAt } from './network.ts';
import type { StepperTexts } from './texts.ts';

export function backwardSentences(stepper: Stepper, texts: StepperTexts): string[] {
  const { step } = stepper.state.now.value;
  const { before, after, shown } = stepper.backward;
  const begin = format(texts['status.backStep'], { step, steps: stepper.steps });
  const asked = stepper.asked.value;
  if (!asked || shown.value.loss === null) return [begin, noLoss(stepper, texts)];
  const [now, was] = [after.value.loss ?? 0, before.value.loss ?? 0].map(formatGradient) as [string, string];
  const last = (asked.at(-1)?.step ?? 0) + 1;
  const place = { step: last, answer: answerAt(stepper, last) ?? '', n: asked.length, at: lossPlace(stepper, texts) };
  const [same, changed] =
    asked.length > 1
      ? (['status.losses', 'status.lossesChanged'] as const)
      : (['status.loss', 'status.lossChanged'] as const);
  return [
    begin,
    ...(step > last ? [format(texts['status.afterLoss'], place)] : selection(stepper, texts)),
    format(texts[now === was ? same : changed], { ...place, loss: now, was }),
  ];
}

/** "Forget gate of unit 2: gradient −3.1 × 10⁻⁴, was 2.0 × 10⁻⁴." */
function selection(stepper: Stepper, texts: StepperTexts): string[] {
  const { row, unit, answer, channel, step } = stepper.state.now.value;
  if (row === 'input' && stepper.trained.reading.kind === 'letters') return [];
  const isScore = row === 'probability';
  const place = isScore ? answer : row === 'input' ? channel : unit;
  const at = (run: 'before' | 'after') =>
    formatGradient(valueAt(stepper.backward[run].value, row, place - 1, step - 1));
  const [value, was] = [at('after'), at('before')];
  const names = isScore
    ? format(texts['status.score'], { answer: stepper.trained.answers[answer - 1] ?? '' })
    : row === 'input'
      ? format(texts['status.channel'], { channel: channelAt(stepper, channel) })
      : format(texts['status.quantity'], { quantity: texts[`name.${row}`], unit });
  const template = value === was ? texts['status.gradient'] : texts['status.gradientChanged'];
  const held = stepper.forcedAt(row, unit, step);
  return [
    format(template, { place: names, value, was }),
    ...(held?.isOn && !isScore ? [heldSentence(held, step, texts)] : []),
  ];
}

const heldBy = { set: 'status.held', scale: 'status.held.scale', freeze: 'status.held.freeze' } as const;

/** What becomes of the gradient of a quantity that is forced. */
function heldSentence({ kind, value }: Forced, step: number, texts: StepperTexts): string {
  const template = texts[heldBy[kind]];
  return format(template, { value: formatValue(value), before: step - 1 });
}
