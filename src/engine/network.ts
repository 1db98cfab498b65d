/**
 * A whole small network: one recurrent layer and a linear readout.
 *
 * Letters: B batch, T time, H hidden size, O outputs. Parameters are named as a PyTorch module would name them:
 * `rnn.weight_ih_l0`, ..., `head.weight`, `head.bias`.
 */

import type { LayerFactory } from './compute.ts';
import type { Kernels } from './kernels/contract.ts';
import { linearBackward, linearForward, linearShapes } from './layers/linear.ts';
import { createSequence, type Matrix, type Precision } from './matrix.ts';
import { createParameters, type ParameterShape, type Parameters } from './parameters.ts';
import type {
  BackwardOptions,
  BackwardTrace,
  ForwardOptions,
  LayerDescription,
  SequenceLayer,
  SequenceTrace,
} from './sequence/contract.ts';
import { createUnrolledLayer, layerShapes } from './sequence/unrolled.ts';

export interface NetworkDescription extends LayerDescription {
  readonly outputSize: number;
}

/** Memory for one batch of sequences: the layer's trace and the outputs of every step. */
export interface NetworkTrace {
  readonly layer: SequenceTrace;
  /** The readout (B, O) of each step, filled where `readOut` was called. */
  readonly outputs: readonly Matrix[];
  /** Scratch of (B, H) per step: the readout's gradient of the hidden state. */
  readonly dHidden: readonly Matrix[];
}

export interface Network {
  readonly description: NetworkDescription;
  readonly shapes: readonly ParameterShape[];
  readonly layer: SequenceLayer;
  createParameters(precision?: Precision): Parameters;
  createTrace(capacity: number, batch: number, precision?: Precision): NetworkTrace;
  /** Runs the layer; call `readOut` for the steps whose output is wanted. */
  forward(parameters: Parameters, inputs: readonly Matrix[], trace: NetworkTrace, options?: ForwardOptions): void;
  /** output (B, O) of a step counted from 0. */
  readOut(parameters: Parameters, trace: NetworkTrace, step: number): Matrix;
  /** From the gradient (B, O) of each step's output, null where the loss does not look. Adds to `gradients`. */
  backward(
    parameters: Parameters,
    gradients: Parameters,
    inputs: readonly Matrix[],
    trace: NetworkTrace,
    dOutput: (step: number) => Matrix | null,
    options?: BackwardOptions,
  ): BackwardTrace;
}

export function networkShapes(description: NetworkDescription): ParameterShape[] {
  return [
    ...layerShapes(description, 'rnn.'),
    ...linearShapes(description.hiddenSize, description.outputSize, 'head.'),
  ];
}

/** The network on these kernels, its layer made by `createLayer`: step by step unless told otherwise. */
export function createNetwork(
  description: NetworkDescription,
  kernels: Kernels,
  createLayer: LayerFactory = (layer, prefix, suffix) => createUnrolledLayer(layer, kernels, prefix, suffix),
): Network {
  const shapes = networkShapes(description);
  const layer = createLayer(description, 'rnn.', '_l0');
  const hiddenAt = (trace: NetworkTrace, step: number) => trace.layer.quantity('hiddenState', step);
  return {
    description,
    shapes,
    layer,
    createParameters: (precision) => createParameters(shapes, precision, kernels.allocate),
    createTrace: (capacity, batch, precision = 'float64') => ({
      layer: layer.createTrace(capacity, batch, precision),
      outputs: createSequence(capacity, batch, description.outputSize, precision),
      dHidden: createSequence(capacity, batch, description.hiddenSize, precision),
    }),
    forward: (parameters, inputs, trace, options) => layer.forward(parameters, inputs, trace.layer, options),
    readOut: (parameters, trace, step) => {
      const output = trace.outputs[step];
      linearForward(kernels, parameters, 'head.', hiddenAt(trace, step), output);
      return output;
    },
    backward: (parameters, gradients, inputs, trace, dOutput, options) => {
      const dHidden = (step: number) => {
        const dAtStep = dOutput(step);
        if (!dAtStep) return null;
        const target = trace.dHidden[step];
        linearBackward(kernels, parameters, gradients, 'head.', hiddenAt(trace, step), dAtStep, target);
        return target;
      };
      return layer.backward(parameters, gradients, inputs, trace.layer, dHidden, options);
    },
  };
}
