/** The strips on view as SVG: steps, letters, squares and this step's numbers, in the proportions of the page at 600 px. */
import { createRamp, type Palette, type Rgb } from '../shared/colours.ts';
import { differs, formatChange, formatGradient, formatValue } from '../shared/numbers.ts';
import { stripSvg } from '../shared/strip-svg.ts';
import type { StripKind } from './cells.ts';
import type { Stepper } from './model.ts';
import { valueAt } from './network.ts';
import { chosenRow, numberedRows, rowHeight } from './rows.ts';

/** In pixels. */
const [pitch, label, between, head] = [14, 86, 8, 38];
const columnEnds = [56, 110, 164];
const least = 6;

export interface Drawing {
  readonly svg: string;
  readonly width: number;
  readonly height: number;
}

export interface DrawingWords {
  /** What a strip is called. */
  readonly wordOf: (strip: StripKind) => string;
  /** Over the columns of numbers: now, was, change. */
  readonly heads: readonly string[];
}

export function stripsDrawing(stepper: Stepper, { wordOf, heads }: DrawingWords, palette: Palette): Drawing {
  const { start, columns } = stepper.window.value;
  const { step } = stepper.state.now.value;
  const { letters } = stepper.sequence.value;
  const ink = colour(palette.ink);
  const grid = columns * pitch;
  const width = label + grid + 12 + (columnEnds.at(-1) ?? 0) + 8;
  const parts: string[] = [];
  const middle = (k: number) => label + k * pitch + (pitch - 1) / 2;
  for (let k = 0; k < columns; k += 1) {
    const t = start + k + 1;
    if (t === step || ((t === 1 || t % 4 === 0) && Math.abs(t - step) > 1)) {
      parts.push(text(`${t}`, middle(k), 12, ink, { anchor: 'middle', size: 11, weight: t === step ? 700 : 400 }));
    }
    parts.push(text(letters.charAt(t - 1), middle(k), 29, ink, { anchor: 'middle', size: 12 }));
  }
  for (const [k, words] of heads.entries()) {
    const look = { anchor: 'end', size: 11, family: 'sans-serif' } as const;
    parts.push(text(words, label + grid + 12 + (columnEnds[k] ?? 0), 29, ink, look));
  }
  let y = head;
  for (const squares of stepper.visible.value) {
    const { strip, rows, ramp } = squares;
    const tall = rowHeight(rows) ?? pitch;
    const fill = colour(strip.colour === 'ink' ? palette.ink : palette[`${strip.colour}-fill`]);
    const gaps = { gap: 1, rowGap: tall < least ? 0 : 1 };
    const place = { x: label, y, width: grid, height: rows * tall, ...gaps };
    parts.push(text(strip.letter, 0, y + 12, fill, { size: 15, family: 'serif', style: 'italic' }));
    parts.push(text(wordOf(strip), 14, y + 11, fill, { size: 12, family: 'sans-serif' }));
    parts.push(`<rect x="${label - 4.5}" y="${y}" width="2" height="${rows * tall - 1}" fill="${fill}"/>`);
    parts.push(stripSvg(squares.squares, createRamp(palette, ramp), ink, place));
    for (const { quantity, unit, firstStep, lastStep } of stepper.state.now.value.forced) {
      const [first, last] = [Math.max(firstStep, start + 1), Math.min(lastStep, start + columns)];
      if (quantity !== strip.name || first > last) continue;
      const box = `x="${label + (first - start - 1) * pitch}" y="${y + (unit === 'all' ? 0 : unit - 1) * tall}"`;
      const size = `width="${(last - first + 1) * pitch - 1}" height="${(unit === 'all' ? rows : 1) * tall - 1}"`;
      parts.push(`<rect ${box} ${size} fill="none" stroke="${fill}" stroke-width="2"/>`);
    }
    for (const row of numberedRows(rows, chosenRow(stepper, strip.name))) {
      parts.push(...numbers(stepper, strip.name, row, label + grid + 12, y + (row - 0.5) * tall + 4, ink));
    }
    y += rows * tall + between;
  }
  const x = label + (step - start - 1) * pitch - 1.75;
  parts.push(
    `<rect x="${x}" y="17" width="${pitch + 2.5}" height="${y - between - 16}" rx="2" fill="none" stroke="${ink}" stroke-width="1.5"/>`,
  );
  return { svg: parts.join(''), width, height: y };
}

/** Now, and where it differs, was and change. */
function numbers(stepper: Stepper, name: string, row: number, x: number, y: number, ink: string): string[] {
  const { before, after } = stepper.drawn.value;
  const { step } = stepper.state.now.value;
  const [now, was] = [valueAt(after, name, row - 1, step - 1), valueAt(before, name, row - 1, step - 1)];
  const isGradient = stepper.isBackward.value;
  const print = isGradient ? formatGradient : (value: number) => formatValue(value);
  const isChanged = isGradient ? print(now) !== print(was) : differs(now, was);
  const words = [
    print(now),
    ...(isChanged ? [print(was)] : []),
    ...(isChanged && !isGradient ? [formatChange(now - was)] : []),
  ];
  return words.map((word, k) => text(word, x + (columnEnds[k] ?? 0), y, ink, { anchor: 'end', size: 11 }));
}

interface TextLook {
  readonly size: number;
  readonly anchor?: 'middle' | 'end';
  readonly weight?: number;
  readonly family?: 'serif' | 'sans-serif';
  readonly style?: 'italic';
}

export function text(words: string, x: number, y: number, fill: string, look: TextLook): string {
  const { size, anchor = 'start', weight = 400, family = 'monospace', style = 'normal' } = look;
  const font = `font-family="${family}" font-size="${size}" font-weight="${weight}" font-style="${style}"`;
  return `<text x="${x}" y="${y}" fill="${fill}" text-anchor="${anchor}" ${font}>${escaped(words)}</text>`;
}

export function colour(rgb: Rgb): string {
  return `#${rgb.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
}

function escaped(words: string): string {
  return words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
