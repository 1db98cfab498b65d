/** One sequence that no training sees, what the network says to it, and whether that is right. */
import type { JSX } from 'preact';
import type { Insight } from '../../../experiments/insight.ts';
import { untranslated, Words } from '../../shared/Words.tsx';
import type { LabTexts } from '../types.ts';
import { answerWords } from './words.ts';

interface SequenceProps {
  readonly texts: LabTexts;
  readonly insight: Insight | null;
}

export function InsideSequence({ texts, insight }: SequenceProps): JSX.Element {
  if (!insight) return <p class="inside-sequence">{texts['inside.none']}</p>;
  const { answers } = insight;
  const isRight = answers.every((answer) => answer.isRight);
  return (
    <p class="inside-sequence" data-right={isRight ? '' : undefined}>
      <span class="inside-signs" {...untranslated}>
        <Words>{shortened(insight)}</Words>
      </span>{' '}
      <span class="inside-mark" aria-hidden="true">
        <Words>{isRight ? '✓' : '✗'}</Words>
      </span>{' '}
      <Words>{answerWords(texts, answers)}</Words>
    </p>
  );
}

/** The steps that matter with a neighbour or two, dots for the rest. */
function shortened({ signs, marked }: Insight): string {
  const isShown = (step: number) =>
    step < 2 || step >= signs.length - 2 || marked.some((mark) => Math.abs(mark - step) <= 1);
  return signs.map((sign, step) => (isShown(step) ? sign : isShown(step - 1) ? ' … ' : '')).join('');
}
