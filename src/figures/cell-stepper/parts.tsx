/** The drawing language of cells: bands, jaws, squashing boxes, squares, pins. All sizes in pixels. */
import type { ComponentChildren, JSX } from 'preact';
import type { Colour } from './cells.ts';
import type { Reading } from './readings.ts';

/** Thickness of a band for a value of size 1.6, and the least that is drawn. */
const fullBand = 24;
const fullValue = 1.6;
const thinnest = 1.5;

export function thickness(value: number): number {
  const wanted = (fullBand * Math.abs(value)) / fullValue;
  return Number.isFinite(wanted) ? Math.min(40, Math.max(thinnest, wanted)) : thinnest;
}

/** A value on a wire from one point to another on the same line, level or upright; dotted where it was before. */
export function Band({
  from,
  to,
  of,
  colour,
  ...more
}: {
  readonly from: readonly [number, number];
  readonly to: readonly [number, number];
  readonly of: Reading;
  readonly colour: Colour;
  readonly isPale?: boolean;
}): JSX.Element {
  const isLevel = from[1] === to[1];
  const [x, y] = [Math.min(from[0], to[0]), Math.min(from[1], to[1])];
  const [long, wide] = [Math.abs(from[0] - to[0]) + Math.abs(from[1] - to[1]), thickness(of.value)];
  const box = isLevel
    ? { x, y: y - wide / 2, width: long, height: wide }
    : { x: x - wide / 2, y, width: wide, height: long };
  const edge = of.was === null ? 0 : thickness(of.was) / 2;
  const hasGhost = of.was !== null && Math.abs(edge * 2 - wide) > 1;
  const end = isLevel ? [x + long, y] : [x, y + long];
  return (
    <g style={{ '--colour': `var(--${colour})` }}>
      {hasGhost &&
        [-edge, edge].map((shift) => (
          <line
            key={shift > 0}
            class="cell-ghost"
            x1={isLevel ? x : x + shift}
            x2={isLevel ? (end[0] ?? 0) : x + shift}
            y1={isLevel ? y + shift : y}
            y2={isLevel ? y + shift : (end[1] ?? 0)}
          />
        ))}
      <rect class={more.isPale ? 'cell-band cell-band-pale' : 'cell-band'} {...box} />
    </g>
  );
}

const jawLength = 44;
const jawWidth = 9;
const jawOpening = 26;

/** Two jaws across a wire; their opening is the gate's value. */
export function Jaws({
  x,
  y,
  of,
  colour,
  isWireLevel,
}: {
  readonly x: number;
  readonly y: number;
  readonly of: Reading;
  readonly colour: Colour;
  readonly isWireLevel: boolean;
}): JSX.Element {
  const open = jawOpening * Math.min(1, Math.max(0, Number.isFinite(of.value) ? of.value : 0));
  const jaw = (jawLength - open) / 2;
  const half = { jaw: jawLength / 2, wide: jawWidth / 2, slot: jawOpening / 2 };
  const across = (start: number, length: number) =>
    isWireLevel
      ? { x: x - half.wide, y: y + start, width: jawWidth, height: length }
      : { x: x + start, y: y - half.wide, width: length, height: jawWidth };
  return (
    <g style={{ '--colour': `var(--${colour})` }}>
      <rect class="cell-slot" {...across(-half.slot, jawOpening)} />
      <rect class="cell-jaw" rx="1.5" {...across(-half.jaw, jaw)} />
      <rect class="cell-jaw" rx="1.5" {...across(half.jaw - jaw, jaw)} />
    </g>
  );
}

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
  lean = 'right',
}: {
  readonly x: number;
  readonly y: number;
  readonly colour: Colour;
  readonly isOn: boolean;
  readonly lean?: 'left' | 'right';
}): JSX.Element {
  const side = lean === 'right' ? 1 : -1;
  return (
    <g
      class={isOn ? 'pin' : 'pin pin-off'}
      style={{ '--colour': `var(--${colour})` }}
      transform={`translate(${x} ${y})`}
    >
      <line x2={11 * side} y2="-18" />
      <circle cx={12 * side} cy="-20" r="4.5" />
    </g>
  );
}

/** The old state of all units as a column of small squares, and the letter read. */
export function Inputs({
  state,
  letter,
  y,
  column,
  square,
}: {
  readonly state: readonly number[];
  readonly letter: string;
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
      <rect class="cell-letter-square" x={square} y={y - 9} width="18" height="18" />
      <text class="cell-letter-read" x={square + 9} y={y + 4} text-anchor="middle">
        {letter}
      </text>
    </g>
  );
}

/** A part of the drawing that answers to a quantity's name; the others fade while one is pointed at. */
export function Part({
  name,
  lit,
  onPoint,
  children,
}: {
  readonly name: string;
  readonly lit: string | null;
  readonly onPoint: (name: string | null) => void;
  readonly children: ComponentChildren;
}): JSX.Element {
  return (
    <g
      data-part={name}
      class={lit !== null && lit !== name ? 'cell-part cell-part-dim' : 'cell-part'}
      onPointerEnter={() => onPoint(name)}
      onPointerLeave={() => onPoint(null)}
    >
      {children}
    </g>
  );
}
