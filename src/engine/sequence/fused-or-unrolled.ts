/**
 * One layer in two ways: in compiled code, and step by step for a pass that asks for what compiled code does not offer
 * (rows of unequal length, interventions, everything kept, infinite inputs).
 *
 * Both read the same parameters and mean the same numbers, up to rounding. Each pass is run in one of the two ways, and
 * the way back is that of the pass before it.
 */

import type { States } from '../cells/contract.ts';
import type { Matrix } from '../matrix.ts';
import type { ForwardOptions, SequenceLayer, SequenceTrace } from './contract.ts';
import type { FusedLayer } from './fused.ts';

/** The layer of `fused`, or of `unrolled` where a pass needs it: two layers of the same description. */
export function createFusedOrUnrolledLayer(fused: FusedLayer, unrolled: SequenceLayer): SequenceLayer {
  return {
    description: fused.description,
    createTrace: (capacity, batch) => new EitherTrace(fused, capacity, batch),
    forward: (parameters, inputs, sequence, options = {}) => {
      const trace = own(sequence);
      trace.current = fused;
      if (
        isOfferedByFused(inputs.length, trace.batch, options) &&
        fused.tryForward(parameters, inputs, trace.of(fused), withoutLengths(options))
      ) {
        return;
      }
      trace.current = unrolled;
      unrolled.forward(parameters, inputs, trace.of(unrolled), options);
    },
    backward: (parameters, gradients, inputs, sequence, dHidden, options = {}) => {
      const trace = own(sequence);
      return trace.current.backward(parameters, gradients, inputs, trace.of(trace.current), dHidden, options);
    },
  };
}

function isOfferedByFused(
  steps: number,
  batch: number,
  { interventions, lengths, keepsEverything }: ForwardOptions,
): boolean {
  if (interventions?.length || keepsEverything) return false;
  return !lengths || (lengths.length === batch && lengths.every((length) => length === steps));
}

/** Lengths that are all T say nothing. */
function withoutLengths(options: ForwardOptions): ForwardOptions {
  return options.lengths ? { ...options, lengths: undefined } : options;
}

/** The memory of either way, made when a pass first needs it; what is read is that of the last pass. */
class EitherTrace implements SequenceTrace {
  readonly capacity: number;
  readonly batch: number;
  readonly precision = 'float32';
  /** The way of the last pass. */
  current: SequenceLayer;
  readonly #traces = new Map<SequenceLayer, SequenceTrace>();

  constructor(first: SequenceLayer, capacity: number, batch: number) {
    this.capacity = capacity;
    this.batch = batch;
    this.current = first;
  }

  of(layer: SequenceLayer): SequenceTrace {
    const known = this.#traces.get(layer);
    if (known) return known;
    const made = layer.createTrace(this.capacity, this.batch, this.precision);
    this.#traces.set(layer, made);
    return made;
  }

  get steps(): number {
    return this.of(this.current).steps;
  }

  get lengths(): readonly number[] | undefined {
    return this.of(this.current).lengths;
  }

  get names(): readonly string[] {
    return this.of(this.current).names;
  }

  quantity(name: string, step: number): Matrix {
    return this.of(this.current).quantity(name, step);
  }

  statesBefore(step: number): States {
    return this.of(this.current).statesBefore(step);
  }
}

function own(trace: SequenceTrace): EitherTrace {
  if (!(trace instanceof EitherTrace)) throw new Error('This trace was not made by createTrace of this kind of layer');
  return trace;
}
