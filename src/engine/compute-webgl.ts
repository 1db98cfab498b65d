/**
 * A graphics processor as a way to compute: layers unrolled step by step, their large products on the device, the rest
 * where another path does it. Nothing here is fused, so it pays for large layers and batches only.
 */

import type { ComputePath } from './compute.ts';
import { createWebglKernels, type WebglDevice } from './kernels/webgl.ts';
import { createUnrolledLayer } from './sequence/unrolled.ts';

/**
 * The path of a device. `rest` holds the parameters and does what the device does not; `smallest` is the number of
 * multiplications from which a product goes to the device.
 */
export function createWebglPath(device: WebglDevice, rest: ComputePath, smallest: number): ComputePath {
  return {
    name: 'webgl',
    hasStrictNumerics: false,
    bytes: rest.bytes,
    open: (plan) => {
      const kernels = createWebglKernels(device, rest.open(plan).kernels, smallest);
      return {
        kernels,
        precision: 'float32',
        createLayer: (description, prefix, suffix) => createUnrolledLayer(description, kernels, prefix, suffix),
      };
    },
  };
}
