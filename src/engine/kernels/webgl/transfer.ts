/** Matrices to the context and back. What is not a multiple of four numbers wide, or not float32, is copied on the way. */

import type { FloatArray, Matrix } from '../../matrix.ts';
import type { Mode } from '../contract.ts';
import { SIDE } from './programs.ts';
import type { Operand, Target } from './textures.ts';

interface Transfer {
  /** Writes a matrix into its texture and binds that to a unit. */
  upload(matrix: Matrix, operand: Operand, unit: 0 | 1): void;
  /** Reads a result, blocking until the context has computed it. False, and `out` as it was, where the context is lost. */
  download(target: Target, out: Matrix, mode: Mode): boolean;
}

export function createTransfer(gl: WebGL2RenderingContext): Transfer {
  let scratch = new Float32Array(0);
  /** At least so many numbers, of unknown value. */
  const room = (length: number): Float32Array<ArrayBuffer> => {
    if (scratch.length < length) scratch = new Float32Array(length);
    return scratch.subarray(0, length);
  };

  return {
    upload({ data, rows, columns }, { texture, width }, unit) {
      const isReady = data instanceof Float32Array && columns === width * SIDE;
      const texels = isReady ? data : pad(room(rows * width * SIDE), data, columns, width * SIDE);
      gl.activeTexture(unit === 0 ? gl.TEXTURE0 : gl.TEXTURE1);
      gl.bindTexture(gl.TEXTURE_2D, texture);
      gl.texSubImage2D(gl.TEXTURE_2D, 0, 0, 0, width, rows, gl.RGBA, gl.FLOAT, texels);
    },
    download({ width, height, pixels }, out, mode) {
      // Four reads into one buffer on the context's side, then a single one that waits.
      gl.bindBuffer(gl.PIXEL_PACK_BUFFER, pixels);
      gl.pixelStorei(gl.PACK_ROW_LENGTH, width * SIDE);
      for (let row = 0; row < SIDE; row += 1) {
        gl.readBuffer(gl.COLOR_ATTACHMENT0 + row);
        gl.readPixels(0, 0, width, height, gl.RGBA, gl.FLOAT, row * width * 16);
      }
      const stride = width * SIDE;
      // Not into `out` itself: a context that is lost meanwhile writes nothing, and the product will be asked for again.
      const read = room(out.rows * stride);
      gl.getBufferSubData(gl.PIXEL_PACK_BUFFER, 0, read);
      if (gl.isContextLost()) return false;
      if (mode === 'replace' && out.columns === stride) out.data.set(read);
      else unpad(out, read, stride, mode);
      return true;
    },
  };
}

/** Rows of `columns` numbers, each followed by zeros up to `stride`. */
function pad(
  target: Float32Array<ArrayBuffer>,
  data: FloatArray,
  columns: number,
  stride: number,
): Float32Array<ArrayBuffer> {
  target.fill(0);
  for (let from = 0, to = 0; from < data.length; from += columns, to += stride) {
    for (let column = 0; column < columns; column += 1) target[to + column] = data[from + column];
  }
  return target;
}

function unpad({ data, rows, columns }: Matrix, source: Float32Array, stride: number, mode: Mode): void {
  for (let row = 0; row < rows; row += 1) {
    const [from, to] = [row * stride, row * columns];
    for (let column = 0; column < columns; column += 1) {
      const kept = mode === 'add' ? data[to + column] : 0;
      data[to + column] = kept + source[from + column];
    }
  }
}
