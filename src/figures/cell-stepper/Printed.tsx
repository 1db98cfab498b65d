/** A number in text, under the name of what it is, so that a reader or a test can look it up. */
import type { JSX } from 'preact';
import { formatChange, formatValue } from '../shared/numbers.ts';
import { untranslated } from '../shared/Words.tsx';

interface PrintedProps {
  readonly quantity: string;
  /** Unit and step count from 1. */
  readonly unit: number;
  readonly step: number;
  readonly value: number;
  /** Of the run with what is forced, unless said otherwise. */
  readonly run?: 'before' | 'change';
  readonly class?: string;
}

export function Printed({ quantity, unit, step, value, run, ...more }: PrintedProps): JSX.Element {
  const text = run === 'change' ? formatChange(value) : formatValue(value);
  const of = { 'data-quantity': quantity, 'data-unit': unit, 'data-step': step, 'data-run': run };
  return (
    <span key={text} class={more.class} {...of} {...untranslated}>
      {text}
    </span>
  );
}
