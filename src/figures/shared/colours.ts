/**
 * Colours of squares: ramps from `zero` to a quantity's own fill, mixed in OKLab, so that equal steps look equal.
 *
 * Only tokens are colours; they come from the page (`readPalette`) or, at build, from the text of tokens.css.
 * Source of OKLab's matrices: Ottosson (2020), https://bottosson.github.io/posts/oklab/
 */

const tokenNames = ['paper', 'ink', 'zero', 'noise', 'forget-fill', 'input-fill', 'candidate-fill'] as const;
const moreTokens = ['output-fill', 'cell-fill', 'hidden-fill', 'negative-fill', 'positive-fill', 'ink-fill'] as const;
type Token = (typeof tokenNames)[number] | (typeof moreTokens)[number];

/** Each token as red, green, blue from 0 to 255. */
export type Palette = Readonly<Record<Token, Rgb>>;
export type Rgb = readonly [number, number, number];

/** From zero towards one fill, or to either side of zero. */
export type RampName = 'forget' | 'input' | 'candidate' | 'output' | 'cell' | 'hidden' | 'ink' | 'signed';

/** Colours for the values −1 to 1 (`signed`) or 0 to 1 (all others), as words of four bytes A B G R. */
export interface Ramp {
  colour(value: number): number;
}

/** The tokens as they are set on the page now. */
export function readPalette(page: Element): Palette {
  const style = getComputedStyle(page);
  const context = document.createElement('canvas').getContext('2d');
  // A canvas gives every way of writing a colour (minifiers shorten them) back as #rrggbb.
  return palette((token) => {
    const colour = style.getPropertyValue(`--${token}`);
    if (!context) return colour;
    context.fillStyle = colour;
    return String(context.fillStyle);
  });
}

/** The tokens in a block of CSS text. */
export function paletteFromCss(block: string): Palette {
  return palette((token) => new RegExp(`--${token}:\\s*([^;]+);`).exec(block)?.[1] ?? '');
}

export function createRamp(colours: Palette, name: RampName): Ramp {
  if (name !== 'signed') {
    const table = mixTable(colours.zero, colours[`${name}-fill`]);
    return { colour: (value) => table[Math.round(clamp(value, 0, 1) * steps)] as number };
  }
  const up = mixTable(colours.zero, colours['positive-fill']);
  const down = mixTable(colours.zero, colours['negative-fill']);
  return {
    colour: (value) => (value < 0 ? down : up)[Math.round(clamp(Math.abs(value), 0, 1) * steps)] as number,
  };
}

export function mix(from: Rgb, to: Rgb, share: number): Rgb {
  const [a, b] = [toOklab(from), toOklab(to)];
  return fromOklab([0, 1, 2].map((k) => at(a, k) + (at(b, k) - at(a, k)) * share));
}

export function word([red, green, blue]: Rgb): number {
  return ((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0;
}

const steps = 255;

function mixTable(from: Rgb, to: Rgb): Uint32Array {
  return Uint32Array.from({ length: steps + 1 }, (_, k) => word(mix(from, to, k / steps)));
}

function palette(read: (token: Token) => string): Palette {
  const entries = [...tokenNames, ...moreTokens].map((token) => [token, parse(token, read(token).trim())] as const);
  return Object.fromEntries(entries) as Record<Token, Rgb>;
}

function parse(token: Token, hex: string): Rgb {
  const parts = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(hex);
  if (!parts) throw new Error(`The colour --${token} must be written #rrggbb, got "${hex}"`);
  return [1, 2, 3].map((k) => Number.parseInt(parts[k] ?? '', 16)) as unknown as Rgb;
}

function toOklab(colour: Rgb): number[] {
  const [r, g, b] = colour.map((part) => linear(part / 255)) as [number, number, number];
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

function fromOklab(lab: readonly number[]): Rgb {
  const [lightness, a, b] = [at(lab, 0), at(lab, 1), at(lab, 2)];
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const parts = [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
  return parts.map((part) => Math.round(255 * clamp(encoded(part), 0, 1))) as unknown as Rgb;
}

/** sRGB's transfer function (IEC 61966-2-1) and its inverse. */
function linear(part: number): number {
  return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
}

function encoded(part: number): number {
  return part <= 0.0031308 ? 12.92 * part : 1.055 * part ** (1 / 2.4) - 0.055;
}

function clamp(value: number, from: number, to: number): number {
  return Math.min(to, Math.max(from, value));
}

function at(list: readonly number[], k: number): number {
  return list[k] ?? 0;
}
