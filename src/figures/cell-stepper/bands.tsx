/** What a value's size is drawn with: bands, as thick as the value is large, and jaws, as far open. Sizes in pixels. */
import type { JSX } from 'preact';
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
  const line = isLevel ? { x, width: long } : { y, height: long };
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
      <rect
        class={more.isPale ? 'cell-band cell-band-pale' : 'cell-band'}
        data-way={isLevel ? 'on' : from[1] < to[1] ? 'down' : 'up'}
        style={{ '--from': x, '--long': long, '--middle': isLevel ? y : x, '--size': Number(wide.toFixed(2)) }}
        {...line}
      />
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
  const half = jawLength / 2;
  const beside = jawWidth / 2;
  const slot = isWireLevel
    ? { x: x - beside, y: y - jawOpening / 2, width: jawWidth, height: jawOpening }
    : { x: x - jawOpening / 2, y: y - beside, width: jawOpening, height: jawWidth };
  const line = isWireLevel ? { x: x - beside, width: jawWidth } : { y: y - beside, height: jawWidth };
  const centre = isWireLevel ? y : x;
  const ways = isWireLevel ? (['down', 'up'] as const) : (['right', 'left'] as const);
  return (
    <g style={{ '--colour': `var(--${colour})` }}>
      <rect class="cell-slot" {...slot} />
      {ways.map((way, k) => (
        <rect
          key={way}
          class="cell-jaw"
          data-grows={way}
          rx="1.5"
          style={{ '--edge': centre + (k === 0 ? -half : half), '--size': Number(jaw.toFixed(2)) }}
          {...line}
        />
      ))}
    </g>
  );
}
