/**
 * The picture of a ribbon: a row per unit, a column per step. Colour says two things at once: the value, and how much
 * of it still comes from the clue. At share 1 a square has the colour of its value, at share 0 a grey as strong as the
 * value is large.
 */
import { mix, type Palette, word } from '../shared/colours.ts';

export interface RibbonData {
  readonly steps: number;
  readonly units: number;
  /** (T, H), step by step, from −1 to 1. */
  readonly values: ArrayLike<number>;
  /** (T, H), from 0 to 1. */
  readonly shares: ArrayLike<number>;
}

/** Colour of a value from −1 to 1 and a share from 0 to 1, as a word of four bytes A B G R. */
export type Shade = (value: number, share: number) => number;

const valueSteps = 64;
const shareSteps = 32;

/** All shades as a table: mixing in OKLab is too slow for every square. */
export function createShade(colours: Palette): Shade {
  const table = new Uint32Array((valueSteps + 1) * (shareSteps + 1));
  for (let v = 0; v <= valueSteps; v += 1) {
    const value = (2 * v) / valueSteps - 1;
    const own = mix(colours.zero, colours[value < 0 ? 'negative-fill' : 'positive-fill'], Math.abs(value));
    const grey = mix(colours.zero, colours.noise, Math.abs(value));
    for (let s = 0; s <= shareSteps; s += 1) table[v * (shareSteps + 1) + s] = word(mix(grey, own, s / shareSteps));
  }
  return (value, share) => {
    const v = Math.round((clamp(value, -1, 1) + 1) * 0.5 * valueSteps);
    return table[v * (shareSteps + 1) + Math.round(clamp(share, 0, 1) * shareSteps)] as number;
  };
}

/** Units from the highest to the lowest mean over the last third of the steps. */
export function sortedUnits({ steps, units, values }: RibbonData): number[] {
  const from = Math.floor((steps * 2) / 3);
  const sums = new Float64Array(units);
  for (let step = from; step < steps; step += 1) {
    for (let unit = 0; unit < units; unit += 1)
      sums[unit] = (sums[unit] as number) + (values[step * units + unit] as number);
  }
  return Array.from(sums.keys()).sort((a, b) => (sums[b] as number) - (sums[a] as number));
}

/** How much of the states after the last step still comes from the clue: the mean over units, from 0 to 1. */
export function shareAtEnd({ steps, units, shares }: RibbonData): number {
  let sum = 0;
  for (let unit = 0; unit < units; unit += 1) sum += shares[(steps - 1) * units + unit] as number;
  return sum / units;
}

export interface Raster {
  readonly pixels: Uint32Array;
  readonly width: number;
  readonly height: number;
  /** Pixels left free under each row. */
  readonly hairline: number;
}

export function paintRibbon(ribbon: RibbonData, shade: Shade, { pixels, width, height, hairline }: Raster): void {
  const { steps, units, values, shares } = ribbon;
  const order = sortedUnits(ribbon);
  pixels.fill(0);
  order.forEach((unit, row) => {
    const top = Math.round((row * height) / units);
    const bottom = Math.max(top + 1, Math.round(((row + 1) * height) / units) - hairline);
    for (let step = 0; step < steps; step += 1) {
      const colour = shade(values[step * units + unit] as number, shares[step * units + unit] as number);
      const left = Math.round((step * width) / steps);
      pixels.fill(colour, top * width + left, top * width + Math.round(((step + 1) * width) / steps));
    }
    for (let y = top + 1; y < bottom; y += 1) pixels.copyWithin(y * width, top * width, (top + 1) * width);
  });
}

function clamp(value: number, from: number, to: number): number {
  return Math.min(to, Math.max(from, value));
}
