/**
 * The picture of a strip: rows are units, columns are steps, every square a value.
 *
 * A square whose value changed is split along its diagonal: before in the upper left half, after in the lower right.
 */
import type { Ramp } from './colours.ts';

export interface Squares {
  readonly rows: number;
  readonly columns: number;
  /** Column by column: the square in row r and column c stands at c * rows + r. Already divided by their scale. */
  readonly values: ArrayLike<number>;
  /** What the values were; null where nothing is compared. */
  readonly before: ArrayLike<number> | null;
  /** Squares that differ by more than this are split. */
  readonly threshold: number;
}

export interface Raster {
  /** One word of four bytes A B G R per pixel. */
  readonly pixels: Uint32Array;
  readonly width: number;
  readonly height: number;
  /** Pixels left free at the right of each square and below it. */
  readonly gap: number;
  readonly rowGap: number;
}

/** Paints all squares. What is not a number is an outline in `ink` with a diagonal. */
export function paintSquares(squares: Squares, ramp: Ramp, ink: number, raster: Raster): void {
  const { rows, columns, values, before, threshold } = squares;
  raster.pixels.fill(0);
  for (let column = 0; column < columns; column += 1) {
    const left = Math.round((column * raster.width) / columns);
    const right = Math.round(((column + 1) * raster.width) / columns) - raster.gap;
    for (let row = 0; row < rows; row += 1) {
      const top = Math.round((row * raster.height) / rows);
      const bottom = Math.round(((row + 1) * raster.height) / rows) - raster.rowGap;
      const box = { left, top, right, bottom };
      const now = values[column * rows + row] as number;
      const was = before ? (before[column * rows + row] as number) : now;
      if (Number.isNaN(now)) strike(raster, box, ink);
      else if (Math.abs(now - was) > threshold) split(raster, box, ramp.colour(was), ramp.colour(now));
      else fill(raster, box, ramp.colour(now));
    }
  }
}

interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

function fill({ pixels, width }: Raster, { left, top, right, bottom }: Box, colour: number): void {
  for (let y = top; y < bottom; y += 1) pixels.fill(colour, y * width + left, y * width + right);
}

function split(raster: Raster, box: Box, upperLeft: number, lowerRight: number): void {
  const { left, top, right, bottom } = box;
  fill(raster, box, lowerRight);
  for (let y = top; y < bottom; y += 1) {
    // The diagonal runs from the lower left corner to the upper right one.
    const edge = left + ((right - left) * (bottom - y - 0.5)) / (bottom - top);
    const whole = Math.floor(edge);
    raster.pixels.fill(upperLeft, y * raster.width + left, y * raster.width + whole);
    if (whole < right) raster.pixels[y * raster.width + whole] = blend(lowerRight, upperLeft, edge - whole);
  }
}

function strike(raster: Raster, box: Box, ink: number): void {
  const { left, top, right, bottom } = box;
  for (let y = top; y < bottom; y += 1) {
    for (let x = left; x < right; x += 1) {
      const isEdge = x === left || x === right - 1 || y === top || y === bottom - 1;
      if (isEdge || x - left === bottom - 1 - y) raster.pixels[y * raster.width + x] = ink;
    }
  }
}

function blend(from: number, to: number, share: number): number {
  const part = (shift: number) =>
    Math.round(((from >>> shift) & 255) * (1 - share) + ((to >>> shift) & 255) * share) << shift;
  return ((255 << 24) | part(16) | part(8) | part(0)) >>> 0;
}
