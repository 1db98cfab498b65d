/** A strip as SVG for paper and for files: sharp at any size, which its canvas is not. On the page it is never drawn so. */
import type { Ramp } from './colours.ts';
import type { Squares } from './strip-pixels.ts';

/** Where it stands, in pixels. */
interface Place {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Left free at the right of each square and below it. */
  readonly gap: number;
  readonly rowGap: number;
}

/** One rectangle for each square, and a triangle over it where it is split; what is not a number is struck through. */
export function stripSvg(squares: Squares, ramp: Ramp, ink: string, place: Place): string {
  const { rows, columns, values, before, threshold } = squares;
  const [pitch, tall] = [place.width / columns, place.height / rows];
  const [w, h] = [pitch - place.gap, tall - place.rowGap];
  const marks: string[] = [];
  for (let at = 0; at < rows * columns; at += 1) {
    const [x, y] = [round(place.x + Math.floor(at / rows) * pitch), round(place.y + (at % rows) * tall)];
    const now = values[at] as number;
    const was = before ? (before[at] as number) : now;
    const box = `x="${x}" y="${y}" width="${round(w)}" height="${round(h)}"`;
    if (Number.isNaN(now)) {
      marks.push(`<rect ${box} fill="none" stroke="${ink}"/>`);
      marks.push(`<path d="M${x} ${round(y + h)}l${round(w)} ${round(-h)}" stroke="${ink}"/>`);
      continue;
    }
    marks.push(`<rect ${box} fill="${hex(ramp.colour(now))}"/>`);
    if (Math.abs(now - was) > threshold) {
      marks.push(`<path d="M${x} ${y}h${round(w)}l${round(-w)} ${round(h)}z" fill="${hex(ramp.colour(was))}"/>`);
    }
  }
  return marks.join('');
}

/** Of a word of four bytes A B G R. */
function hex(word: number): string {
  const part = (shift: number) => ((word >>> shift) & 255).toString(16).padStart(2, '0');
  return `#${part(0)}${part(8)}${part(16)}`;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
