/**
 * A plain RNN, LSTM or GRU, or an LSTM whose gates or activations are missing or coupled, over a whole sequence in
 * compiled code: float32, forward and back.
 *
 * The same layer as sequence/unrolled.ts, tens of times faster. It forces nothing, knows no rows of unequal length, keeps
 * no gradient of a quantity, no norms and no infinite input: for those, unroll. What it does not offer it refuses in a
 * sentence.
 */

import { checkVariant } from '../cells/variants.ts';
import { type Arena, roundUp } from '../kernels/arena.ts';
import { type FusedSize, layerBytes } from '../kernels/layout.ts';
import type { Matrix } from '../matrix.ts';
import type { Parameters } from '../parameters.ts';
import type {
  BackwardOptions,
  BackwardTrace,
  ForwardOptions,
  LayerDescription,
  SequenceLayer,
  SequenceTrace,
} from './contract.ts';
import { FusedGradients } from './fused-gradients.ts';
import { createParameterPort } from './fused-parameters.ts';
import { FusedTrace } from './fused-trace.ts';

const WEIGHTS = ['inputWeights', 'recurrentWeights', 'inputBias', 'recurrentBias'] as const;
const GRADIENTS = ['dInputWeights', 'dRecurrentWeights', 'dInputBias', 'dRecurrentBias'] as const;

/** The number by which the binary knows a cell. */
const CODE = { lstm: 0, gru: 1, rnn: 2 } as const;

/** Whether compiled code can do all that the description asks for. */
export function fusedOffers({ cell, reset, variant }: LayerDescription): boolean {
  if (cell === 'gru' && reset === 'before') return false;
  if (!variant) return true;
  // A variant of an RNN takes the place of its nonlinearity, even one that sets nothing.
  if (cell === 'rnn') return false;
  const { coupled, without, candidate = 'tanh', shown = 'tanh', ...others } = variant;
  if (Object.values(others).some((setting) => setting !== undefined)) return false;
  if (cell === 'gru') return candidate === 'tanh';
  // Gates that stand open or are coupled are a matter of how weights are packed.
  return [candidate, shown].every((choice) => choice === 'tanh' || choice === 'identity');
}

/** Bytes that a trace of this size takes from the arena. */
export function fusedTraceBytes(size: FusedSize): number {
  const { capacity, batch, inputSize, hiddenSize } = size;
  return layerBytes(size) + roundUp(capacity * batch * inputSize * 4) + roundUp(batch * hiddenSize * 4);
}

export interface FusedLayer extends SequenceLayer {
  /**
   * `forward`, unless an input or an initial hidden state is infinite: then false, with nothing done. (Compiled code
   * multiplies what it reads by the zeros it pads with, and zero times infinity is NaN for all units.)
   */
  tryForward(
    parameters: Parameters,
    inputs: readonly Matrix[],
    trace: SequenceTrace,
    options?: ForwardOptions,
  ): boolean;
}

/** The layer of this description in the arena. Throws when compiled code does not offer it. */
export function createFusedLayer(
  description: LayerDescription,
  arena: Arena,
  prefix = '',
  suffix = '_l0',
  wantsInputGradient = false,
): FusedLayer {
  if (!fusedOffers(description)) {
    throw new Error(
      'Compiled code has the plain cells, LSTMs without gates or activations or with coupled gates, and GRUs that reset after the product; unroll this one',
    );
  }
  const { cell, inputSize, hiddenSize, bias, variant } = description;
  if (variant) checkVariant(cell, variant);
  const { exports } = arena;
  const code = CODE[cell];
  const isRelu = description.nonlinearity === 'relu' ? 1 : 0;
  const run = {
    lstm: [exports.lstmForward, exports.lstmBackward, exports.lstmWeightGradient],
    gru: [exports.gruForward, exports.gruBackward, exports.gruWeightGradient],
    rnn: [exports.rnnForward, exports.rnnBackward, exports.rnnWeightGradient],
  }[cell];
  const [runForward, runBackward, addWeightGradient] = run;
  const names = ['weight_ih', 'weight_hh', 'bias_ih', 'bias_hh'].map((name) => `${prefix}${name}${suffix}`);
  const held = bias ? names : names.slice(0, 2);
  const weightsOf = createParameterPort(arena, held);
  const gradientsOf = createParameterPort(arena, held);

  const tryForward = (
    parameters: Parameters,
    inputs: readonly Matrix[],
    sequence: SequenceTrace,
    options: ForwardOptions = {},
  ): boolean => {
    const trace = own(sequence);
    checkForward(options);
    if (!trace.begin(inputs, options.initial)) return false;
    const weights = weightsOf(parameters);
    weights.read(parameters);
    WEIGHTS.forEach((field, index) => void trace.setField(field, weights.addresses[index]));
    exports.packWeights(trace.record, code);
    runForward(trace.record, isRelu);
    return true;
  };

  const backward = (
    gradients: Parameters,
    sequence: SequenceTrace,
    dHidden: (step: number) => Matrix | null,
    options: BackwardOptions,
  ): BackwardTrace => {
    const trace = own(sequence);
    const { record, steps } = trace;
    checkBackward(options, wantsInputGradient);
    const port = gradientsOf(gradients);
    port.read(gradients);
    GRADIENTS.forEach((field, index) => void trace.setField(field, port.addresses[index]));
    trace.beginBackward(options.dFinalCell ?? null);
    exports.packWeightsBack(record, code);

    // As many steps at a time as no loss looks at; weights' gradients whenever a chunk of steps is complete.
    const chunk = trace.field('chunk');
    let last = steps;
    let asked = dHidden(steps - 1);
    while (last > 0) {
      if (asked) trace.writePanels(trace.field('dHidden'), asked, 'add');
      let first = last - 1;
      asked = first > 0 ? dHidden(first - 1) : null;
      while (first > 0 && !asked && first % chunk !== 0) {
        first -= 1;
        asked = first > 0 ? dHidden(first - 1) : null;
      }
      runBackward(record, first, last, isRelu);
      if (first % chunk === 0) addWeightGradient(record, first, Math.min(first + chunk, steps));
      last = first;
    }
    exports.unpackGradients(record, code);
    port.write(gradients);
    return new FusedGradients(trace);
  };

  return {
    description,
    createTrace: (capacity, batch) =>
      new FusedTrace(arena, { cell, inputSize, hiddenSize, capacity, batch, wantsInputGradient, variant }),
    tryForward,
    forward: (...pass) => {
      if (!tryForward(...pass)) throw new Error('Compiled code takes no infinite inputs; unroll the layer');
    },
    backward: (_, gradients, __, trace, dHidden, options = {}) => backward(gradients, trace, dHidden, options),
  };
}

function checkForward({ interventions, lengths, keepsEverything }: ForwardOptions): void {
  if (interventions?.length) throw new Error('Compiled code forces nothing; unroll the layer to intervene');
  if (lengths) throw new Error('Compiled code knows no rows of unequal length; unroll the layer');
  if (keepsEverything) throw new Error('Compiled code does not keep everything; unroll the layer');
}

function checkBackward(
  { interventions, keepGradients, wantsInputGradient }: BackwardOptions,
  hasInputGradient: boolean,
): void {
  if (interventions?.length) throw new Error('The forward pass ran in compiled code, which forced nothing');
  if (keepGradients) {
    throw new Error(
      'The forward pass ran in compiled code, which keeps no gradients of quantities; ask it for keepsEverything',
    );
  }
  if (wantsInputGradient && !hasInputGradient) {
    throw new Error(
      'This layer has no room for the gradient of its inputs; ask for wantsInputGradient where it is made, or in the plan',
    );
  }
}

function own(trace: SequenceTrace): FusedTrace {
  if (!(trace instanceof FusedTrace)) throw new Error('This trace was not made by createTrace of a fused layer');
  return trace;
}
