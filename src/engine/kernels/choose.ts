/**
 * Which path a run takes: what this machine has, what the run asks for, and, only where the run wants speed alone, what
 * was measured. The only file that knows all paths.
 *
 * reproducible: plain compiled SIMD, the same bytes on every machine. fastest: whatever is, and the figure says so.
 */

import { type ComputePath, type ComputePlan, createReferencePath, type PathName } from '../compute.ts';
import { createWasmPath, DESKTOP_LIMIT } from '../compute-wasm.ts';
import { createWebglPath } from '../compute-webgl.ts';
import { fusedOffers } from '../sequence/fused.ts';
import { BLOCKS } from '../sequence/unrolled.ts';
import { createArena } from './arena.ts';
import type { Kernels } from './contract.ts';
import { type Clock, crossover, estimate, MEASUREMENT_VERSION, type Measurement, measureKernels } from './measure.ts';
import { referenceKernels } from './reference.ts';
import { compileBinary, createWasmKernels, matmulScratchBytes } from './wasm.ts';
import { createWebglKernels, probeWebgl, type WebglDevice } from './webgl.ts';

export type Numerics = 'reproducible' | 'fastest';

/** What this machine has; null is what it has not. */
export interface Available {
  readonly plain: WebAssembly.Module | null;
  readonly relaxed: WebAssembly.Module | null;
  readonly webgl: WebglDevice | null;
  /** Bytes that one run may take. */
  readonly limitBytes: number;
}

/** What a run cannot promise on the path it was given, for the figure to say; null when it keeps what it promises. */
export type Caveat = 'lastDigitsMayDiffer' | 'notReproducible';

type Bytes = Uint8Array<ArrayBuffer>;

/** Tries everything that was handed in: two binaries, and a context that nobody else draws on. */
export function findAvailable(
  binaries: { readonly plain: Bytes | null; readonly relaxed: Bytes | null },
  gl: WebGL2RenderingContext | null,
  limitBytes = DESKTOP_LIMIT,
): Available {
  return {
    plain: binaries.plain && compileBinary(binaries.plain),
    relaxed: binaries.relaxed && compileBinary(binaries.relaxed),
    webgl: gl && probeWebgl(gl),
    limitBytes,
  };
}

/** What this device does how fast, in under 300 ms. For the caller to keep, as long as its version is the current one. */
export function measure(available: Available, clock: Clock): Measurement {
  const contenders: Partial<Record<PathName, Kernels>> = {};
  for (const path of ['float32', 'wasm', 'relaxed', 'webgl'] as const) {
    const kernels = productKernels(available, path, 256);
    if (kernels) contenders[path] = kernels;
  }
  return measureKernels(contenders, clock);
}

/**
 * The operations of one path alone, for products of up to `largestSide` squared; null where this machine has not got
 * it. `rest` does what WebGL2 does not, and its products too while the context is lost.
 */
export function productKernels(
  { plain, relaxed, webgl }: Omit<Available, 'limitBytes'>,
  path: Exclude<PathName, 'reference'>,
  largestSide: number,
  rest: Kernels = referenceKernels,
): Kernels | null {
  if (path === 'float32') return referenceKernels;
  if (path === 'webgl') return webgl && createWebglKernels(webgl, rest, 1);
  const module = path === 'wasm' ? plain : relaxed;
  return module && kernelsOf(module, path === 'relaxed', largestSide);
}

/** The path for a whole run. `measured` is looked at for `fastest` alone, and only to decide about WebGL. */
export function choose(
  numerics: Numerics,
  available: Available,
  plan: ComputePlan,
  measured: Measurement | null,
): ComputePath {
  const { plain, relaxed, webgl, limitBytes } = available;
  if (numerics === 'reproducible' || !relaxed) {
    const steady = plain ? createWasmPath(plain, false, limitBytes) : createReferencePath('float32');
    if (numerics === 'reproducible') return steady;
    return withWebgl(steady, webgl, plan, measured);
  }
  return withWebgl(createWasmPath(relaxed, true, limitBytes), webgl, plan, measured);
}

/** A run that asks for the fastest takes another path elsewhere, whatever the one it was given promises. */
export function caveatOf(numerics: Numerics, path: Pick<ComputePath, 'name' | 'hasStrictNumerics'>): Caveat | null {
  if (numerics === 'fastest' || !path.hasStrictNumerics) return 'notReproducible';
  return path.name === 'wasm' ? null : 'lastDigitsMayDiffer';
}

/** The device where it wins clearly, and for the products from which on it does. */
function withWebgl(
  rest: ComputePath,
  device: WebglDevice | null,
  plan: ComputePlan,
  measured: Measurement | null,
): ComputePath {
  if (!device || measured?.version !== MEASUREMENT_VERSION) return rest;
  const smallest = crossover(measured, 'webgl', rest.name);
  if (smallest === null || !winsClearly(plan, rest.name, smallest, measured)) return rest;
  return createWebglPath(device, rest, smallest);
}

/** A measurement is right to 15 % or so: less of an advantage is none. */
const CLEARLY = 0.8;

/** Whether the passes of the plan, forward and back, would take clearly less time with large products on the device. */
function winsClearly({ network, traces }: ComputePlan, rest: PathName, smallest: number, measured: Measurement) {
  const { hiddenSize, inputSize, cell, layers = 1 } = network;
  const sums = BLOCKS[cell] * hiddenSize;
  // Inputs and states times weights; their gradients; the gradient handed back: once a step each.
  const lowest = [inputSize, hiddenSize, inputSize, hiddenSize, hiddenSize];
  // A layer above reads states, and hands a gradient down as well.
  const above = Array.from({ length: 6 * (layers - 1) }, () => hiddenSize);
  let [onDevice, onRest] = [0, 0];
  for (const { capacity, batch } of traces) {
    for (const work of [...lowest, ...above].map((side) => batch * sums * side)) {
      const restMs = estimate(measured.products[rest], work);
      const deviceMs = work >= smallest ? estimate(measured.products.webgl, work) : restMs;
      if (restMs === null || deviceMs === null) return false;
      onDevice += capacity * deviceMs;
      onRest += capacity * restMs;
    }
    // An unrolled step squashes its sums on typed arrays and goes back through that; a fused layer does it in passing.
    const pointwise = layers * capacity * batch * sums * 2 * measured.activationMs;
    onDevice += pointwise;
    if (rest === 'float32' || !fusedOffers(network)) onRest += pointwise;
  }
  return onDevice < CLEARLY * onRest;
}

/** Kernels for products of up to so many rows and columns, with operands of their own. */
function kernelsOf(module: WebAssembly.Module, isRelaxed: boolean, largestSide: number): Kernels {
  const operand = largestSide * largestSide * 4;
  const scratch = matmulScratchBytes(largestSide);
  return createWasmKernels(createArena(module, scratch + 3 * operand + 1024), isRelaxed, scratch);
}
