/** Every sentence the figure of the 1997 network says, made from the training on screen and from nothing else. */
import { originalPlan } from '../../worker/original-plan.ts';
import { errorText } from '../shared/error-text.ts';
import { format, formatNumber, formatValue } from '../shared/numbers.ts';
import type { ErrorTexts } from '../shared/texts.ts';
import type { OriginalModel, OriginalStatus } from './model.ts';
import type { Course, OriginalTexts } from './types.ts';

const { mostSequences, testSequences, rightInARow, meanError, weights, reported } = originalPlan;

/** The paper's numbers and ours, for every template. */
const plan = {
  most: formatNumber(mostSequences),
  test: formatNumber(testSequences),
  row: formatNumber(rightInARow),
  error: String(meanError),
  weights,
  reported: formatNumber(reported.sequences),
  reportedWrong: reported.wrong,
};

export function titleOf(texts: OriginalTexts, status: OriginalStatus, course: Course): string {
  const { learnedAt, sequences } = course;
  if (learnedAt !== null) return format(texts['title.learned'], { n: formatNumber(learnedAt) });
  if (sequences === mostSequences) return format(texts['title.unlearned'], plan);
  return status === 'running' || status === 'waiting' ? texts['title.running'] : texts.title;
}

export function instruction(texts: OriginalTexts): string {
  return format(texts.instruction, plan);
}

/** What it came to, or how far it is. */
export function verdict(texts: OriginalTexts, { seed, sequences, learnedAt, tested, wrong }: Course): string {
  const isTested = tested === testSequences;
  const values = {
    ...plan,
    seed,
    n: formatNumber(sequences),
    wrong: formatNumber(wrong),
    tested: formatNumber(tested),
  };
  if (learnedAt !== null) return format(texts[isTested ? 'verdict.learned' : 'verdict.testing'], values);
  if (sequences === mostSequences) return format(texts[isTested ? 'verdict.unlearned' : 'verdict.givenUp'], values);
  return format(texts[sequences === 0 ? 'verdict.none' : 'verdict.open'], values);
}

export function statusLine(texts: OriginalTexts, errors: ErrorTexts, model: OriginalModel): string {
  const status = model.status.value;
  const failure = model.failure.value;
  if (status === 'failed') return failure ? errorText(errors, failure.code, failure.values) : '';
  const { sequences } = model.course.value;
  return format(texts[`status.${status}`], {
    ...plan,
    n: formatNumber(sequences),
    time: timeOf(texts, model.elapsedMs.value),
  });
}

/** The four numbers beside the curve. */
export function readouts(texts: OriginalTexts, course: Course, elapsedMs: number) {
  const error = course.errors.at(-1);
  const last = error === undefined ? '–' : formatValue(error, 3);
  const time = elapsedMs > 0 ? timeOf(texts, elapsedMs) : '–';
  return [
    { name: 'sequences', label: texts['readout.sequences'], value: formatNumber(course.sequences), most: null },
    { name: 'error', label: texts['readout.error'], value: last, most: null },
    // The paper's rule, and so the only one with an end.
    {
      name: 'row',
      label: format(texts['readout.row'], plan),
      value: formatNumber(course.rightInARow),
      most: rightInARow,
    },
    { name: 'time', label: texts['readout.time'], value: time, most: null },
  ] as const;
}

/** The curve in words, for whoever does not see it. */
export function chartLabel(texts: OriginalTexts, { errors, sequences }: Course): string {
  const [first, last] = [errors[0], errors.at(-1)];
  if (first === undefined || last === undefined) return texts['chart.empty'];
  return format(texts.chart, { from: formatValue(first, 3), to: formatValue(last, 3), n: formatNumber(sequences) });
}

export function chartWords(texts: OriginalTexts, course: Course) {
  return {
    rule: format(texts['chart.rule'], plan),
    reported: format(texts['chart.reported'], plan),
    empty: course.errors.length === 0 ? texts['chart.empty'] : '',
  };
}

function timeOf(texts: OriginalTexts, ms: number): string {
  return format(texts.seconds, { n: formatValue(ms / 1000, 1) });
}
