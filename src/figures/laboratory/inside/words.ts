/** What the look inside says, from what was looked at and nothing else. */
import type { Answered, GateActivity } from '../../../experiments/insight.ts';
import type { FreshStatus } from '../../shared/fresh.ts';
import { format, formatNumber, formatShare, formatValue } from '../../shared/numbers.ts';
import type { LabTexts, Row } from '../types.ts';
import type { InsideCell } from './model.ts';

/** Whether what is shown learns, rests, is done, or has not been trained here; and what the reader may do. */
export function insideStatus(
  texts: LabTexts,
  cells: readonly InsideCell[],
  { status, row, seed }: { status: FreshStatus | null; row: Pick<Row, 'status'> | null; seed: number },
): string {
  const isTrained = cells.some(({ at }) => at > 0);
  if (isTrained && status === null) return format(texts['inside.kept'], { seed });
  if (isTrained && status !== null) return format(texts[`inside.${status}`], { seed });
  return format(texts[row?.status === 'shipped' ? 'inside.shipped' : 'inside.untrained'], { seed });
}

export function updatesOf(texts: LabTexts, { at }: InsideCell): string {
  return at === 0 ? texts['inside.at.none'] : format(texts['inside.at'], { n: formatNumber(at) });
}

/** The gradient in words: at the first step and halfway. */
export function gradientWords(texts: LabTexts, { insight }: InsideCell): string {
  if (!insight) return texts['inside.none'];
  const { gradient, steps } = insight;
  const middle = Math.floor(steps / 2);
  return format(texts['inside.gradient.words'], {
    first: formatShare(gradient[0] ?? Number.NaN),
    middle: formatShare(gradient[middle - 1] ?? Number.NaN),
    step: middle,
  });
}

/** A gate in words: its mean over all steps, and from where to where the means of the steps go. */
export function gateWords(texts: LabTexts, gate: GateActivity): string {
  return format(texts['inside.gate.words'], {
    gate: texts[`inside.gate.${gate.name}`],
    mean: formatValue(meanOf(gate.mean)),
    least: formatValue(Math.min(...gate.mean)),
    most: formatValue(Math.max(...gate.mean)),
  });
}

export function meanOf(values: ArrayLike<number>): number {
  let sum = 0;
  for (let k = 0; k < values.length; k += 1) sum += values[k] ?? 0;
  return sum / values.length;
}

/** "says B (0.97), right" or "says C (0.31), wrong: it was B"; of many answers, how many were right. */
export function answerWords(texts: LabTexts, answers: readonly Answered[]): string {
  const [only] = answers;
  if (!only) return '';
  if (answers.length > 1) {
    return format(texts['inside.answers'], { n: answers.filter(({ isRight }) => isRight).length, of: answers.length });
  }
  const { said, right, value, rightValue, isRight } = only;
  const word = isRight ? 'right' : 'wrong';
  if (said === null) {
    return format(texts[`inside.number.${word}`], { said: formatValue(value), right: formatValue(rightValue) });
  }
  return format(texts[`inside.answer.${word}`], { said, right: right ?? '', value: formatValue(value) });
}
