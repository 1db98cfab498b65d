/**
 * The operations with their large products on a graphics processor, by WebGL2. Everything else, and every product while
 * the context is lost, is done by the kernels handed in.
 *
 * A graphics processor rounds as it likes, keeps no number below 1e-38, and may add in another order: near float32, the
 * same on one device, not on two.
 */

import type { Matrix } from '../matrix.ts';
import type { Kernels, Mode } from './contract.ts';
import { type ProductSizes, probeWebgl, type WebglDevice } from './webgl/device.ts';
import type { Operation } from './webgl/programs.ts';

export { probeWebgl, type WebglDevice };

/** The kernels on a device. `smallest`: fewer multiplications than this are left to `rest`. */
export function createWebglKernels(device: WebglDevice, rest: Kernels, smallest: number): Kernels {
  const run = (
    operation: Operation,
    sizes: ProductSizes | null,
    out: Matrix,
    left: Matrix,
    right: Matrix,
    mode: Mode,
  ): void => {
    const isDone = sizes && fits(sizes, out, smallest) && device.product(operation, sizes, out, left, right, mode);
    // Shapes that do not fit together are told there.
    if (!isDone) rest[operation](out, left, right, mode);
  };
  return {
    ...rest,
    name: 'WebGL2',
    multiply: (out, left, right, mode) => {
      const sizes = left.columns === right.rows ? ([left.rows, right.columns, left.columns] as const) : null;
      run('multiply', sizes, out, left, right, mode);
    },
    multiplyTransposed: (out, left, right, mode) => {
      const sizes = left.columns === right.columns ? ([left.rows, right.rows, left.columns] as const) : null;
      run('multiplyTransposed', sizes, out, left, right, mode);
    },
    transposedMultiply: (out, left, right, mode) => {
      const sizes = left.rows === right.rows ? ([left.columns, right.columns, left.rows] as const) : null;
      run('transposedMultiply', sizes, out, left, right, mode);
    },
  };
}

function fits([m, n, k]: ProductSizes, out: Matrix, smallest: number): boolean {
  return m * n * k >= Math.max(smallest, 1) && out.rows === m && out.columns === n;
}
