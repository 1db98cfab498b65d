/** What the reader put in other than by force, for the status: the last of it by name, and how much there is. */
import { format, formatValue } from '../../shared/numbers.ts';
import type { Stepper } from '../model.ts';
import type { StepperTexts } from '../texts.ts';
import { changedCells } from './sheet.ts';

export function weightSentences(stepper: Stepper, texts: StepperTexts): string[] {
  const changed = changedCells(stepper);
  const last = changed.findLast(({ page }) => page !== 'start') ?? changed.at(-1);
  if (!last) return [];
  const { name, now, was } = last.cell;
  const values = { name, value: formatValue(now), was: formatValue(was) };
  return [
    format(texts['status.weight'], values),
    ...(changed.length > 1 ? [format(texts['status.weights'], { count: changed.length })] : []),
  ];
}
