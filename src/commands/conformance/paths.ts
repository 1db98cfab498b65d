/**
 * The ways to compute a case: one line for each. Whoever adds a way adds its line, and the whole suite runs on it.
 */
import type { Compute } from '../../engine/compute.ts';
import { referenceKernels } from '../../engine/kernels/reference.ts';
import type { Precision } from '../../engine/matrix.ts';
import { createUnrolledLayer } from '../../engine/sequence/unrolled.ts';

/** Called once for each case, so that a way may reserve memory for it. */
export type OpenCompute = () => Compute;

export const paths: Readonly<Record<string, () => OpenCompute>> = {
  reference: () => onTypedArrays('float64'),
  float32: () => onTypedArrays('float32'),
};

/** The way of this name. Throws a sentence that lists those there are. */
export function openPath(name: string): OpenCompute {
  const path = Object.hasOwn(paths, name) ? paths[name] : undefined;
  if (!path) throw new Error(`conformance: there is no path ${name}; there are ${Object.keys(paths).join(', ')}`);
  return path();
}

function onTypedArrays(precision: Precision): OpenCompute {
  const kernels = referenceKernels;
  return () => ({
    kernels,
    precision,
    createLayer: (description, prefix, suffix) => createUnrolledLayer(description, kernels, prefix, suffix),
  });
}
