import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { createRamp, mix, type Palette, paletteFromCss, word } from '../../src/figures/shared/colours.ts';
import { createPictures } from '../../src/figures/shared/static-picture.ts';
import { paintSquares } from '../../src/figures/shared/strip-pixels.ts';

const grey = [0x80, 0x80, 0x80] as const;
const names = ['paper', 'ink', 'zero', 'noise', 'forget-fill', 'input-fill', 'candidate-fill', 'output-fill'];
const more = ['cell-fill', 'hidden-fill', 'negative-fill', 'positive-fill', 'ink-fill'];
const css = [...names, ...more].map((name, k) => `--${name}: #0000${(16 + k).toString(16)};`).join('\n');
const palette: Palette = paletteFromCss(css);

test('a ramp begins at zero and ends at its fill, and keeps to its ends', () => {
  const ramp = createRamp(palette, 'forget');
  expect([ramp.colour(0), ramp.colour(-1)]).toEqual([word(palette.zero), word(palette.zero)]);
  expect([ramp.colour(1), ramp.colour(7)]).toEqual([word(palette['forget-fill']), word(palette['forget-fill'])]);
  const signed = createRamp(palette, 'signed');
  expect(signed.colour(-1)).toBe(word(palette['negative-fill']));
  expect(signed.colour(1)).toBe(word(palette['positive-fill']));
  expect(signed.colour(0)).toBe(word(palette.zero));
});

test('halfway in OKLab between black and white is the grey that looks halfway', () => {
  // L = 0.5 is sRGB 0x63 (Ottosson).
  expect(mix([0, 0, 0], [255, 255, 255], 0.5)).toEqual([0x63, 0x63, 0x63]);
  expect(mix(grey, grey, 0.3)).toEqual(grey);
});

test('a changed square is split, before in the upper left, and gaps stay free', () => {
  const ramp = { colour: (value: number) => value };
  const size = 8;
  const pixels = new Uint32Array(2 * size * size);
  const squares = { rows: 1, columns: 2, values: [3, 5], before: [3, 4], threshold: 0.5 };
  paintSquares(squares, ramp, 9, { pixels, width: 2 * size, height: size, gap: 1, rowGap: 1 });
  const at = (x: number, y: number) => pixels[y * 2 * size + x];
  expect([at(0, 0), at(6, 6), at(7, 0), at(0, 7)]).toEqual([3, 3, 0, 0]);
  expect([at(8, 0), at(14, 6), at(15, 3)]).toEqual([4, 5, 0]);
});

test('what is not a number is an outline with a diagonal', () => {
  const pixels = new Uint32Array(25);
  const squares = { rows: 1, columns: 1, values: [Number.NaN], before: null, threshold: 1 };
  paintSquares(squares, { colour: () => 1 }, 9, { pixels, width: 5, height: 5, gap: 0, rowGap: 0 });
  expect([...pixels]).toEqual([9, 9, 9, 9, 9, 9, 0, 0, 9, 9, 9, 0, 9, 0, 9, 9, 9, 0, 0, 9, 9, 9, 9, 9, 9]);
});

test('the picture for readers without JavaScript is a bitmap in the colours of each theme', () => {
  const pictureOf = createPictures(readFileSync('src/styles/tokens.css', 'utf8'));
  const { light, dark } = pictureOf({ rows: 1, columns: 1, values: [1], before: null, threshold: 1 }, 'forget');
  const pixel = (picture: string) => {
    const bytes = Buffer.from(picture.replace(/^url\("data:image\/bmp;base64,|"\)$/g, ''), 'base64');
    expect(bytes.toString('latin1', 0, 2)).toBe('BM');
    expect(bytes.readUInt32LE(2)).toBe(bytes.length);
    return [bytes[56], bytes[55], bytes[54]];
  };
  expect(pixel(light)).toEqual([0x9e, 0x22, 0x1f]);
  expect(pixel(dark)).toEqual([0xc7, 0x44, 0x17]);
});
