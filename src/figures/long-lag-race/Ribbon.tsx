/** One network's states while it reads, on a canvas painted through one ImageData at the resolution of the screen. */
import type { ReadonlySignal } from '@preact/signals';
import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Palette } from '../shared/colours.ts';
import { format } from '../shared/numbers.ts';
import type { Lane } from './model.ts';
import { createShade, paintRibbon, type RibbonData, shareAtEnd } from './ribbon.ts';
import type { CellReading, RaceTexts } from './types.ts';

interface RibbonProps {
  readonly texts: RaceTexts;
  readonly lane: Lane;
  readonly palette: ReadonlySignal<Palette | null>;
  /** Columns to show; null for all. */
  readonly column: number | null;
}

export function Ribbon({ texts, lane, palette, column }: RibbonProps): JSX.Element {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { cell, reading } = lane;
  const data = reading && ribbonData(reading);
  const colours = palette.value;
  const paint = () => {
    if (!canvas.current || !colours) return;
    paintCanvas(canvas.current, reading ? data : emptyRows(lane.hidden), { colours, isEmpty: !reading });
  };
  const latest = useRef(paint);
  latest.current = paint;
  // Each ribbon in a task of its own, so that none keeps the page from answering.
  useEffect(() => {
    const timer = setTimeout(() => latest.current());
    return () => clearTimeout(timer);
  }, [reading, colours, lane.hidden]);
  useEffect(() => {
    const observer = new ResizeObserver(() => latest.current());
    if (canvas.current) observer.observe(canvas.current);
    return () => observer.disconnect();
  }, []);

  const name = texts[`cell.${cell}`];
  const hidden = column === null || !reading ? 0 : 100 * (1 - column / reading.steps);
  const label = data
    ? format(texts['ribbon.share'], { cell: name, share: Math.round(100 * shareAtEnd(data)) })
    : format(texts['ribbon.empty'], { cell: name });
  return (
    <div
      class="race-ribbon"
      role="img"
      aria-label={label}
      data-ribbon={cell}
      data-holds={data ? 'states' : reading ? 'picture' : 'nothing'}
      style={{ '--light': `var(--light-${cell})`, '--dark': `var(--dark-${cell})`, '--units': lane.hidden }}
    >
      <canvas ref={canvas} style={{ clipPath: `inset(0 ${hidden}% 0 0)` }} />
    </div>
  );
}

/** Before anything is read: every unit at 0. */
function emptyRows(units: number): RibbonData {
  return { steps: 1, units, values: new Float32Array(units), shares: new Float32Array(units) };
}

/** Null while only the answer is known. */
function ribbonData({ steps, units, values, shares }: CellReading): RibbonData | null {
  return values && shares ? { steps, units, values, shares } : null;
}

interface Look {
  readonly colours: Palette;
  readonly isEmpty: boolean;
}

function paintCanvas(canvas: HTMLCanvasElement, data: RibbonData | null, { colours, isEmpty }: Look): void {
  const context = canvas.getContext('2d');
  const [width, height] = [canvas.clientWidth, canvas.clientHeight].map((size) =>
    Math.round(size * devicePixelRatio),
  ) as [number, number];
  if (!context || width === 0 || height === 0) return;
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  context.clearRect(0, 0, width, height);
  if (!data) return;
  // Empty rows are thin: as much paper as row.
  const hairline = Math.max(1, Math.round(devicePixelRatio), isEmpty ? Math.floor(height / data.units / 2) : 0);
  const image = context.createImageData(width, height);
  const raster = { pixels: new Uint32Array(image.data.buffer), width, height, hairline };
  paintRibbon(data, shadeOf(colours), raster);
  context.putImageData(image, 0, 0);
}

/** A table of shades per set of colours: three ribbons and many readings share it. */
const shades = new WeakMap<Palette, ReturnType<typeof createShade>>();

function shadeOf(colours: Palette) {
  const shade = shades.get(colours) ?? createShade(colours);
  shades.set(colours, shade);
  return shade;
}
