/** Words and numbers in a cell diagram. */
import type { JSX } from 'preact';
import { formatValue } from '../shared/numbers.ts';
import { useWritten } from '../shared/written.ts';
import type { Colour } from './cells.ts';
import type { Reading } from './readings.ts';

/** A number in its place, under the name of what it is. */
function Num({ of, isBold }: { of: Reading; isBold?: boolean | undefined }): JSX.Element {
  return (
    <tspan
      class={isBold ? 'cell-number cell-number-bold' : 'cell-number'}
      data-quantity={of.quantity}
      data-unit={of.unit}
      data-step={of.step}
      {...useWritten<SVGTSpanElement>(formatValue(of.value))}
    />
  );
}

interface LabelProps {
  readonly x: number;
  readonly y: number;
  readonly colour: Colour;
  /** Italic letters before the number. */
  readonly letter: string;
  readonly of?: Reading;
  readonly subscript?: string | number;
  readonly anchor?: 'start' | 'end';
  readonly isBold?: boolean;
  /** Upright signs before the letter: "1 − z". */
  readonly before?: string;
}

/** "f 0.96", "c₆". */
export function Label({
  x,
  y,
  colour,
  letter,
  of,
  subscript,
  anchor = 'start',
  isBold = true,
  before,
}: LabelProps): JSX.Element {
  return (
    <text x={x} y={y} class="cell-label" text-anchor={anchor} style={{ '--colour': `var(--${colour})` }}>
      {before !== undefined && <tspan class="cell-number cell-number-bold">{before}</tspan>}
      <tspan class="cell-letter">{letter}</tspan>
      {subscript !== undefined && <Subscript text={`${subscript}`} />}
      {of && (
        <tspan dx="6" dy={subscript === undefined ? 0 : -3}>
          <Num of={of} isBold={isBold} />
        </tspan>
      )}
    </text>
  );
}

function Subscript({ text }: { readonly text: string }): JSX.Element {
  return <tspan class="cell-subscript" dy="3" {...useWritten<SVGTSpanElement>(text)} />;
}

/** A number alone, under a square or on a wire. */
export function Plain({
  x,
  y,
  colour,
  of,
  anchor = 'middle',
}: {
  readonly x: number;
  readonly y: number;
  readonly colour: Colour;
  readonly of: Reading;
  readonly anchor?: 'start' | 'middle' | 'end';
}): JSX.Element {
  return (
    <text x={x} y={y} class="cell-label" text-anchor={anchor} style={{ '--colour': `var(--${colour})` }}>
      <Num of={of} isBold />
    </text>
  );
}

/** What the value was, in words from the dictionary: "was 0.96". Nothing where it did not change. */
export function Was({
  x,
  y,
  of,
  words,
  anchor = 'start',
}: {
  readonly x: number;
  readonly y: number;
  readonly of: Reading;
  readonly words: string;
  readonly anchor?: 'start' | 'middle' | 'end';
}): JSX.Element | null {
  if (of.was === null) return null;
  const [before = '', after = ''] = words.split('{value}');
  return (
    <text x={x} y={y} class="cell-was" text-anchor={anchor}>
      {before && <tspan>{before}</tspan>}
      <WasNumber of={of} value={of.was} />
      {after && <tspan>{after}</tspan>}
    </text>
  );
}

function WasNumber({ of, value }: { readonly of: Reading; readonly value: number }): JSX.Element {
  const place = { 'data-quantity': of.quantity, 'data-unit': of.unit, 'data-step': of.step, 'data-run': 'before' };
  return <tspan {...place} {...useWritten<SVGTSpanElement>(formatValue(value))} />;
}
