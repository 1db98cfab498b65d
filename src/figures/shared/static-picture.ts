/**
 * A strip as a picture for readers without JavaScript, made at build: one pixel per square, as the address of a bitmap.
 *
 * A bitmap (BMP, 24 bits) needs no compression and no library; 24 x 4 squares are about 450 characters.
 */
import { createRamp, type Palette, paletteFromCss, type RampName } from './colours.ts';
import { paintSquares, type Squares } from './strip-pixels.ts';

export type Theme = 'light' | 'dark';

/** From the text of tokens.css, what turns a strip into `url("data:image/bmp;base64,...")` for each theme. */
export function createPictures(tokens: string) {
  const { light, dark } = palettesFromCss(tokens);
  return (squares: Squares, ramp: RampName): Record<Theme, string> => ({
    light: picture(squares, ramp, light),
    dark: picture(squares, ramp, dark),
  });
}

export function palettesFromCss(tokens: string): Record<Theme, Palette> {
  const [lightBlock = '', darkBlock = ''] = tokens.split('[data-theme="dark"]');
  return { light: paletteFromCss(lightBlock), dark: paletteFromCss(darkBlock) };
}

function picture(squares: Squares, rampName: RampName, palette: Palette): string {
  const { columns: width, rows: height } = squares;
  const pixels = new Uint32Array(width * height);
  paintSquares({ ...squares, before: null }, createRamp(palette, rampName), 0, {
    pixels,
    width,
    height,
    gap: 0,
    rowGap: 0,
  });
  return `url("data:image/bmp;base64,${toBase64(bitmap(pixels, width, height))}")`;
}

/** Rows from the bottom up, each padded to four bytes, pixels as blue, green, red. */
function bitmap(pixels: Uint32Array, width: number, height: number): Uint8Array {
  const stride = Math.ceil((width * 3) / 4) * 4;
  const headerLength = 54;
  const bytes = new Uint8Array(headerLength + stride * height);
  const view = new DataView(bytes.buffer);
  bytes.set([0x42, 0x4d]);
  view.setUint32(2, bytes.length, true);
  view.setUint32(10, headerLength, true);
  view.setUint32(14, 40, true);
  view.setInt32(18, width, true);
  view.setInt32(22, height, true);
  view.setUint16(26, 1, true);
  view.setUint16(28, 24, true);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const colour = pixels[y * width + x] ?? 0;
      const at = headerLength + (height - 1 - y) * stride + x * 3;
      bytes.set([(colour >>> 16) & 255, (colour >>> 8) & 255, colour & 255], at);
    }
  }
  return bytes;
}

export function toBase64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes));
}
