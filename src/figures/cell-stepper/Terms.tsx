/**
 * The terms of one equation, or of one paragraph, by keys: a list over them that is one tab stop, whose current term is
 * lit like one under the pointer. What KaTeX draws is hidden from screen readers, so the list says in words what is
 * current; only that one is an element.
 */
import type { JSX, TargetedKeyboardEvent } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { format } from '../shared/numbers.ts';
import { Words } from '../shared/Words.tsx';
import { rowOf, type Square } from './light.ts';
import type { Stepper } from './model.ts';
import { squareText } from './square-text.ts';
import type { RowName } from './state.ts';
import { nameOf, type TermGroup } from './term-groups.ts';
import type { StepperTexts } from './texts.ts';

export interface TermsHost {
  /** Goes on in the drawing, at a term's square. */
  open(square: Square): void;
  showKeys(): void;
}

interface TermsProps {
  /** Unique on the page. */
  readonly id: string;
  readonly stepper: Stepper;
  readonly texts: StepperTexts;
  readonly group: TermGroup;
  readonly host: TermsHost;
}

export function Terms({ id, stepper, texts, group, host }: TermsProps): JSX.Element {
  const { terms, equation } = group;
  const [at, setAt] = useState(0);
  const [isLit, setLit] = useState(false);
  const current = terms[at];
  // Only the list that has the focus follows the figure from step to step.
  const square = isLit && current ? stepper.light.squareOf(nameOf(current)) : null;

  useEffect(() => {
    if (!isLit || !current) return undefined;
    stepper.light.focused.value = nameOf(current);
    current.toggleAttribute('data-current', true);
    return () => {
      stepper.light.focused.value = null;
      current.toggleAttribute('data-current', false);
    };
  }, [stepper, current, isLit]);

  const move = (to: number) => {
    if (isLit) setAt(Math.min(terms.length - 1, Math.max(0, to)));
    setLit(true);
  };
  const onKeyDown = (event: TargetedKeyboardEvent<HTMLElement>) => {
    const { key } = event;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (key === '?') host.showKeys();
    else if (event.shiftKey) return;
    else if (key === 'ArrowRight') move(at + 1);
    else if (key === 'ArrowLeft') move(at - 1);
    else if (key === 'Home') move(0);
    else if (key === 'End') move(terms.length - 1);
    else if (key === 'Enter' && square) host.open(square);
    else if (key === 'Escape' && isLit) setLit(false);
    else return;
    event.preventDefault();
  };

  const optionId = `${id}-${at + 1}`;
  const text = square ? squareText(stepper, texts, stepper.drawn.value.shown, square) : nameIn(texts, current);
  const option = {
    role: 'option',
    'aria-selected': isLit,
    'aria-posinset': at + 1,
    'aria-setsize': terms.length,
  } as const;
  return (
    <span
      class="terms"
      role="listbox"
      tabIndex={0}
      aria-label={equation === null ? texts['terms.paragraph'] : format(texts['terms.equation'], { equation })}
      aria-orientation="horizontal"
      aria-activedescendant={isLit ? optionId : undefined}
      onFocus={() => setLit(true)}
      onBlur={() => setLit(false)}
      onKeyDown={onKeyDown}
    >
      <span key={optionId} id={optionId} class="visually-hidden" {...option}>
        <Words>{text}</Words>
      </span>
    </span>
  );
}

function nameIn(texts: StepperTexts, term: HTMLElement | undefined): string {
  const row = rowOf(term ? nameOf(term) : '') as RowName;
  return row === 'input' ? texts.reads : texts[`strip.${row}`];
}
