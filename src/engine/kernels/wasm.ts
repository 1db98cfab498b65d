/**
 * The operations in compiled SIMD code, on float32 matrices. What lies in the arena is used where it is; the rest is
 * copied in and out. Everything that compiled code would not do faster is left to the plain loops.
 */

import type { Matrix } from '../matrix.ts';
import { type Arena, roundUp } from './arena.ts';
import type { Kernels, Mode } from './contract.ts';
import { referenceKernels } from './reference.ts';

/** Below this many multiplications the copies cost more than the loops. A size, never a measurement: same bits always. */
const WORTHWHILE = 4096;
/** Inner sizes are cut into stretches of this length (assembly/matmul.ts). */
const STRETCH = 256;

/** Bytes that the packed left-hand side, eight columns of the right-hand one and an edge of the result take. */
export function matmulScratchBytes(rows: number): number {
  return (Math.ceil(rows / 6) * 6 * STRETCH + 8 * STRETCH + 48) * 4;
}

/**
 * Whether this machine runs the binary; null where it does not, never an error. `bytes` is a compiled binary of
 * assembly/.
 */
export function compileBinary(bytes: Uint8Array<ArrayBuffer>): WebAssembly.Module | null {
  try {
    return WebAssembly.validate(bytes) ? new WebAssembly.Module(bytes) : null;
  } catch {
    return null;
  }
}

/**
 * The kernels on an arena. `scratchBytes` is room for packed operands; a product that needs more goes to the plain loops.
 * The plain binary gives the same bits on every machine, the relaxed one does not.
 */
export function createWasmKernels(arena: Arena, isRelaxed: boolean, scratchBytes: number): Kernels {
  const scratch = arena.reserve(scratchBytes);
  const { exports, floats } = arena;

  /** out (M, N) += or = a (M, K) b (K, N); false when it does not fit. Operands are (data, row stride, column stride). */
  const run = (
    sizes: readonly [m: number, n: number, k: number],
    [left, leftRow, leftColumn]: Operand,
    [right, rightRow, rightColumn]: Operand,
    out: Matrix,
    mode: Mode,
  ): boolean => {
    const [m, n, k] = sizes;
    if (m * n * k < WORTHWHILE) return false;
    let free = scratch + roundUp(matmulScratchBytes(m));
    const place = ({ data }: Matrix, isRead: boolean): number => {
      const address = arena.addressOf(data);
      if (address !== null) return address;
      const copy = free;
      free += roundUp(data.length * 4);
      if (free <= scratch + scratchBytes && isRead) floats.set(data, copy / 4);
      return copy;
    };
    const a = place(left, true);
    const b = place(right, true);
    const c = place(out, mode === 'add');
    if (free > scratch + scratchBytes) return false;
    const adds = mode === 'add' ? 1 : 0;
    exports.matmul(m, n, k, a, leftRow * 4, leftColumn * 4, b, rightRow * 4, rightColumn * 4, c, adds, scratch);
    if (arena.addressOf(out.data) === null) out.data.set(floats.subarray(c / 4, c / 4 + out.data.length));
    return true;
  };

  return {
    ...referenceKernels,
    name: isRelaxed ? 'relaxed WASM SIMD' : 'WASM SIMD',
    allocate: (length) => arena.allocate(length),
    multiply(out, left, right, mode) {
      const fits =
        left.columns === right.rows &&
        run([left.rows, right.columns, left.columns], rowsOf(left), rowsOf(right), out, mode);
      if (!fits) referenceKernels.multiply(out, left, right, mode);
    },
    multiplyTransposed(out, left, right, mode) {
      const fits =
        left.columns === right.columns &&
        run([left.rows, right.rows, left.columns], rowsOf(left), columnsOf(right), out, mode);
      if (!fits) referenceKernels.multiplyTransposed(out, left, right, mode);
    },
    transposedMultiply(out, left, right, mode) {
      const fits =
        left.rows === right.rows &&
        run([left.columns, right.columns, left.rows], columnsOf(left), rowsOf(right), out, mode);
      if (!fits) referenceKernels.transposedMultiply(out, left, right, mode);
    },
    adam(parameters, gradient, mean, square, settings) {
      const [p, g] = [arena.addressOf(parameters), arena.addressOf(gradient)];
      const [m, s] = [arena.addressOf(mean), arena.addressOf(square)];
      if (p === null || g === null || m === null || s === null) {
        referenceKernels.adam(parameters, gradient, mean, square, settings);
        return;
      }
      const { learningRate, beta1, beta2, epsilon, weightDecay, beta1Power, beta2Power } = settings;
      // What follows an array up to the next line of 64 bytes is zeros, so whole groups of four are safe.
      const length = Math.ceil(parameters.length / 4) * 4;
      const step = learningRate / (1 - beta1Power);
      const inverseRoot = 1 / Math.sqrt(1 - beta2Power);
      exports.adam(length, p, g, m, s, step, beta1, beta2, epsilon, inverseRoot, weightDecay);
    },
  };
}

type Operand = readonly [matrix: Matrix, row: number, column: number];

/** A matrix as it stands, and turned about its diagonal. */
const rowsOf = (matrix: Matrix): Operand => [matrix, matrix.columns, 1];
const columnsOf = (matrix: Matrix): Operand => [matrix, 1, matrix.columns];
