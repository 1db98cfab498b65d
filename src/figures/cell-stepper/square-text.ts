/** A square in words: "Forget gate, unit 2, step 6: 0.96". */
import { format, formatGradient, formatValue } from '../shared/numbers.ts';
import { channelAt, readAt } from './asked-sentence.ts';
import type { Square } from './light.ts';
import type { Stepper } from './model.ts';
import { type Run, valueAt } from './network.ts';
import type { StepperTexts } from './texts.ts';

export function squareText(stepper: Stepper, texts: StepperTexts, run: Run, square: Square): string {
  const { trained, isBackward } = stepper;
  const { row, unit, step } = square;
  if (row === 'input') {
    if (trained.reading.kind === 'letters') {
      return format(texts['square.input'], { step, letter: readAt(stepper, step) });
    }
    const number = valueAt(run, row, unit - 1, step - 1);
    const value = isBackward.value ? formatGradient(number) : formatValue(number);
    return format(texts[isBackward.value ? 'square.channelGradient' : 'square.channel'], {
      ...{ channel: channelAt(stepper, unit), step, value },
    });
  }
  const number = valueAt(run, row, unit - 1, step - 1);
  if (isBackward.value) {
    const name = row === 'probability' ? texts['name.scores'] : texts[`name.${row}`];
    return format(texts['square.gradient'], { quantity: name, unit, step, value: formatGradient(number) });
  }
  const value = formatValue(number);
  if (row === 'probability') {
    const template = trained.answering === 'classes' ? texts['square.answer'] : texts['square.said'];
    return format(template, { quantity: trained.answers[unit - 1] ?? '', step, value });
  }
  return format(texts['square.value'], { quantity: texts[`name.${row}`], unit, step, value });
}
