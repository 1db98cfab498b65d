/**
 * A heat strip: units down, steps across, one canvas painted through one ImageData at the resolution of the screen.
 *
 * Its size comes from CSS (the box it stands in), so that nothing moves when it wakes. Until then the box shows the
 * picture made at build (`static-picture.ts`) in the custom properties --light-NAME and --dark-NAME.
 */
import type { ReadonlySignal } from '@preact/signals';
import type { JSX, RefObject } from 'preact';
import { useEffect, useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import { createRamp, type Palette, type Ramp, type RampName, word } from './colours.ts';
import { paintSquares, type Squares } from './strip-pixels.ts';
import { stripSvg } from './strip-svg.ts';

interface StripProps {
  /** Names the picture and the strip in CSS and in tests. */
  readonly name: string;
  readonly squares: Squares;
  readonly ramp: RampName;
  readonly palette: ReadonlySignal<Palette | null>;
  /** Gap between squares in CSS pixels; none while they are too small for it. */
  readonly gap?: number;
}

/** Rows and columns of fewer CSS pixels than this touch each other. */
const smallestGapped = 6;

export function Strip({ name, squares, ramp, palette, gap = 1 }: StripProps): JSX.Element {
  const canvas = useRef<HTMLCanvasElement>(null);
  const colours = palette.value;

  const inks = useMemo(() => colours && { ramp: createRamp(colours, ramp), ink: word(colours.ink) }, [colours, ramp]);
  // Told by the observer: asking the canvas would make the page lay itself out in the middle of a change.
  const box = useRef<Box>({ width: 0, height: 0 });
  const paint = () => {
    if (canvas.current && inks) paintCanvas(canvas.current, box.current, squares, inks, gap);
  };
  const latest = useRef(paint);
  latest.current = paint;

  useLayoutEffect(paint, [squares, inks, gap]);
  useEffect(() => {
    const observer = new ResizeObserver((entries) => {
      const last = entries.at(-1);
      if (last) box.current = last.contentRect;
      latest.current();
    });
    if (canvas.current) observer.observe(canvas.current);
    return () => observer.disconnect();
  }, []);
  usePrinted(canvas, () => {
    const { width, height } = box.current;
    if (!colours || width === 0 || height === 0) return null;
    const space = (size: number, count: number) => (size / count < smallestGapped ? 0 : gap);
    const gaps = { gap: space(width, squares.columns), rowGap: space(height, squares.rows) };
    const ink = `rgb(${colours.ink})`;
    const content = stripSvg(squares, createRamp(colours, ramp), ink, { x: 0, y: 0, width, height, ...gaps });
    return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}">${content}</svg>`;
  });

  return (
    <span
      class="strip-picture"
      data-strip={name}
      aria-hidden="true"
      style={{ '--light': `var(--light-${name})`, '--dark': `var(--dark-${name})` }}
    >
      <canvas ref={canvas} />
    </span>
  );
}

/** On paper the strip is an SVG, made when the page is about to be printed. */
function usePrinted(canvas: RefObject<HTMLElement>, draw: () => string | null): void {
  const latest = useRef(draw);
  latest.current = draw;
  useEffect(() => {
    const before = () => {
      const svg = latest.current();
      if (svg) canvas.current?.parentElement?.style.setProperty('--print', `url("${svgAddress(svg)}")`);
    };
    const after = () => canvas.current?.parentElement?.style.removeProperty('--print');
    addEventListener('beforeprint', before);
    addEventListener('afterprint', after);
    return () => {
      removeEventListener('beforeprint', before);
      removeEventListener('afterprint', after);
    };
  }, [canvas]);
}

function svgAddress(svg: string): string {
  return `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg).replaceAll("'", '%27')}`;
}

interface Inks {
  readonly ramp: Ramp;
  readonly ink: number;
}

/** In CSS pixels. */
interface Box {
  readonly width: number;
  readonly height: number;
}

function paintCanvas(canvas: HTMLCanvasElement, box: Box, squares: Squares, { ramp, ink }: Inks, gap: number): void {
  const context = canvas.getContext('2d');
  const { width: boxWidth, height: boxHeight } = box;
  if (!context || boxWidth === 0 || boxHeight === 0) return;
  const density = devicePixelRatio;
  const [width, height] = [Math.round(boxWidth * density), Math.round(boxHeight * density)];
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  const image = context.createImageData(width, height);
  const free = Math.max(1, Math.round(gap * density));
  paintSquares(squares, ramp, ink, {
    pixels: new Uint32Array(image.data.buffer),
    width,
    height,
    gap: boxWidth / squares.columns < smallestGapped ? 0 : free,
    rowGap: boxHeight / squares.rows < smallestGapped ? 0 : free,
  });
  context.putImageData(image, 0, 0);
  canvas.parentElement?.toggleAttribute('data-painted', true);
}
