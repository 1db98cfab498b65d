/**
 * One network run as it is, as another convention runs it after its numbers were converted, and as that convention runs
 * the very same numbers: how far apart the hidden states are, and what is answered at the end.
 *
 * Letters: B batch, T time, I input size, H hidden size, O outputs.
 */

import type { Kernels } from './kernels/contract.ts';
import { copyMatrix, type Matrix } from './matrix.ts';
import { createNetwork, type NetworkDescription } from './network.ts';
import type { Parameters } from './parameters.ts';
import { convertedFor, describeAs, engineWriting, misreadBy, type Writing } from './writing.ts';

export interface WrittenRun {
  /** The largest |difference| of any h from the network as it is, over units, steps and sequences. */
  readonly difference: number;
  /** (B, O) after the last step. */
  readonly outputs: Matrix;
}

export interface WritingComparison {
  readonly converted: WrittenRun;
  readonly misread: WrittenRun;
}

/** `inputs` are T matrices (B, I). A writing that was asked about before is not run again. */
export function compareWritings(
  description: NetworkDescription,
  parameters: Parameters,
  inputs: readonly Matrix[],
  kernels: Kernels,
): (writing: Writing) => WritingComparison {
  const { cell } = description;
  const own = run(engineWriting, parameters);
  const known = new Map<string, WritingComparison>();
  return (writing) => {
    const key = Object.values(writing).join();
    const found = known.get(key) ?? {
      converted: compare(run(writing, convertedFor(parameters, cell, writing))),
      misread: compare(run(writing, misreadBy(parameters, cell, writing))),
    };
    known.set(key, found);
    return found;
  };

  function run(writing: Writing, numbers: Parameters) {
    const network = createNetwork(describeAs(description, writing), kernels);
    const trace = network.createTrace(inputs.length, inputs[0].rows);
    network.forward(numbers, inputs, trace);
    const hidden = inputs.map((_, step) => trace.layer.quantity('hiddenState', step).data);
    return { hidden, outputs: copyMatrix(network.readOut(numbers, trace, inputs.length - 1)) };
  }

  function compare({ hidden, outputs }: ReturnType<typeof run>): WrittenRun {
    let difference = 0;
    hidden.forEach((values, step) => {
      const wanted = own.hidden[step];
      for (let k = 0; k < values.length; k += 1) {
        difference = Math.max(difference, Math.abs(values[k] - wanted[k]));
      }
    });
    return { difference, outputs };
  }
}
