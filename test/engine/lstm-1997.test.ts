import { describe, expect, test } from 'vitest';
import {
  createLstm1997State,
  type Lstm1997Description,
  lstm1997Backward,
  lstm1997Forward,
  lstm1997Shapes,
  resetLstm1997,
} from '../../src/engine/cells/lstm-1997.ts';
import { sigmoid } from '../../src/engine/elementary.ts';
import { checkGradient } from '../../src/engine/gradient-check.ts';
import { uniform } from '../../src/engine/initializers.ts';
import { countParameters, createParameters, type Parameters } from '../../src/engine/parameters.ts';
import { createRandom } from '../../src/engine/random.ts';

const network: Lstm1997Description = { inputSize: 3, blocks: 2, cellsPerBlock: 2, outputSize: 2 };
const STEPS = 6;
const inputs = Array.from({ length: STEPS }, (_, step) => {
  const random = createRandom(step, 'inputs');
  return [0, 1, 2].map(() => 2 * random.uniform() - 1);
});

function randomWeights(range = 1): Parameters {
  const parameters = createParameters(lstm1997Shapes(network));
  for (const { name } of parameters.shapes) uniform(parameters.get(name), range, createRandom(1, name));
  return parameters;
}

/** Cuts every weight that reads a cell or a gate: columns I to M - 2 of every net input. */
function withoutRecurrence(parameters: Parameters): Parameters {
  for (const name of ['cells', 'inputGates', 'outputGates']) {
    const { rows, columns, data } = parameters.get(name);
    for (let row = 0; row < rows; row += 1) data.fill(0, row * columns + 3, (row + 1) * columns - 1);
  }
  return parameters;
}

/** Half the sum of squared errors at the steps that have a target, and its truncated gradient. */
function run(parameters: Parameters, targets: readonly (readonly number[] | null)[]) {
  const state = createLstm1997State(network);
  const gradients = createParameters(parameters.shapes);
  let loss = 0;
  for (const [step, input] of inputs.entries()) {
    lstm1997Forward(network, parameters, state, input);
    const target = targets[step];
    if (!target) continue;
    const errors = Array.from(state.output, (output, k) => output - target[k]);
    loss += errors.reduce((sum, error) => sum + (error * error) / 2, 0);
    lstm1997Backward(network, parameters, gradients, state, errors);
  }
  return { loss, gradients, state };
}

describe('the network of 1997', () => {
  test.each([
    ['4, adding', { inputSize: 2, blocks: 2, cellsPerBlock: 2, outputSize: 1 }, 93],
    ['6a, temporal order', { inputSize: 8, blocks: 2, cellsPerBlock: 2, outputSize: 4 }, 156],
    ['6b, temporal order of three', { inputSize: 8, blocks: 3, cellsPerBlock: 2, outputSize: 8 }, 308],
    // The paper prints 102: without the output's bias.
    ['3a, two sequences', { inputSize: 1, blocks: 3, cellsPerBlock: 1, outputSize: 1 }, 103],
  ])('has as many weights as the paper says in experiment %s', (_, description, count) => {
    expect(countParameters(lstm1997Shapes(description))).toBe(count);
  });

  test('does in two steps what its equations say', () => {
    const small: Lstm1997Description = { inputSize: 1, blocks: 1, cellsPerBlock: 1, outputSize: 1 };
    const parameters = createParameters(lstm1997Shapes(small));
    // Sources: x, cell, input gate, output gate, bias.
    const [ofCell, ofInput, ofOutput] = [
      [0.5, 0.4, -0.3, 0.2, 0.1],
      [-0.6, 0.7, 0.8, -0.9, -1],
      [1.1, -1.2, 1.3, 1.4, -0.5],
    ];
    parameters.data.set([...ofCell, ...ofInput, ...ofOutput, 1.5, -0.25]);
    const state = createLstm1997State(small);
    let [s, y, yIn, yOut] = [0, 0, 0, 0];
    for (const x of [0.9, -1.7]) {
      lstm1997Forward(small, parameters, state, [x]);
      const net = (w: readonly number[]) => w[0] * x + w[1] * y + w[2] * yIn + w[3] * yOut + w[4];
      const [cellNet, inNet, outNet] = [ofCell, ofInput, ofOutput].map(net);
      yIn = sigmoid(inNet);
      yOut = sigmoid(outNet);
      s += yIn * (4 * sigmoid(cellNet) - 2);
      y = yOut * (2 * sigmoid(s) - 1);
      expect(state.cellState[0]).toBeCloseTo(s, 15);
      expect(state.output[0]).toBeCloseTo(sigmoid(1.5 * y - 0.25), 15);
    }
  });

  test('begins again after a reset as if it had seen nothing', () => {
    const parameters = randomWeights();
    const fresh = createLstm1997State(network);
    const used = createLstm1997State(network);
    for (const input of inputs) lstm1997Forward(network, parameters, used, input);
    resetLstm1997(used);
    for (const state of [fresh, used]) lstm1997Forward(network, parameters, state, inputs[0]);
    expect(used).toEqual(fresh);
  });
});

describe('the truncated gradient', () => {
  const atTheEnd = inputs.map((_, step) => (step === STEPS - 1 ? [0.9, 0.1] : null));
  const atEveryStep = inputs.map((_, step) => [step / STEPS, 1 - step / STEPS]);

  test.each([
    ['at the last step', atTheEnd],
    ['at every step', atEveryStep],
  ])('is the whole one where nothing but the cell state carries anything on, targets %s', (_, targets) => {
    const parameters = withoutRecurrence(randomWeights());
    const { gradients } = run(parameters, targets);
    expect(gradients.data.some((entry) => entry !== 0)).toBe(true);
    const check = checkGradient(parameters.data, gradients.data, () => run(parameters, targets).loss);
    // Central differences with a step of 1e-5 agree with a right gradient to about 1e-8.
    expect(check.largestRelativeError).toBeLessThan(1e-6);
  });

  test('leaves out what gates and cells hand on to each other', () => {
    const parameters = randomWeights();
    const { gradients } = run(parameters, atTheEnd);
    const check = checkGradient(parameters.data, gradients.data, () => run(parameters, atTheEnd).loss);
    expect(check.largestRelativeError).toBeGreaterThan(1e-3);
    // The outputs' own weights have nothing behind them to leave out.
    const head = parameters.shapes.findIndex(({ name }) => name === 'head.weight');
    const first = countParameters(parameters.shapes.slice(0, head));
    const ofHead = checkGradient(
      parameters.data.subarray(first),
      gradients.data.subarray(first),
      () => run(parameters, atTheEnd).loss,
    );
    expect(ofHead.largestRelativeError).toBeLessThan(1e-6);
  });

  test('does not fade: what a step wrote counts for as much a thousand steps later', () => {
    const parameters = withoutRecurrence(randomWeights());
    const gates = parameters.get('inputGates');
    const state = createLstm1997State(network);
    lstm1997Forward(network, parameters, state, inputs[0]);
    const after = { slopes: [...state.slopeOfCell], states: [...state.cellState] };
    // Input gates shut: sigmoid(-1000) is 0.
    for (let block = 0; block < gates.rows; block += 1) gates.data[(block + 1) * gates.columns - 1] = -1000;
    for (let step = 0; step < 1000; step += 1) lstm1997Forward(network, parameters, state, inputs[1]);
    expect([...state.slopeOfCell]).toEqual(after.slopes);
    expect([...state.cellState]).toEqual(after.states);
  });
});
