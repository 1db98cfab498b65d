/**
 * Compiled code as a way to compute: one arena per run, as large as the run asks for; fused layers where there are
 * some, unrolled ones on the compiled products for the rest.
 */

import { type Compute, type ComputePath, type ComputePlan, MemoryError, MIB } from './compute.ts';
import { createArena, roundUp } from './kernels/arena.ts';
import { createWasmKernels, matmulScratchBytes } from './kernels/wasm.ts';
import { networkShapes } from './network.ts';
import { countParameters } from './parameters.ts';
import { createFusedLayer, fusedOffers, fusedTraceBytes } from './sequence/fused.ts';
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
    createLayer: (description, prefix, suffix) =>
      fusedOffers(description)
        ? createFusedLayer(description, arena, prefix, suffix)
        : createUnrolledLayer(description, kernels, prefix, suffix),
  };
}

function planBytes(plan: ComputePlan): number {
  const { network, traces, parameterSets } = plan;
  const parameters = roundUp(countParameters(networkShapes(network)) * 4);
  const layers = fusedOffers(network)
    ? traces.map((trace) => fusedTraceBytes({ ...network, ...trace, wantsInputGradient: false }))
    : [];
  return layers.reduce((sum, bytes) => sum + bytes, parameters * parameterSets) + roundUp(scratchBytes(plan));
}

/** Room for the largest product there is: a readout's weights or states, packed, beside copies of all three matrices. */
function scratchBytes({ network, traces }: ComputePlan): number {
  const rows = Math.max(...traces.map(({ batch }) => batch), network.hiddenSize * 4, network.outputSize);
  const widest = Math.max(network.inputSize, network.hiddenSize * 4, network.outputSize, ...traces.map((t) => t.batch));
  return matmulScratchBytes(rows) + 3 * roundUp(widest * Math.max(network.hiddenSize, network.inputSize) * 4) + 256;
}
