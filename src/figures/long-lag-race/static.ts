/** A ribbon as a picture for the page as built: a bitmap of 256 colours, one pixel per square. */
import type { Palette } from '../shared/colours.ts';
import { toBase64 } from '../shared/static-picture.ts';
import { createShade, type RibbonData, type Shade, sortedUnits } from './ribbon.ts';

/** 32 values by 8 shares: what one byte per square can name. */
const valueLevels = 32;
const shareLevels = 8;

/** `url("data:image/bmp;base64,...")`. */
export function ribbonPicture(ribbon: RibbonData, palette: Palette): string {
  return `url("data:image/bmp;base64,${toBase64(bitmap(ribbon, createShade(palette)))}")`;
}

/** Rows from the bottom up, each padded to four bytes; colours as blue, green, red, nothing. */
function bitmap(ribbon: RibbonData, shade: Shade): Uint8Array {
  const { steps, units, values, shares } = ribbon;
  const stride = Math.ceil(steps / 4) * 4;
  const [infoAt, coloursAt, pixelsAt] = [14, 54, 54 + 4 * 256];
  const bytes = new Uint8Array(pixelsAt + stride * units);
  const view = new DataView(bytes.buffer);
  bytes.set([0x42, 0x4d]);
  view.setUint32(2, bytes.length, true);
  view.setUint32(10, pixelsAt, true);
  view.setUint32(infoAt, 40, true);
  view.setInt32(infoAt + 4, steps, true);
  view.setInt32(infoAt + 8, units, true);
  view.setUint16(infoAt + 12, 1, true);
  view.setUint16(infoAt + 14, 8, true);
  for (let v = 0; v < valueLevels; v += 1) {
    for (let s = 0; s < shareLevels; s += 1) {
      const colour = shade((2 * v) / (valueLevels - 1) - 1, s / (shareLevels - 1));
      bytes.set([(colour >>> 16) & 255, (colour >>> 8) & 255, colour & 255], coloursAt + 4 * (v * shareLevels + s));
    }
  }
  sortedUnits(ribbon).forEach((unit, row) => {
    const start = pixelsAt + (units - 1 - row) * stride;
    for (let step = 0; step < steps; step += 1) {
      const at = step * units + unit;
      const v = Math.round((((values[at] ?? 0) + 1) / 2) * (valueLevels - 1));
      const s = Math.round((shares[at] ?? 0) * (shareLevels - 1));
      bytes[start + step] = v * shareLevels + s;
    }
  });
  return bytes;
}
