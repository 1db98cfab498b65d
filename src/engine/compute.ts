/**
 * A way to do a network's numbers: which operations, which layers, which precision, and where its memory lies.
 *
 * A *path* is the way, known before a run; opening it for a plan reserves all memory the run will need, once.
 */

import type { Kernels } from './kernels/contract.ts';
import { referenceKernels } from './kernels/reference.ts';
import type { Precision } from './matrix.ts';
import type { NetworkDescription } from './network.ts';
import type { LayerDescription, SequenceLayer } from './sequence/contract.ts';
import type { StackDescription } from './sequence/stack.ts';
import { createUnrolledLayer } from './sequence/unrolled.ts';

/**
 * How a layer is made: on which parameters, by prefix and suffix of their names, and whether the gradient of its inputs
 * will be asked for, which takes room. Where that is not said, it is as the plan has it for the lowest layer.
 */
export type LayerFactory = (
  description: LayerDescription,
  prefix: string,
  suffix: string,
  wantsInputGradient?: boolean,
) => SequenceLayer;

export interface Compute {
  readonly kernels: Kernels;
  readonly precision: Precision;
  readonly createLayer: LayerFactory;
}

/** A network, perhaps with layers of two directions; forward alone where nothing is said. */
type PlannedNetwork = NetworkDescription & Partial<Pick<StackDescription, 'directions'>>;

/** All that a run will ask memory for: traces of so many steps and rows, and sets of the network's parameters. */
export interface ComputePlan {
  readonly network: PlannedNetwork;
  readonly traces: readonly { readonly capacity: number; readonly batch: number }[];
  /** Parameters, gradients, and what the optimiser keeps: so many sets of them. */
  readonly parameterSets: number;
  /** Numbers in each set that belong to something beside the network, an embedding below it; none when absent. */
  readonly otherParameters?: number;
  /** Whether the gradient of the inputs will be asked for, because something that learns lies below. */
  readonly wantsInputGradient?: boolean;
}

export type PathName = 'reference' | 'float32' | 'wasm' | 'relaxed' | 'webgl';

export interface ComputePath {
  readonly name: PathName;
  /** True when the same run gives the same bits on every machine that offers this path. */
  readonly hasStrictNumerics: boolean;
  /** Bytes that opening it for this plan takes, about. */
  bytes(plan: ComputePlan): number;
  /** Reserves memory for the plan. Throws a MemoryError when it is more than the path may take. */
  open(plan: ComputePlan): Compute;
}

/** Bytes. */
export const MIB = 1_048_576;

/** A run that would need more memory than there is for it. */
export class MemoryError extends Error {
  readonly code = 'tooMuchMemory';
  readonly values: { readonly needed: number; readonly limit: number };
  constructor(bytes: number, limitBytes: number) {
    const [needed, limit] = [Math.ceil(bytes / MIB), Math.floor(limitBytes / MIB)];
    super(`This run would need ${needed} MiB of memory; ${limit} MiB are the most it may take`);
    this.name = 'MemoryError';
    this.values = { needed, limit };
  }
}

/** Plain loops on typed arrays: float64 defines what is correct; float32 is what compiled code is compared with. */
export function createReferencePath(precision: Precision): ComputePath {
  const kernels = referenceKernels;
  return {
    name: precision === 'float64' ? 'reference' : 'float32',
    hasStrictNumerics: true,
    bytes: () => 0,
    open: () => ({
      kernels,
      precision,
      createLayer: (description, prefix, suffix) => createUnrolledLayer(description, kernels, prefix, suffix),
    }),
  };
}

export const referencePath = createReferencePath('float64');
