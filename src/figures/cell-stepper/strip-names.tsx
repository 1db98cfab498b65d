/** What a strip is called: the quantity's letter and word; on the way back its gradient's. */
import type { JSX } from 'preact';
import { untranslated } from '../shared/Words.tsx';
import type { StripKind } from './cells.ts';
import type { Stepper } from './model.ts';
import type { StepperTexts } from './texts.ts';

/** "f", and backwards "df" with an upright d; what the softmax answers from are the scores y. */
export function Letter({ stepper, strip }: { readonly stepper: Stepper; readonly strip: StripKind }): JSX.Element {
  const isBackward = stepper.isBackward.value;
  const letter = isBackward && strip.name === 'probability' ? 'y' : strip.letter;
  return (
    <i key={`${isBackward} ${letter}`} {...untranslated}>
      {isBackward && <span class="upright">d</span>}
      {letter}
    </i>
  );
}

export function stripWord(stepper: Stepper, texts: StepperTexts, { name }: StripKind): string {
  if (name === 'input') return texts.reads;
  return name === 'probability' && stepper.trained.answering === 'classes' && stepper.isBackward.value
    ? texts['strip.scores']
    : texts[`strip.${name}`];
}
