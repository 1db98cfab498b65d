/** Over the strips: the steps, the letters read, the names of the columns of numbers. */
import { useComputed } from '@preact/signals';
import type { ComponentChildren, ComponentType, JSX } from 'preact';
import { untranslated } from '../shared/Words.tsx';
import { useWritten } from '../shared/written.ts';
import type { Stepper } from './model.ts';
import { TracedSquares } from './opened/TracedSquares.tsx';
import type { StepperTexts } from './texts.ts';
import type { StepWindow } from './window.ts';

interface StripHeadProps {
  readonly stepper: Stepper;
  readonly texts: StepperTexts;
  readonly editor: ComponentChildren;
}

export function StripHead({ stepper, texts, editor }: StripHeadProps): JSX.Element {
  const isGradient = stepper.isBackward.value;
  const isChange = useComputed(() => stepper.state.now.value.view === 'change').value;
  return (
    <div class="stepper-head">
      <span class="stepper-head-label">{texts.step}</span>
      <Columns stepper={stepper} kind="stepper-step-numbers" of={StepNumber} />
      {stepper.trained.reading.kind === 'letters' && (
        <>
          <span class="stepper-head-label">{texts.reads}</span>
          <span class="stepper-letters" data-row="input">
            <Columns stepper={stepper} kind="stepper-letters-read" of={LetterRead} />
            <TracedSquares stepper={stepper} row="input" />
            <Chosen stepper={stepper} editor={editor} />
          </span>
        </>
      )}
      <span class="stepper-number-heads">
        <b>{texts.now}</b>
        {!(isGradient && isChange) && <span>{texts.wasHead}</span>}
        {(!isGradient || isChange) && <span>{texts.change}</span>}
      </span>
    </div>
  );
}

interface ColumnProps {
  readonly stepper: Stepper;
  /** From 1. */
  readonly step: number;
}

interface ColumnsProps {
  readonly stepper: Stepper;
  readonly kind: string;
  readonly of: ComponentType<ColumnProps>;
}

/**
 * Something over each column. More stand there than are on view, two windows of them, so that most steps only shift
 * them: no text changes its place in the page.
 */
function Columns({ stepper, kind, of: Column }: ColumnsProps): JSX.Element {
  const columns = useComputed(() => stepper.window.value.columns).value;
  const first = useComputed(() => firstDrawn(stepper.window.value)).value;
  const shift = useComputed(() => stepper.window.value.start - firstDrawn(stepper.window.value)).value;
  const count = Math.min(2 * columns, stepper.steps - first);
  return (
    <span class={`stepper-columns-view ${kind}`} {...untranslated}>
      <span class="stepper-columns" style={{ '--drawn': count, translate: `calc(var(--pitch) * ${-shift})` }}>
        {Array.from({ length: count }, (_, k) => (
          <Column key={first + k + 1} stepper={stepper} step={first + k + 1} />
        ))}
      </span>
    </span>
  );
}

function firstDrawn({ start, columns }: StepWindow): number {
  return Math.floor(start / columns) * columns;
}

function StepNumber({ stepper, step: t }: ColumnProps): JSX.Element {
  const now = useComputed(() => {
    const distance = Math.abs(t - stepper.state.now.value.step);
    const { start, columns } = stepper.window.value;
    // A number is wider than its column: one just outside would look in.
    if (t <= start || t > start + columns) return 'empty';
    return distance === 0 ? 'now' : distance > 1 && (t === 1 || t % 4 === 0) ? 'numbered' : 'empty';
  }).value;
  const written = useWritten<HTMLSpanElement>(now === 'empty' ? '' : `${t}`);
  return <span class={now === 'now' ? 'is-now' : undefined} {...written} />;
}

function LetterRead({ stepper, step }: ColumnProps): JSX.Element {
  const letter = useComputed(() => stepper.state.now.value.letters.charAt(step - 1)).value;
  const written = useWritten<HTMLSpanElement>(letter);
  const { reading } = stepper.trained;
  const isMarked = reading.kind === 'letters' && reading.marked.includes(letter);
  return <span class={isMarked ? 'is-marked' : undefined} data-letter-step={step} {...written} />;
}

function Chosen({ stepper, editor }: Omit<StripHeadProps, 'texts'>): JSX.Element | null {
  const { row, step } = stepper.state.now.value;
  if (row !== 'input') return null;
  return (
    <>
      <span class="stepper-selection" style={{ '--row-at': 0, '--step': step - stepper.window.value.start }} />
      {editor}
    </>
  );
}
