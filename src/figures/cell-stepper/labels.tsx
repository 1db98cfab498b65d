/** Words and numbers in a cell diagram. */
import type { JSX } from 'preact';
import { formatValue } from '../shared/numbers.ts';
import type { Colour } from './cells.ts';
import type { Reading } from './readings.ts';

/** A number in its place, under the name of what it is. */
function Num({ of, isBold }: { of: Reading; isBold?: boolean | undefined }): JSX.Element {
  const text = formatValue(of.value);
  return (
    <tspan
      key={text}
      class={isBold ? 'cell-number cell-number-bold' : 'cell-number'}
      data-quantity={of.quantity}
      data-unit={of.unit}
      data-step={of.step}
    >
      {text}
    </tspan>
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
      {subscript !== undefined && (
        <tspan key={subscript} class="cell-subscript" dy="3">
          {subscript}
        </tspan>
      )}
      {of && (
        <tspan dx="6" dy={subscript === undefined ? 0 : -3}>
          <Num of={of} isBold={isBold} />
        </tspan>
      )}
    </text>
  );
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
  const text = formatValue(of.was);
  return (
    <text key={text} x={x} y={y} class="cell-was" text-anchor={anchor}>
      {before || null}
      <tspan data-quantity={of.quantity} data-unit={of.unit} data-step={of.step} data-run="before">
        {text}
      </tspan>
      {after || null}
    </text>
  );
}
