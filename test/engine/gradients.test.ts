import { describe, expect, test } from 'vitest';
import type { QuantityName } from '../../src/engine/cells/contract.ts';
import { checkGradient } from '../../src/engine/gradient-check.ts';
import { uniform } from '../../src/engine/initializers.ts';
import { type Intervention, setUnit } from '../../src/engine/interventions.ts';
import { referenceKernels } from '../../src/engine/kernels/reference.ts';
import { softmaxCrossEntropy } from '../../src/engine/losses.ts';
import { createMatrix, createSequence } from '../../src/engine/matrix.ts';
import { createNetwork, type NetworkDescription } from '../../src/engine/network.ts';
import { createRandom } from '../../src/engine/random.ts';

// Central differences with a step of 1e-5 agree with a right gradient to about 1e-8; 1e-6 leaves room, and any wrong
// term is off by far more.
const TOLERANCE = 1e-6;
const cells: Partial<NetworkDescription>[] = [
  { cell: 'rnn', nonlinearity: 'tanh' },
  { cell: 'rnn', nonlinearity: 'relu' },
  { cell: 'lstm' },
  { cell: 'gru', reset: 'after' },
  { cell: 'gru', reset: 'before' },
];

const rnnHeld: readonly QuantityName[] = ['preActivation', 'hiddenState'];
const gruHeld: readonly QuantityName[] = ['resetGate', 'updateGate', 'candidate', 'hiddenState'];
const lstmHeld: readonly QuantityName[] = [
  'inputGate',
  'forgetGate',
  'candidate',
  'outputGate',
  'cellState',
  'hiddenState',
];

/** A loss over three of five steps, and its gradient by the backward pass. */
function problem(cell: Partial<NetworkDescription>, interventions: readonly Intervention[] | undefined, seed: string) {
  const description = { inputSize: 3, hiddenSize: 4, outputSize: 3, bias: true, ...cell } as NetworkDescription;
  const [steps, batch] = [5, 2];
  const random = createRandom(7, seed);
  const network = createNetwork(description, referenceKernels);
  const parameters = network.createParameters();
  for (const { name } of network.shapes) uniform(parameters.get(name), 0.8, random);
  const inputs = createSequence(steps, batch, 3, 'float64');
  for (const input of inputs) uniform(input, 1, random);
  const trace = network.createTrace(steps, batch);
  const targets = [2, 0];
  const loss = () => {
    network.forward(parameters, inputs, trace, { interventions });
    let sum = 0;
    for (let step = 0; step < steps; step += 2)
      sum += softmaxCrossEntropy(network.readOut(parameters, trace, step), targets);
    return sum;
  };
  loss();
  const gradients = network.createParameters();
  const dOutputs = createSequence(steps, batch, 3, 'float64');
  network.backward(parameters, gradients, trace, (step) => {
    if (step % 2) return null;
    softmaxCrossEntropy(network.readOut(parameters, trace, step), targets, dOutputs[step]);
    return dOutputs[step] ?? createMatrix(0, 0);
  });
  return { parameters, gradients, loss };
}

for (const cell of cells) {
  for (const forced of [false, true]) {
    const name = `${cell.cell} ${cell.nonlinearity ?? cell.reset ?? ''}${forced ? ' with interventions' : ''}`;
    test(`the gradient of every parameter equals central differences: ${name}`, () => {
      const candidates = { rnn: 'preActivation', lstm: 'forgetGate', gru: 'updateGate' } as const;
      const interventions = forced
        ? [setUnit(candidates[cell.cell ?? 'rnn'], 1, 2, 0.3), setUnit('hiddenState', 'all', 1, -0.2)]
        : undefined;
      const { parameters, gradients, loss } = problem(cell, interventions, name);
      expect(gradients.data.some((entry) => entry !== 0)).toBe(true);
      expect(checkGradient(parameters.data, gradients.data, loss).largestRelativeError).toBeLessThan(TOLERANCE);
    });
  }
}

describe.each(cells)('with one quantity held, in $cell $nonlinearity $reset', (cell) => {
  const held = { rnn: rnnHeld, lstm: lstmHeld, gru: gruHeld }[cell.cell ?? 'rnn'];
  test.each(held.flatMap((quantity) => [[quantity, 'all'] as const, [quantity, 1] as const]))(
    'the gradient of every parameter equals central differences: %s of unit %s',
    (quantity, unit) => {
      const { parameters, gradients, loss } = problem(cell, [setUnit(quantity, unit, 2, 0.3)], `${quantity} ${unit}`);
      expect(gradients.data.some((entry) => entry !== 0)).toBe(true);
      expect(checkGradient(parameters.data, gradients.data, loss).largestRelativeError).toBeLessThan(TOLERANCE);
    },
  );
});
