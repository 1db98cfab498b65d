/** Runs whose network has several recurrent layers, and dropout between them. */
import { describe, expect, test } from 'vitest';
import { openPath } from '../../src/commands/shared/paths.ts';
import type { CellKind } from '../../src/engine/cells/contract.ts';
import type { ComputePath } from '../../src/engine/compute.ts';
import { createWebglPath } from '../../src/engine/compute-webgl.ts';
import { checkGradient } from '../../src/engine/gradient-check.ts';
import { referenceKernels } from '../../src/engine/kernels/reference.ts';
import type { WebglDevice } from '../../src/engine/kernels/webgl.ts';
import { createNetwork } from '../../src/engine/network.ts';
import { createRandom } from '../../src/engine/random.ts';
import { parametersFromTensors, readSafetensors, writeSafetensors } from '../../src/exchange/safetensors.ts';
import { createTask } from '../../src/tasks/tasks.ts';
import { decodeCheckpoint, encodeCheckpoint } from '../../src/training/checkpoint.ts';
import { initialize } from '../../src/training/initialize.ts';
import { scoreAndGradient, scoreBatch } from '../../src/training/objective.ts';
import { describeNetwork, type Run, recipe, runProblem } from '../../src/training/run.ts';
import { createTraining, train } from '../../src/training/trainer.ts';

const cells: CellKind[] = ['rnn', 'gru', 'lstm'];
const one: Run = { ...recipe, task: 'remember', lag: 6, cell: 'lstm', hidden: 5, updates: 30, stopWhenSolved: false };
const two: Run = { ...one, layers: 2, dropout: 0.3 };
const losses = (training: ReturnType<typeof createTraining>) => [...train(training)].map(({ loss }) => loss);

test.each(cells)('the gradient of a training loss through two layers equals central differences: %s', (cell) => {
  const task = createTask('last-capital', 6);
  const network = createNetwork(describeNetwork({ ...two, cell, hidden: 3 }, task), referenceKernels);
  const [parameters, gradients] = [network.createParameters(), network.createParameters()];
  initialize(network, parameters, { init: 'pytorch' }, task.longest, createRandom(1));
  const trace = network.createTrace(task.longest, 3);
  const batch = task.sample(createRandom(2), 3);
  // The same seed drops the same numbers, every time the loss is taken.
  const masks = () => createRandom(3);
  scoreAndGradient(network, parameters, gradients, trace, batch, masks());
  const loss = () => scoreBatch(network, parameters, trace, batch, masks()).loss;
  expect(loss()).not.toBe(scoreBatch(network, parameters, trace, batch).loss);
  // As for one layer: rounding of a loss near 1 over a step of 1e-5 against a floor of 1e-4 of the largest gradient.
  expect(checkGradient(parameters.data, gradients.data, loss).largestRelativeError).toBeLessThan(1e-5);
  expect([...gradients.get('rnn.weight_ih_l0').data].some((entry) => entry !== 0)).toBe(true);
});

describe.each(['reference', 'wasm'] as const)('a training of two layers with dropout, computed by %s', (name) => {
  test('gives the same bytes for the same seed, and others for another', async () => {
    const path = await openPath(name);
    const weights = [1, 1, 2].map((seed) => {
      const training = createTraining({ ...two, seed }, undefined, path);
      for (const _ of train(training));
      return training.parameters.data;
    });
    expect(weights[1]).toEqual(weights[0]);
    expect(weights[2]).not.toEqual(weights[0]);
  });

  test('goes on bit for bit from a saved and loaded checkpoint', async () => {
    const path = await openPath(name);
    const whole = createTraining(two, undefined, path);
    const reports = [...train(whole)];
    const first = createTraining(two, undefined, path);
    const halves = Array.from({ length: 13 }, () => first.advance());
    const second = createTraining(two, decodeCheckpoint(encodeCheckpoint(first.checkpoint())), path);
    expect([...halves, ...train(second)]).toEqual(reports);
    expect(second.checkpoint()).toEqual(whole.checkpoint());
  });
});

/** Does nothing itself, so that the path's rest does it. */
const idle: WebglDevice = { bytes: 0, product: () => false, dispose: () => {} };
const paths: Record<string, () => Promise<ComputePath>> = {
  float32: () => openPath('float32'),
  wasm: () => openPath('wasm'),
  relaxed: () => openPath('relaxed'),
  webgl: async () => createWebglPath(idle, await openPath('wasm'), 1),
};

test.each(Object.keys(paths))('%s trains three layers as the reference does', async (name) => {
  for (const cell of cells) {
    const run = { ...two, cell, layers: 3, updates: 8 };
    const want = losses(createTraining(run));
    const got = losses(createTraining(run, undefined, await paths[name]()));
    // Eight updates take the rounding of float32, 1e-7, some hundred times further.
    for (const [update, loss] of got.entries()) expect(Math.abs(loss - want[update])).toBeLessThan(1e-4);
  }
});

test('an LSTM of two layers learns to remember, and answers the same when saved and loaded', async () => {
  const run: Run = { ...two, hidden: 8, dropout: 0.1, updates: 400, stopWhenSolved: true };
  const training = createTraining(run, undefined, await openPath());
  for (const _ of train(training));
  expect(training.solvedAt).not.toBeNull();
  const { tensors } = readSafetensors(writeSafetensors(training.parameters));
  const { network, task } = training;
  expect([...tensors.keys()].filter((name) => name.endsWith('_l1'))).toEqual(
    ['weight_ih', 'weight_hh', 'bias_ih', 'bias_hh'].map((name) => `rnn.${name}_l1`),
  );
  const loaded = parametersFromTensors(network.shapes, tensors);
  expect([...loaded.data]).toEqual([...training.parameters.data]);
  const batch = task.sample(createRandom(4), 64);
  expect(scoreBatch(network, loaded, network.createTrace(task.longest, 64), batch).accuracy).toBeGreaterThan(0.95);
});

test('drops numbers while training, never when its network is asked', () => {
  const training = createTraining(two);
  const undropped = createTraining({ ...two, dropout: 0 });
  expect(training.evaluate()).toEqual(undropped.evaluate());
  expect(training.advance().loss).not.toBe(undropped.advance().loss);
  expect(training.evaluate()).toEqual(training.evaluate());
});

test('one layer is what a run has that says nothing of layers', () => {
  const [silent, said] = [createTraining(one), createTraining({ ...one, layers: 1, dropout: 0 })];
  expect(losses(said)).toEqual(losses(silent));
  expect(said.parameters.data).toEqual(silent.parameters.data);
  expect(said.parameters.shapes).toEqual(silent.parameters.shapes);
});

test('begins each layer with gate biases of its own', () => {
  const { parameters } = createTraining({ ...two, lag: 60 });
  const [lower, upper] = [0, 1].map((layer) => [...parameters.get(`rnn.bias_ih_l${layer}`).data]);
  for (const bias of [lower, upper]) {
    const [input, forget] = [bias.slice(0, 5), bias.slice(5, 10)];
    expect(forget.every((value) => value > 0)).toBe(true);
    expect(input).toEqual(forget.map((value) => -value));
  }
  expect(upper).not.toEqual(lower);
});

test('a run of impossible layers is refused in a sentence', () => {
  expect(runProblem(two)).toBeNull();
  expect(runProblem({ ...two, layers: 0 })).toBe('layers must be from 1 to 3, got 0');
  expect(runProblem({ ...two, layers: 1.5 })).toBe('layers must be a whole number, got 1.5');
  expect(runProblem({ ...two, dropout: Number.NaN })).toBe('dropout must be from 0 to 0.9, got NaN');
  expect(runProblem({ ...one, dropout: 0.1 })).toBe(
    'dropout acts between layers, and a run of 1 layer has none: got 0.1',
  );
});
