/** A number in text, under the name of what it is, so that a reader or a test can look it up. */
import type { JSX } from 'preact';
import { formatChange, formatGradient, formatValue } from '../shared/numbers.ts';
import { untranslated } from '../shared/Words.tsx';
import { useWritten } from '../shared/written.ts';

interface PrintedProps {
  readonly quantity: string;
  /** Unit and step count from 1. */
  readonly unit: number;
  readonly step: number;
  readonly value: number;
  /** Of the run with what is forced, unless said otherwise. */
  readonly run?: 'before' | 'change';
  /** The gradient of the loss with respect to it. */
  readonly isGradient?: boolean | undefined;
  readonly class?: string;
}

export function Printed({ quantity, unit, step, value, run, isGradient, ...more }: PrintedProps): JSX.Element {
  const sign = run === 'change' && value > 0 ? '+' : '';
  const text = isGradient ? sign + formatGradient(value) : run === 'change' ? formatChange(value) : formatValue(value);
  const of = {
    [isGradient ? 'data-gradient' : 'data-quantity']: quantity,
    ...{ 'data-unit': unit, 'data-step': step, 'data-run': run },
  };
  return <span class={more.class} {...of} {...untranslated} {...useWritten<HTMLSpanElement>(text)} />;
}
