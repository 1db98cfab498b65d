/** The drawing language of cells: squashing boxes, squares, pins, what is read. All sizes in pixels. */
import type { ComponentChildren, JSX } from 'preact';
import { useWritten } from '../shared/written.ts';
import type { Colour } from './cells.ts';
import { PinHead } from './ForcedMark.tsx';
import type { Forcing } from './forced.ts';

/** Half the box's width stands for this argument of tanh. */
const squashReach = 3;
const curve = Array.from({ length: 25 }, (_, k) => {
  const argument = (k / 12 - 1) * squashReach;
  return `${k === 0 ? 'M' : 'L'}${((argument / squashReach) * 13).toFixed(1)} ${(-7 * Math.tanh(argument)).toFixed(1)}`;
}).join('');

/** A box with the curve of tanh and a dot at the present argument. */
export function Squash({
  x,
  y,
  result,
  colour,
}: {
  readonly x: number;
  readonly y: number;
  /** tanh of the argument. */
  readonly result: number;
  readonly colour: Colour;
}): JSX.Element {
  const argument = Math.atanh(Math.min(0.9999, Math.max(-0.9999, result)));
  const place = Math.min(1, Math.max(-1, argument / squashReach)) * 13;
  return (
    <g style={{ '--colour': `var(--${colour})` }} transform={`translate(${x} ${y})`}>
      <rect class="cell-box" x="-18" y="-12" width="36" height="24" rx="3" />
      <path class="cell-curve" d={curve} />
      <circle class="cell-dot" cx={place} cy={-7 * Math.tanh((place / 13) * squashReach)} r="3" />
    </g>
  );
}

export function Sum({ x, y }: { readonly x: number; readonly y: number }): JSX.Element {
  return (
    <g transform={`translate(${x} ${y})`} class="cell-sum">
      <circle r="11" />
      <path d="M-5 0H5M0-5V5" />
    </g>
  );
}

/** A state: filled by the signed ramp, outlined in its quantity's colour. */
export function State({
  x,
  y,
  size,
  value,
  scale,
  colour,
}: {
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly value: number;
  /** The size drawn in full colour. */
  readonly scale: number;
  readonly colour: Colour;
}): JSX.Element {
  return (
    <rect
      class="cell-state"
      x={x - size / 2 + 1}
      y={y - size / 2 + 1}
      width={size - 2}
      height={size - 2}
      style={{ '--colour': `var(--${colour})`, fill: signedFill(value / scale) }}
    />
  );
}

export function signedFill(value: number): string {
  if (Number.isNaN(value)) return 'none';
  const share = (Math.min(1, Math.abs(value)) * 100).toFixed(1);
  return `color-mix(in oklab, var(--${value < 0 ? 'negative' : 'positive'}-fill) ${share}%, var(--zero))`;
}

/** Marks what the reader holds: a pin that leans right (or left), hollow while it is switched off. */
export function Pin({
  x,
  y,
  colour,
  isOn,
  isNew,
  kind,
  lean = 'right',
}: {
  readonly x: number;
  readonly y: number;
  readonly colour: Colour;
  readonly isOn: boolean;
  readonly isNew: boolean;
  readonly kind: Forcing;
  readonly lean?: 'left' | 'right';
}): JSX.Element {
  const side = lean === 'right' ? 1 : -1;
  return (
    <g
      class={`pin${isOn ? '' : ' pin-off'}${isNew ? ' pin-new' : ''}`}
      style={{ '--colour': `var(--${colour})` }}
      transform={`translate(${x} ${y})`}
    >
      <line x2={11 * side} y2="-18" />
      <PinHead x={12 * side} y={-20} size={4.5} kind={kind} />
    </g>
  );
}

/** The old state of all units as a column of small squares, and the letter read. */
export function Inputs({
  state,
  letter,
  numbers,
  y,
  column,
  square,
}: {
  readonly state: readonly number[];
  readonly letter: string;
  /** What is read instead of a letter, a stripe for each channel. */
  readonly numbers: readonly number[];
  readonly y: number;
  /** Left edge of the column and of the letter's square. */
  readonly column: number;
  readonly square: number;
}): JSX.Element {
  const pitch = 31 / state.length;
  return (
    <g>
      {state.map((value, unit) => (
        <rect
          key={y + unit * pitch}
          x={column}
          y={y - 15.5 + unit * pitch}
          width="12"
          height={pitch - 1}
          style={{ fill: signedFill(value) }}
        />
      ))}
      <ReadSquare {...{ letter, numbers, y }} x={square} />
    </g>
  );
}

/** How the parts of a drawing answer to the pointer, and what is lit among them. */
export interface PartLight {
  readonly lit: string | null;
  readonly onPoint: (name: string | null) => void;
  /** While a sub-step is open: the part that it computes, and those that are not computed yet. */
  turnOf(name: string): 'now' | 'later' | null;
}

/** What is read: a letter, or a stripe for each channel of numbers. Left edge and middle. */
export function ReadSquare({
  letter,
  numbers,
  x,
  y,
}: {
  readonly letter: string;
  readonly numbers: readonly number[];
  readonly x: number;
  readonly y: number;
}): JSX.Element {
  return (
    <>
      <rect class="cell-letter-square" x={x} y={y - 9} width="18" height="18" />
      {numbers.map((value, channel) => (
        <rect
          key={1000 + channel}
          x={x}
          y={y - 9 + (18 * channel) / numbers.length}
          width="18"
          height={18 / numbers.length - (channel + 1 < numbers.length ? 1 : 0)}
          style={{ fill: signedFill(value) }}
        />
      ))}
      <LetterRead letter={letter} x={x + 9} y={y + 4} />
    </>
  );
}

function LetterRead({
  letter,
  x,
  y,
}: {
  readonly letter: string;
  readonly x: number;
  readonly y: number;
}): JSX.Element {
  const written = useWritten<SVGTextElement>(letter);
  return <text class="cell-letter-read" x={x} y={y} text-anchor="middle" {...written} />;
}

/** A part of the drawing that answers to a quantity's name; the others fade while one is pointed at. */
export function Part({
  name,
  light,
  children,
}: {
  readonly name: string;
  readonly light: PartLight;
  readonly children: ComponentChildren;
}): JSX.Element {
  const { lit, onPoint } = light;
  return (
    <g
      data-part={name}
      data-turn={light.turnOf(name) ?? undefined}
      class={lit !== null && lit !== name ? 'cell-part cell-part-dim' : 'cell-part'}
      onPointerEnter={() => onPoint(name)}
      onPointerLeave={() => onPoint(null)}
    >
      {children}
    </g>
  );
}
