/** What two runs side by side come to, in words. */

import { lossPlace } from '../cell-stepper/loss-options.ts';
import type { Stepper } from '../cell-stepper/model.ts';
import type { StepperTexts } from '../cell-stepper/texts.ts';
import { format, formatGradient, formatValue } from '../shared/numbers.ts';
import { differenceOf } from './difference.ts';
import type { PageTexts } from './texts.ts';

export function differenceInWords(one: Stepper, two: Stepper, texts: PageTexts, words: StepperTexts): string {
  const { asked, furthest, loss } = differenceOf(one, two);
  const kind = one.trained.answering === 'classes' ? 'Class' : 'Number';
  const said = ({ step, answer, said: [first, second] }: NonNullable<typeof asked>) => ({
    ...{ step, answer, one: formatValue(first), two: formatValue(second) },
  });
  const sentences = [
    asked ? format(texts[`difference.asked${kind}`], said(asked)) : texts['difference.notAsked'],
    furthest
      ? furthest.step === asked?.step
        ? texts['difference.furthestHere']
        : format(texts['difference.furthest'], said(furthest))
      : texts['difference.none'],
    loss
      ? format(texts['difference.loss'], {
          place: lossPlace(one, words),
          one: formatGradient(loss[0]),
          two: formatGradient(loss[1]),
        })
      : '',
  ];
  return sentences.filter((sentence) => sentence !== '').join(texts['difference.join']);
}
