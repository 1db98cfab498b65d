/** A number in text, under the name of what it is, so that a reader or a test can look it up. */
import type { JSX } from 'preact';
import { formatChange, formatValue } from '../shared/numbers.ts';

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
  return (
    <span class={more.class} data-quantity={quantity} data-unit={unit} data-step={step} data-run={run}>
      {run === 'change' ? formatChange(value) : formatValue(value)}
    </span>
  );
}
