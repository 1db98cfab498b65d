/**
 * The numbers of the chapter on the vanilla RNN cell.
 *
 * All but the counts are measured on a reading: the network and the sequence of the chapter's figure.
 */

import { createRnnCell } from '../engine/cells/rnn.ts';
import { softmaxCrossEntropy } from '../engine/losses.ts';
import { createMatrix, type Matrix } from '../engine/matrix.ts';
import { copyParameters, countParameters, createParameters, type Parameters } from '../engine/parameters.ts';
import { createRandom } from '../engine/random.ts';
import { layerShapes } from '../engine/sequence/unrolled.ts';
import { differences, largestDifference, type Reading, read } from './run.ts';

/** How far any hidden state moves when the weights of the answer are replaced. */
export function headReach(reading: Reading): number {
  const parameters = copyParameters(reading.parameters);
  const random = createRandom(1, 'head');
  for (const name of ['head.weight', 'head.bias']) {
    const { data } = parameters.get(name);
    for (let k = 0; k < data.length; k += 1) data[k] = random.gaussian();
  }
  return Math.max(...differences('hiddenState', read(reading), read({ ...reading, parameters })));
}

/** How far the state handed back after the last step lies from the hidden state of that step. */
export function returnedDifference(reading: Reading): number {
  const { layer } = read(reading);
  return largestDifference(layer.statesBefore(layer.steps).hiddenState, layer.quantity('hiddenState', layer.steps - 1));
}

/** How many steps the loop ran. */
export function stepsRun(reading: Reading): number {
  return read(reading).layer.steps;
}

/** Weights and biases of the recurrent layer alone. */
export function cellParameters({ network }: Reading): number {
  return countParameters(layerShapes(network.description));
}

/** The numbers carried from one step to the next. */
export function stateSize(reading: Reading): number {
  return read(reading).layer.statesBefore(1).hiddenState.data.length;
}

/** How many steps have another hidden state after one entry of the recurrent matrix is changed. */
export function stepsTouched(reading: Reading): number {
  const parameters = copyParameters(reading.parameters);
  recurrentMatrix(parameters).data[0] += 0.01;
  return differences('hiddenState', read(reading), read({ ...reading, parameters })).filter((moved) => moved > 0)
    .length;
}

/**
 * |sum over the steps of what each says about the first entry of W_hh - the gradient by central differences|, for the
 * loss of naming class 0 at every step.
 */
export function gradientGap(reading: Reading): number {
  const parameters = copyParameters(reading.parameters);
  const { network, inputs } = reading;
  const { trace, dOutputs } = lossOf({ network, parameters, inputs });
  const gradients = createParameters(network.shapes);
  const back = network.backward(parameters, gradients, trace, (step) => dOutputs[step], { keepGradients: true });
  const layer = back.lane(0, 'forward');
  let sum = 0;
  for (let step = 0; step < inputs.length; step += 1) {
    sum += layer.gradient('preActivation', step).data[0] * trace.layer.statesBefore(step).hiddenState.data[0];
  }
  // 1e-5 balances rounding against curvature, as in engine/gradient-check.ts.
  const nudge = 1e-5;
  const weights = recurrentMatrix(parameters).data;
  const kept = weights[0];
  weights[0] = kept + nudge;
  const above = lossOf({ network, parameters, inputs }).loss;
  weights[0] = kept - nudge;
  const below = lossOf({ network, parameters, inputs }).loss;
  return Math.abs(sum - (above - below) / (2 * nudge));
}

/** How far the hidden states move, step by step, when the input at `step` is replaced by the one at `other`. */
export function reachOfInput(reading: Reading, step: number, other: number): number[] {
  const inputs = reading.inputs.map((input, at) => (at === step ? reading.inputs[other] : input));
  return differences('hiddenState', read(reading), read({ ...reading, inputs }));
}

/** Weights of a layer with both biases. */
export function layerParameters(cell: 'rnn' | 'lstm', inputSize: number, hiddenSize: number): number {
  return countParameters(layerShapes({ cell, inputSize, hiddenSize, bias: true }));
}

/** Whether any quantity of the plain cell is a gate. */
export function rnnHasGate(): boolean {
  return createRnnCell().forceable.some((quantity) => quantity.endsWith('Gate'));
}

function recurrentMatrix(parameters: Parameters): Matrix {
  return parameters.get('rnn.weight_hh_l0');
}

function lossOf(reading: Reading) {
  const trace = read(reading);
  let loss = 0;
  const dOutputs = reading.inputs.map((_, step) => {
    const output = reading.network.readOut(reading.parameters, trace, step);
    const dOutput = createMatrix(1, output.columns);
    loss += softmaxCrossEntropy(output, [0], dOutput);
    return dOutput;
  });
  return { trace, loss, dOutputs };
}
