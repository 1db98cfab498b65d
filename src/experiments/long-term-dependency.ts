/**
 * The numbers of the chapter on long-term dependency that need no training.
 */

import { log, sigmoid } from '../engine/elementary.ts';
import { uniform } from '../engine/initializers.ts';
import { referenceKernels } from '../engine/kernels/reference.ts';
import { copyMatrix, createMatrix, type Matrix } from '../engine/matrix.ts';
import { createParameters } from '../engine/parameters.ts';
import { createRandom } from '../engine/random.ts';
import { createUnrolledLayer, layerShapes } from '../engine/sequence/unrolled.ts';
import { gaussianMatrix, largestDifference } from './run.ts';

/** A gate at zero input and this bias, over `steps` steps: sigmoid(b) to the power of `steps`. */
export function gateOverSteps(bias: number, steps: number): number {
  let product = 1;
  for (let step = 0; step < steps; step += 1) product *= sigmoid(bias);
  return product;
}

/** For how many steps a gate with this bias keeps: 1 / (1 - f). */
export function stepsHeld(bias: number): number {
  return 1 / (1 - sigmoid(bias));
}

/** The bias with which a gate keeps for `steps` steps: ln(n - 1). */
export function biasFor(steps: number): number {
  return log(steps - 1);
}

/**
 * How far the state of a fresh RNN (PyTorch's uniform start, 4 inputs, 16 units) moves `later` steps after its first
 * input is replaced.
 */
export function firstSymbolReach(later: number): number {
  const random = createRandom(1, 'reach');
  const description = { cell: 'rnn', inputSize: 4, hiddenSize: 16, bias: true } as const;
  const parameters = createParameters(layerShapes(description));
  for (const { name } of parameters.shapes) uniform(parameters.get(name), 1 / Math.sqrt(16), random);
  const layer = createUnrolledLayer(description, referenceKernels);
  const inputs = Array.from({ length: later + 1 }, () => gaussianMatrix(1, 4, 1, random));
  const changed = inputs.map((input, step) => (step === 0 ? negative(input) : input));
  const [left, right] = [inputs, changed].map((sequence) => {
    const trace = layer.createTrace(later + 1, 1);
    layer.forward(parameters, sequence, trace);
    return trace.quantity('hiddenState', later);
  });
  return largestDifference(left, right);
}

/** One unit with weights set by hand, h = tanh(3 h + 5 x + 0.1 noise): how many of `trials` first signs it still has. */
export function latchRight(trials: number, lag: number): number {
  const random = createRandom(1, 'latch');
  const inputs = Array.from({ length: lag + 1 }, () => {
    const input = createMatrix(trials, 2);
    for (let row = 0; row < trials; row += 1) input.data[2 * row + 1] = random.gaussian();
    return input;
  });
  const signs = Array.from({ length: trials }, () => 2 * random.below(2) - 1);
  signs.forEach((sign, row) => {
    inputs[0].data[2 * row] = sign;
  });
  const states = runLatch(inputs);
  return signs.filter((sign, row) => sign * states.data[row] > 0).length;
}

/** What one step does to a small change where the latch rests: 3 (1 - h^2). */
export function latchSlope(): number {
  const first = createMatrix(1, 2);
  first.data[0] = 1;
  // 200 steps without noise: the state no longer changes long before.
  const rest = runLatch([first, ...Array.from({ length: 200 }, () => createMatrix(1, 2))]).data[0];
  return 3 * (1 - rest * rest);
}

/** The last hidden state (B, 1) of the hand-set unit; inputs (B, 2) hold the symbol and the noise. */
function runLatch(inputs: readonly Matrix[]): Matrix {
  const description = { cell: 'rnn', inputSize: 2, hiddenSize: 1, bias: false } as const;
  const parameters = createParameters(layerShapes(description));
  parameters.get('weight_ih_l0').data.set([5, 0.1]);
  parameters.get('weight_hh_l0').data.set([3]);
  const layer = createUnrolledLayer(description, referenceKernels);
  const trace = layer.createTrace(inputs.length, inputs[0].rows);
  layer.forward(parameters, inputs, trace);
  return trace.quantity('hiddenState', inputs.length - 1);
}

function negative(matrix: Matrix): Matrix {
  const result = copyMatrix(matrix);
  for (let k = 0; k < result.data.length; k += 1) result.data[k] = -result.data[k];
  return result;
}
