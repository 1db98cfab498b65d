import { expect, test } from 'vitest';
import { uniform } from '../../src/engine/initializers.ts';
import { referenceKernels } from '../../src/engine/kernels/reference.ts';
import { createNetwork } from '../../src/engine/network.ts';
import { createRandom } from '../../src/engine/random.ts';
import { readContrast } from '../../src/experiments/reading.ts';
import { createTask } from '../../src/tasks/tasks.ts';

const task = createTask('remember', 6);
const network = createNetwork(
  { cell: 'rnn', inputSize: task.inputSize, hiddenSize: 3, outputSize: task.outputSize, bias: true },
  referenceKernels,
);

test('the share is 1 while nothing but the clue has been read', () => {
  const parameters = network.createParameters();
  for (const { name } of network.shapes) uniform(parameters.get(name), 0.5, createRandom(1, name));
  const reading = readContrast(network, parameters, task, 1);
  expect(reading.steps).toBe(8);
  for (const share of reading.shares.slice(0, 3)) expect(share).toBeCloseTo(1, 6);
  // Afterwards the distractors have their part.
  expect(Math.min(...reading.shares.slice(3))).toBeLessThan(0.999);
  expect(reading.answer.reduce((sum, probability) => sum + probability, 0)).toBeCloseTo(1, 12);
});

test('a network without a way from state to state keeps nothing of the clue', () => {
  const parameters = network.createParameters();
  uniform(parameters.get('rnn.weight_ih_l0'), 0.5, createRandom(1));
  const { shares } = readContrast(network, parameters, task, 1);
  expect(Math.max(...shares.slice(3))).toBeLessThan(1e-12);
});

test('a unit that never moves has no share of anything', () => {
  const { shares } = readContrast(network, network.createParameters(), task, 1);
  expect([...shares].every((share) => share === 0)).toBe(true);
});

test('shows every network the same sequence for the same seed', () => {
  const parameters = network.createParameters();
  const signs = (seed: number) => readContrast(network, parameters, task, seed).signs.join('');
  expect(signs(4)).toBe(signs(4));
  expect(signs(4)).not.toBe(signs(5));
  expect(signs(4)).toMatch(/^B[abcd]{6}\?$/);
});
