/** What a network answers: a bar per class, the right one in ink; for a number the one given beside the right one. */
import type { JSX } from 'preact';
import { formatValue } from '../shared/numbers.ts';
import { untranslated, Words } from '../shared/Words.tsx';
import type { TaskFacts } from './tasks.ts';
import type { CellReading, RaceTexts } from './types.ts';
import { answerLine } from './words.ts';

interface AnswerProps {
  readonly texts: RaceTexts;
  readonly facts: TaskFacts;
  /** Null while nothing has been read. */
  readonly reading: CellReading | null;
}

/** The largest sum of two numbers from 0 to 1. */
const largestSum = 2;

export function Answer({ texts, facts, reading }: AnswerProps): JSX.Element {
  const bars = barsOf(texts, facts, reading);
  return (
    <div class="race-answer">
      <ul class="race-bars">
        {bars.map(({ name, value, part, isRight }) => (
          <li key={name} data-right={isRight ? '' : undefined}>
            <span class="race-option" {...(facts.measure === 'loss' ? {} : untranslated)}>
              {name}
            </span>
            <span class="race-bar" aria-hidden="true">
              <span style={{ width: `${100 * Math.min(1, Math.max(0, part))}%` }} />
            </span>
            <span key={value} class="race-number" {...untranslated}>
              {value}
            </span>
          </li>
        ))}
      </ul>
      <p class="race-answer-line">
        <Words>{reading ? answerLine(texts, facts, reading) : '–'}</Words>
      </p>
    </div>
  );
}

interface Bar {
  readonly name: string;
  readonly value: string;
  /** Of the bar's length, from 0 to 1. */
  readonly part: number;
  readonly isRight: boolean;
}

function barsOf(texts: RaceTexts, facts: TaskFacts, reading: CellReading | null): Bar[] {
  const bar = (name: string, value: number | undefined, scale: number, isRight: boolean): Bar => ({
    name,
    value: value === undefined ? '–' : formatValue(value),
    part: (value ?? 0) / scale,
    isRight,
  });
  if (facts.measure === 'loss') {
    return [
      bar(texts['answer.given'], reading?.answer[0], largestSum, false),
      bar(texts['answer.right'], reading?.right, largestSum, true),
    ];
  }
  return facts.answers.map((name, k) => bar(name, reading?.answer[k], 1, k === reading?.right));
}
