/**
 * A whole small network: recurrent layers above each other and a linear readout.
 *
 * Letters: B batch, T time, H hidden size, O outputs. Parameters are named as a PyTorch module would name them:
 * `rnn.weight_ih_l0`, ..., `rnn.weight_ih_l1`, ..., `head.weight`, `head.bias`.
 */

import type { LayerFactory } from './compute.ts';
import type { Kernels } from './kernels/contract.ts';
import { linearBackward, linearForward, linearShapes } from './layers/linear.ts';
import { createSequence, type Matrix, type Precision } from './matrix.ts';
import { createParameters, type ParameterShape, type Parameters } from './parameters.ts';
import type { LayerDescription, SequenceTrace } from './sequence/contract.ts';
import {
  createStack,
  type Stack,
  type StackDescription,
  type StackForwardOptions,
  stackShapes,
} from './sequence/stack.ts';
import type { StackBackward, StackBackwardOptions } from './sequence/stack-backward.ts';
import type { StackTrace } from './sequence/stack-trace.ts';
import { createUnrolledLayer } from './sequence/unrolled.ts';

/** One layer where nothing is said of `layers`. */
export interface NetworkDescription extends LayerDescription, Partial<Pick<StackDescription, 'layers' | 'dropout'>> {
  readonly outputSize: number;
}

/** Memory for one batch of sequences: the traces of the layers and the outputs of every step. */
export interface NetworkTrace {
  readonly stack: StackTrace;
  /** The top layer's, which the readout reads. */
  readonly layer: SequenceTrace;
  /** The readout (B, O) of each step, filled where `readOut` was called. */
  readonly outputs: readonly Matrix[];
  /** Scratch of (B, H) per step: the readout's gradient of the hidden state. */
  readonly dHidden: readonly Matrix[];
}

export interface Network {
  readonly description: NetworkDescription;
  readonly shapes: readonly ParameterShape[];
  readonly stack: Stack;
  createParameters(precision?: Precision): Parameters;
  createTrace(capacity: number, batch: number, precision?: Precision): NetworkTrace;
  /** Runs the layers; call `readOut` for the steps whose output is wanted. */
  forward(parameters: Parameters, inputs: readonly Matrix[], trace: NetworkTrace, options?: StackForwardOptions): void;
  /** output (B, O) of a step counted from 0. */
  readOut(parameters: Parameters, trace: NetworkTrace, step: number): Matrix;
  /** From the gradient (B, O) of each step's output, null where the loss does not look. Adds to `gradients`. */
  backward(
    parameters: Parameters,
    gradients: Parameters,
    trace: NetworkTrace,
    dOutput: (step: number) => Matrix | null,
    options?: StackBackwardOptions,
  ): StackBackward;
}

export function networkShapes(description: NetworkDescription): ParameterShape[] {
  return [
    ...stackShapes(stackOf(description), 'rnn.'),
    ...linearShapes(description.hiddenSize, description.outputSize, 'head.'),
  ];
}

/** The network on these kernels, its layers made by `createLayer`: step by step unless told otherwise. */
export function createNetwork(
  description: NetworkDescription,
  kernels: Kernels,
  createLayer: LayerFactory = (layer, prefix, suffix) => createUnrolledLayer(layer, kernels, prefix, suffix),
): Network {
  const shapes = networkShapes(description);
  const { layers } = stackOf(description);
  const stack = createStack(stackOf(description), createLayer, 'rnn.');
  return {
    description,
    shapes,
    stack,
    createParameters: (precision) => createParameters(shapes, precision, kernels.allocate),
    createTrace: (capacity, batch, precision = 'float64') => {
      const trace = stack.createTrace(capacity, batch, precision);
      return {
        stack: trace,
        layer: trace.lane(layers - 1, 'forward').trace,
        outputs: createSequence(capacity, batch, description.outputSize, precision),
        dHidden: createSequence(capacity, batch, description.hiddenSize, precision),
      };
    },
    forward: (parameters, inputs, trace, options) => stack.forward(parameters, inputs, trace.stack, options),
    readOut: (parameters, trace, step) => {
      const output = trace.outputs[step];
      linearForward(kernels, parameters, 'head.', trace.stack.output(step), output);
      return output;
    },
    backward: (parameters, gradients, trace, dOutput, options) => {
      const dHidden = (step: number) => {
        const dAtStep = dOutput(step);
        if (!dAtStep) return null;
        const target = trace.dHidden[step];
        linearBackward(kernels, parameters, gradients, 'head.', trace.stack.output(step), dAtStep, target);
        return target;
      };
      return stack.backward(parameters, gradients, trace.stack, dHidden, options);
    },
  };
}

function stackOf({ outputSize: _, ...description }: NetworkDescription): StackDescription {
  return { layers: 1, ...description };
}
