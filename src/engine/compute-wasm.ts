/**
 * Compiled code as a way to compute: one arena per run, as large as the run asks for; fused layers where there are
 * some and a pass asks for no more than they offer, unrolled ones on the compiled products for the rest.
 */

import { type Compute, type ComputePath, type ComputePlan, MemoryError, MIB } from './compute.ts';
import { createArena, roundUp } from './kernels/arena.ts';
import { createWasmKernels, matmulScratchBytes } from './kernels/wasm.ts';
import { linearShapes } from './layers/linear.ts';
import { countParameters } from './parameters.ts';
import { createFusedLayer, fusedOffers, fusedTraceBytes } from './sequence/fused.ts';
import { createFusedOrUnrolledLayer } from './sequence/fused-or-unrolled.ts';
import { placesOf, stackShapes } from './sequence/stack.ts';
import { createUnrolledLayer } from './sequence/unrolled.ts';

/** The most a run may take on a device that is not a phone. */
export const DESKTOP_LIMIT = 1024 * MIB;
export const PHONE_LIMIT = 256 * MIB;

/** The path of a compiled binary; `limitBytes` is the most that one run may take. */
export function createWasmPath(
  module: WebAssembly.Module,
  isRelaxed: boolean,
  limitBytes = DESKTOP_LIMIT,
): ComputePath {
  return {
    name: isRelaxed ? 'relaxed' : 'wasm',
    hasStrictNumerics: !isRelaxed,
    bytes: planBytes,
    open: (plan) => open(module, isRelaxed, plan, limitBytes),
  };
}

function open(module: WebAssembly.Module, isRelaxed: boolean, plan: ComputePlan, limitBytes: number): Compute {
  const bytes = planBytes(plan);
  if (bytes > limitBytes) throw new MemoryError(bytes, limitBytes);
  const arena = createArena(module, bytes);
  const kernels = createWasmKernels(arena, isRelaxed, scratchBytes(plan));
  return {
    kernels,
    precision: 'float32',
    createLayer: (description, prefix, suffix, wantsInputGradient = plan.wantsInputGradient ?? false) => {
      const unrolled = createUnrolledLayer(description, kernels, prefix, suffix);
      if (!fusedOffers(description)) return unrolled;
      return createFusedOrUnrolledLayer(
        createFusedLayer(description, arena, prefix, suffix, wantsInputGradient),
        unrolled,
      );
    },
  };
}

/** Bytes that a run of this plan takes. */
export function planBytes(plan: ComputePlan): number {
  const { traces, parameterSets, otherParameters = 0 } = plan;
  const { stack, outputSize, widest } = sizesOf(plan);
  const numbers = countParameters([...stackShapes(stack), ...linearShapes(widest, outputSize, 'head.')]);
  const parameters = roundUp((numbers + otherParameters) * 4);
  const layers = placesOf(stack).flatMap((places, depth) => {
    const wantsInputGradient = depth > 0 || (plan.wantsInputGradient ?? false);
    const offered = places.filter(({ description }) => fusedOffers(description));
    return offered.flatMap(({ description }) =>
      traces.map((trace) => fusedTraceBytes({ ...description, ...trace, wantsInputGradient })),
    );
  });
  return layers.reduce((sum, bytes) => sum + bytes, parameters * parameterSets) + roundUp(scratchBytes(plan));
}

/** Room for the largest product there is: a readout's weights or states, packed, beside copies of all three matrices. */
function scratchBytes(plan: ComputePlan): number {
  const { stack, outputSize, widest } = sizesOf(plan);
  const batches = plan.traces.map(({ batch }) => batch);
  const columns = Math.max(stack.inputSize, widest);
  const rows = Math.max(...batches, stack.hiddenSize * 4, outputSize, widest);
  return matmulScratchBytes(rows) + 3 * roundUp(Math.max(rows, columns) * columns * 4) + 256;
}

/** The plan's network as a stack; `widest` is D * H, what a layer gives to the one above or to the readout. */
function sizesOf({ network }: ComputePlan) {
  const stack = { layers: 1, ...network };
  return { stack, outputSize: network.outputSize, widest: (network.directions?.length ?? 1) * network.hiddenSize };
}
