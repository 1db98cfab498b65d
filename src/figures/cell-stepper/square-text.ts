/** A square in words: "Forget gate, unit 2, step 6: 0.96". */
import { format, formatValue } from '../shared/numbers.ts';
import type { Square } from './light.ts';
import type { Stepper } from './model.ts';
import { type Run, valueAt } from './network.ts';
import type { StepperTexts } from './texts.ts';

export function squareText({ trained, state }: Stepper, texts: StepperTexts, run: Run, square: Square): string {
  const { row, unit, step } = square;
  if (row === 'input') {
    return format(texts['square.input'], { step, letter: state.now.value.letters.charAt(step - 1) });
  }
  const value = formatValue(valueAt(run, row, unit - 1, step - 1));
  if (row === 'probability') {
    return format(texts['square.answer'], { quantity: trained.answers[unit - 1] ?? '', step, value });
  }
  return format(texts['square.value'], { quantity: texts[`name.${row}`], unit, step, value });
}
