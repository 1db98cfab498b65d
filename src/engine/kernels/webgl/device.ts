/**
 * A WebGL2 context that multiplies matrices: proved on a small product before it is trusted, given up while it is lost,
 * proved again when it is restored.
 */

import { createMatrix, type Matrix } from '../../matrix.ts';
import type { Mode } from '../contract.ts';
import { referenceKernels } from '../reference.ts';
import { createPrograms, type Operation, SIDE } from './programs.ts';
import { createTextureStore } from './textures.ts';
import { createTransfer } from './transfer.ts';

/** Bytes of textures and buffers at most. The whole of a run's largest product is some MiB. */
const TEXTURE_LIMIT = 64 * 1_048_576;

export interface WebglDevice {
  /** Bytes of textures and buffers held now. */
  readonly bytes: number;
  /** out = or += the product. False, and `out` as it was, where the context cannot: lost, or the operands too large. */
  product(operation: Operation, sizes: ProductSizes, out: Matrix, left: Matrix, right: Matrix, mode: Mode): boolean;
  /** Gives everything back that the context holds. */
  dispose(): void;
}

/** out (M, N), and the inner size K that is summed over. */
export type ProductSizes = readonly [m: number, n: number, k: number];

type Product = WebglDevice['product'];

/** What holds as long as the context is not lost. */
interface Session {
  readonly product: Product;
  readonly bytes: () => number;
  readonly dispose: () => void;
}

/**
 * The context as a device; null where it has no float32 render targets, computes the small product wrong, or fails in
 * any other way. Runs in a worker: reading waits for the result.
 */
export function probeWebgl(gl: WebGL2RenderingContext, limitBytes = TEXTURE_LIMIT): WebglDevice | null {
  let session = openSession(gl, limitBytes);
  if (!session) return null;
  const lose = (event: Event) => {
    // Says that it may be restored.
    event.preventDefault();
    session = null;
  };
  const restore = () => {
    session = openSession(gl, limitBytes);
  };
  gl.canvas.addEventListener('webglcontextlost', lose);
  gl.canvas.addEventListener('webglcontextrestored', restore);
  return {
    get bytes() {
      return session?.bytes() ?? 0;
    },
    product: (...of) => !gl.isContextLost() && (session?.product(...of) ?? false),
    dispose: () => {
      gl.canvas.removeEventListener('webglcontextlost', lose);
      gl.canvas.removeEventListener('webglcontextrestored', restore);
      session?.dispose();
      session = null;
    },
  };
}

function openSession(gl: WebGL2RenderingContext, limitBytes: number): Session | null {
  try {
    if (!gl.getExtension('EXT_color_buffer_float')) return null;
    const session = createSession(gl, limitBytes);
    if (isProved(session.product)) return session;
    session.dispose();
    return null;
  } catch {
    return null;
  }
}

function createSession(gl: WebGL2RenderingContext, limitBytes: number): Session {
  const programs = createPrograms(gl);
  const textures = createTextureStore(gl, limitBytes);
  const { upload, download } = createTransfer(gl);

  const product: Product = (operation, [m, n, k], out, left, right, mode) => {
    textures.begin();
    const a = textures.operand('left', left.rows, left.columns);
    const b = a && textures.operand('right', right.rows, right.columns);
    const target = b && textures.target(m, n);
    if (!target) return false;
    upload(left, a, 0);
    upload(right, b, 1);
    gl.useProgram(programs[operation].program);
    gl.uniform1i(programs[operation].blocks, Math.ceil(k / SIDE));
    gl.bindFramebuffer(gl.FRAMEBUFFER, target.framebuffer);
    gl.viewport(0, 0, target.width, target.height);
    gl.drawArrays(gl.TRIANGLES, 0, 3);
    return download(target, out, mode);
  };
  const dispose = () => {
    textures.dispose();
    for (const { program } of Object.values(programs)) gl.deleteProgram(program);
  };
  return { product, bytes: () => textures.bytes, dispose };
}

/** Every product of sizes that fill no block, of numbers that float32 holds and float16 does not, NaN in one row. */
function isProved(product: Product): boolean {
  const [m, n, k] = [6, 7, 5];
  const cases: [Operation, Matrix, Matrix][] = [
    ['multiply', numbers(m, k, 3), numbers(k, n, 4)],
    ['multiplyTransposed', numbers(m, k, 3), numbers(n, k, 4)],
    ['transposedMultiply', numbers(k, m, 3), numbers(k, n, 4)],
  ];
  return cases.every(([operation, left, right]) => {
    left.data[operation === 'transposedMultiply' ? m - 1 : (m - 1) * k] = NaN;
    const got = createMatrix(m, n, 'float32');
    const want = createMatrix(m, n);
    if (!product(operation, [m, n, k], got, left, right, 'replace')) return false;
    referenceKernels[operation](want, left, right, 'replace');
    return want.data.every((value, index) =>
      Number.isNaN(value) ? Number.isNaN(got.data[index]) : Math.abs(got.data[index] - value) <= 1e-6 * Math.abs(value),
    );
  });
}

/** All positive, so that no sum is smaller than its terms: 1 and a little, in steps of 2 to the -16. */
function numbers(rows: number, columns: number, stride: number): Matrix {
  const matrix = createMatrix(rows, columns, 'float32');
  matrix.data.forEach((_, index) => {
    matrix.data[index] = 1 + ((index * stride) % 97) / 65_536;
  });
  return matrix;
}
