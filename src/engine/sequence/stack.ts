/**
 * Recurrent layers above and beside each other: each layer reads the outputs of the one below, and two directions of a
 * layer read the same sequence from both ends and stand side by side in its output.
 *
 * Letters: B batch, T time, I input size, H hidden size, D directions of a layer. Between layers numbers may be dropped
 * in training. A stack asks nothing of a layer but the contract, so compiled ones will do as well.
 *
 * Sources: Schuster and Paliwal (1997) for the directions; PyTorch for the order of parameters and states.
 */

import type { States } from '../cells/contract.ts';
import type { LayerFactory } from '../compute.ts';
import { type Direction, type Intervention, interventionsOn } from '../interventions.ts';
import { applyMask, checkDropout, drawDropoutMask } from '../layers/dropout.ts';
import { type Matrix, type Precision, zerosLike } from '../matrix.ts';
import type { ParameterShape, Parameters } from '../parameters.ts';
import type { Random } from '../random.ts';
import type { LayerDescription, SequenceLayer } from './contract.ts';
import { besideEachOther, reversed } from './directions.ts';
import { checkLengths } from './lengths.ts';
import { type StackBackward, type StackBackwardOptions, stackBackward } from './stack-backward.ts';
import { StackTrace } from './stack-trace.ts';
import { layerShapes } from './unrolled.ts';

/** A stack as plain data: every layer has the same cell and hidden size. */
export interface StackDescription extends LayerDescription {
  /** How many, from 1. */
  readonly layers: number;
  /** Of every layer, in the order in which they stand in its output; forward alone when absent. */
  readonly directions?: readonly Direction[];
  /** Probability with which a number between two layers is dropped in training; 0 when absent. */
  readonly dropout?: number;
}

export interface StackForwardOptions {
  /** One entry for each layer and direction: layer 0 forward, layer 0 reverse, layer 1 forward, ... Zeros where absent. */
  readonly initial?: readonly (States | undefined)[] | undefined;
  /** As in the contract of a layer. */
  readonly lengths?: readonly number[] | undefined;
  /** They name layer and direction; steps are those of the input, whichever way a layer reads it. */
  readonly interventions?: readonly Intervention[] | undefined;
  /** As in the contract of a layer. */
  readonly keepsEverything?: boolean | undefined;
  /** Where dropout draws its masks from: given in training. Without it nothing is dropped. */
  readonly dropout?: Random | undefined;
}

export interface Stack {
  /** From the bottom up, each with its directions. */
  readonly levels: readonly (readonly Lane[])[];
  createTrace(capacity: number, batch: number, precision?: Precision): StackTrace;
  forward(parameters: Parameters, inputs: readonly Matrix[], trace: StackTrace, options?: StackForwardOptions): void;
  /** From the gradient (B, D * H) of each step's output, null where the loss does not look. Adds to `gradients`. */
  backward(
    parameters: Parameters,
    gradients: Parameters,
    trace: StackTrace,
    dOutput: (step: number) => Matrix | null,
    options?: StackBackwardOptions,
  ): StackBackward;
}

/** One direction of one layer. */
export interface Lane {
  readonly direction: Direction;
  readonly layer: SequenceLayer;
}

/** Where a stack's layers stand: the description of each, and what follows its parameters' names (`_l1_reverse`). */
export function placesOf(description: StackDescription) {
  const { layers, directions = ['forward'], dropout: _, ...own } = description;
  if (!(Number.isInteger(layers) && layers >= 1)) throw new Error(`A stack has from 1 layer up, got ${layers}`);
  return Array.from({ length: layers }, (_, depth) =>
    directions.map((direction) => ({
      direction,
      suffix: `_l${depth}${direction === 'reverse' ? '_reverse' : ''}`,
      description: { ...own, inputSize: depth === 0 ? own.inputSize : directions.length * own.hiddenSize },
    })),
  );
}

/** All parameters of a stack by PyTorch's names, in PyTorch's order. */
export function stackShapes(description: StackDescription, prefix = ''): ParameterShape[] {
  return placesOf(description)
    .flat()
    .flatMap((place) => layerShapes(place.description, prefix, place.suffix));
}

/** The stack of this description; `createLayer` makes each of its layers, for example that of a way to compute. */
export function createStack(description: StackDescription, createLayer: LayerFactory, prefix = ''): Stack {
  // A layer above another hands its gradient down.
  const levels = placesOf(description).map((places, depth) =>
    places.map(({ direction, suffix, description: own }) => ({
      direction,
      layer: depth > 0 ? createLayer(own, prefix, suffix, true) : createLayer(own, prefix, suffix),
    })),
  );
  return stackLayers(levels, description.dropout);
}

/** A stack of layers that are there already, from the bottom up; they may differ in everything but their sizes. */
export function stackLayers(levels: readonly (readonly Lane[])[], dropout = 0): Stack {
  checkDropout(dropout);
  return {
    levels,
    createTrace: (capacity, batch, precision = 'float64') =>
      new StackTrace(levels.map((lanes) => createLevel(lanes, capacity, batch, precision))),
    forward: (parameters, inputs, trace, options = {}) => forward(levels, dropout, parameters, inputs, trace, options),
    backward: (parameters, gradients, trace, dOutput, options = {}) =>
      stackBackward(levels, parameters, gradients, trace, dOutput, options),
  };
}

function createLevel(lanes: readonly Lane[], capacity: number, batch: number, precision: Precision) {
  return {
    lanes: lanes.map(({ direction, layer }) => ({
      direction,
      trace: layer.createTrace(capacity, batch, precision),
      read: [],
      interventions: undefined,
    })),
    output: [],
    masks: null,
  };
}

function forward(
  levels: readonly (readonly Lane[])[],
  probability: number,
  parameters: Parameters,
  inputs: readonly Matrix[],
  trace: StackTrace,
  { initial, lengths, interventions, keepsEverything, dropout }: StackForwardOptions,
): void {
  for (const { layer, direction } of interventions ?? []) trace.lane(layer, direction);
  if (lengths) checkLengths(lengths, trace.levels[0].lanes[0].trace.batch, inputs.length);
  if (initial && initial.length !== levels.flat().length) {
    throw new Error(`forward: ${initial.length} initial states were given, the stack needs ${levels.flat().length}`);
  }
  let below = inputs;
  let place = 0;
  for (let depth = 0; depth < levels.length; depth += 1) {
    const level = trace.levels[depth];
    for (let k = 0; k < level.lanes.length; k += 1) {
      const lane = level.lanes[k];
      const { direction } = lane;
      lane.read = direction === 'forward' ? below : reversed(below, lengths);
      lane.interventions =
        interventions && interventionsOn(interventions, { layer: depth, direction }, inputs.length, lengths);
      const options = { initial: initial?.[place], lengths, interventions: lane.interventions, keepsEverything };
      levels[depth][k].layer.forward(parameters, lane.read, lane.trace, options);
      place += 1;
    }
    // Nobody may ever ask for what the top layer gave, and of compiled code it would be copied.
    if (depth === levels.length - 1) continue;
    const outputs = level.lanes.map(({ direction, trace: own }) => {
      const hidden = inputs.map((_, step) => own.quantity('hiddenState', step));
      return direction === 'forward' ? hidden : reversed(hidden, lengths);
    });
    level.output = inputs.map((_, step) => besideEachOther(outputs.map((output) => output[step])));
    const isDropped = dropout !== undefined && probability > 0;
    level.masks = isDropped ? level.output.map((output) => drawn(output, probability, dropout)) : null;
    below = level.masks ? masked(level.output, level.masks) : level.output;
  }
  trace.steps = inputs.length;
  trace.lengths = lengths && [...lengths];
}

function drawn(like: Matrix, probability: number, random: Random): Matrix {
  const mask = zerosLike(like);
  drawDropoutMask(mask, probability, random);
  return mask;
}

function masked(sequence: readonly Matrix[], masks: readonly Matrix[]): Matrix[] {
  return sequence.map((matrix, step) => {
    const out = zerosLike(matrix);
    applyMask(out, matrix, masks[step]);
    return out;
  });
}
