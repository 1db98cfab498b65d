import { describe, expect, test } from 'vitest';
import type { CellKind } from '../../src/engine/cells/contract.ts';
import type { CellVariant } from '../../src/engine/cells/variants.ts';
import { checkGradient } from '../../src/engine/gradient-check.ts';
import { referenceKernels } from '../../src/engine/kernels/reference.ts';
import { createNetwork } from '../../src/engine/network.ts';
import { createRandom } from '../../src/engine/random.ts';
import type { TaskName } from '../../src/tasks/contract.ts';
import { createTask, TASK_NAMES } from '../../src/tasks/tasks.ts';
import { equalBudgetHidden } from '../../src/training/budget.ts';
import { decodeCheckpoint, encodeCheckpoint } from '../../src/training/checkpoint.ts';
import { type Beginning, initialize } from '../../src/training/initialize.ts';
import { scoreAndGradient, scoreBatch } from '../../src/training/objective.ts';
import { type Run, recipe } from '../../src/training/run.ts';
import { createTraining, NotFiniteError, train, type UpdateReport } from '../../src/training/trainer.ts';

const small: Run = { ...recipe, task: 'remember', lag: 8, cell: 'lstm', hidden: 5, updates: 60, stopWhenSolved: false };
const cells: CellKind[] = ['rnn', 'gru', 'lstm'];

describe.each(cells)('a %s training', (cell) => {
  const run = { ...small, cell };

  test('goes on bit for bit from a saved and loaded checkpoint', () => {
    const whole = createTraining(run);
    const wholeReports = [...train(whole)];
    const first = createTraining(run);
    const reports: UpdateReport[] = [];
    for (let k = 0; k < 23; k += 1) reports.push(first.advance());
    const second = createTraining(run, decodeCheckpoint(encodeCheckpoint(first.checkpoint())));
    reports.push(...train(second));
    expect(reports).toEqual(wholeReports);
    expect(second.parameters.data).toEqual(whole.parameters.data);
    expect(second.checkpoint()).toEqual(whole.checkpoint());
  });

  test('sees the examples of its seed, whatever the cell', () => {
    const before = createTraining(run).checkpoint().random;
    const training = createTraining(run);
    training.advance();
    const other = createTraining({ ...run, cell: 'rnn', hidden: 3 });
    other.advance();
    expect(training.checkpoint().random).toEqual(other.checkpoint().random);
    expect(training.checkpoint().random).not.toEqual(before);
  });
});

/** The least lag of each task that has more than one. */
const SHORTEST: Partial<Record<TaskName, number>> = {
  remember: 5,
  adding: 10,
  multiplication: 10,
  'latch-3a': 10,
  'latch-3b': 10,
  'continual-reber': 20,
  copy: 10,
  'copy-small': 10,
  'noise-free': 4,
  'last-capital': 6,
  count: 8,
  text: 16,
};

test.each(TASK_NAMES)('the gradient of a whole batch of %s equals central differences', (name) => {
  const task = createTask(name, SHORTEST[name]);
  const network = createNetwork(
    { cell: 'gru', inputSize: task.inputSize, hiddenSize: 2, outputSize: task.outputSize, bias: true },
    referenceKernels,
  );
  const [parameters, gradients] = [network.createParameters(), network.createParameters()];
  initialize(network, parameters, { init: 'pytorch' }, task.longest, createRandom(1));
  const trace = network.createTrace(task.longest, 3);
  const batch = task.sample(createRandom(2), 3);
  scoreAndGradient(network, parameters, gradients, trace, batch);
  const check = checkGradient(
    parameters.data,
    gradients.data,
    () => scoreBatch(network, parameters, trace, batch).loss,
  );
  // Rounding of a loss near 1 over a step of 1e-5 is about 1e-11; the floor of the check is 1e-4 of the largest.
  expect(check.largestRelativeError).toBeLessThan(1e-5);
});

test('stops at the update where it counts as solved, unless told to go on', () => {
  const run = { ...small, lag: 5, hidden: 8, updates: 400, stopWhenSolved: true };
  const training = createTraining(run);
  const reports = [...train(training)];
  const solvedAt = training.solvedAt ?? Number.NaN;
  expect(reports.length).toBe(solvedAt + training.task.checkEvery);
  const checks = reports.flatMap(({ check }) => (check ? [check.accuracy ?? 0] : []));
  expect(checks.slice(-2).every((accuracy) => accuracy >= 0.99)).toBe(true);
  const onward = createTraining({ ...run, updates: 150, stopWhenSolved: false });
  expect([...train(onward)].length).toBe(150);
  expect(onward.solvedAt).toBe(solvedAt);
});

test('stops with the weights before it when a number is not finite, and says where', () => {
  const training = createTraining({ ...small, task: 'adding', lag: 10, cell: 'rnn' });
  training.advance();
  training.parameters.get('head.bias').data[0] = Number.NaN;
  const before = training.parameters.data.slice();
  expect(() => training.advance()).toThrow(NotFiniteError);
  expect(() => training.advance()).toThrow('Update 2: loss is not a finite number');
  expect(training.parameters.data).toEqual(before);
  expect(training.update).toBe(1);
});

test('refuses an impossible run with a sentence', () => {
  expect(() => createTraining({ ...small, hidden: 0 })).toThrow('hidden must be from 1 to 128, got 0');
  expect(() => createTraining({ ...small, learningRate: Number.NaN })).toThrow('learningRate must be from');
  expect(() => createTraining({ ...small, lag: 3 })).toThrow('the lag must be 5 to 200');
});

test('refuses bytes that are no checkpoint with a sentence', () => {
  const bytes = encodeCheckpoint(createTraining(small).checkpoint());
  expect(() => decodeCheckpoint(bytes.subarray(0, 3))).toThrow('This is no checkpoint');
  expect(() => decodeCheckpoint(bytes.subarray(0, bytes.length - 8))).toThrow('This checkpoint should have');
  const otherRun = createTraining({ ...small, hidden: 6 }).checkpoint();
  expect(() => createTraining(small, otherRun)).toThrow('The checkpoint has');
});

test('equal budgets: at recall the three cells have about 1,800 parameters each', () => {
  const hidden = cells.map((cell) => equalBudgetHidden('remember', 100, cell));
  expect(hidden).toEqual([35, 19, 16]);
});

describe('initial weights', () => {
  const network = (cell: CellKind, variant: CellVariant) =>
    createNetwork({ cell, inputSize: 3, hiddenSize: 4, outputSize: 2, bias: true, variant }, referenceKernels);
  const started = (cell: CellKind, init: Run['init'], more: Partial<Beginning> = {}, variant: CellVariant = {}) => {
    const made = network(cell, variant);
    const parameters = made.createParameters();
    initialize(made, parameters, { init, ...more }, 100, createRandom(1));
    return parameters;
  };

  test('chrono holds the LSTM for up to T steps and shuts its input by as much', () => {
    const bias = started('lstm', 'chrono').get('rnn.bias_ih_l0').data;
    const forget = bias.subarray(4, 8);
    expect(forget.every((value) => value > 0 && value < Math.log(99))).toBe(true);
    expect([...bias.subarray(0, 4)]).toEqual([...forget].map((value) => -value));
    expect([...bias.subarray(8)]).toEqual(Array(8).fill(0));
  });

  test('chrono opens the keep gate of the GRU alone', () => {
    const bias = started('gru', 'chrono').get('rnn.bias_ih_l0').data;
    expect(bias.subarray(4, 8).every((value) => value > 0)).toBe(true);
    expect([...bias.subarray(0, 4), ...bias.subarray(8)]).toEqual(Array(8).fill(0));
  });

  test('chrono holds for as many steps as it is told', () => {
    const bias = started('gru', 'chrono', { holds: [50, 50] }).get('rnn.bias_ih_l0').data;
    for (const value of bias.subarray(4, 8)) expect(value).toBeCloseTo(Math.log(49), 12);
  });

  test('constant sets the gate that keeps, and no other', () => {
    const lstm = started('lstm', 'constant', { gateBias: 4 }).get('rnn.bias_ih_l0').data;
    expect([...lstm]).toEqual([0, 0, 0, 0, 4, 4, 4, 4, 0, 0, 0, 0, 0, 0, 0, 0]);
    const gru = started('gru', 'constant', { gateBias: -1 }).get('rnn.bias_ih_l0').data;
    expect([...gru]).toEqual([0, 0, 0, 0, -1, -1, -1, -1, 0, 0, 0, 0]);
  });

  test('identity hands the state on as it is', () => {
    const recurrent = started('rnn', 'identity').get('rnn.weight_hh_l0').data;
    expect([...recurrent]).toEqual([1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1]);
  });

  test('default sets the forget bias to 1 and nothing else', () => {
    const bias = started('lstm', 'default').get('rnn.bias_ih_l0').data;
    expect([...bias]).toEqual([0, 0, 0, 0, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0]);
    expect(
      started('gru', 'default')
        .get('rnn.bias_ih_l0')
        .data.every((value) => value === 0),
    ).toBe(true);
  });

  test('a coupled LSTM keeps by the input bias, which is as far below 0', () => {
    const coupled = (init: Run['init'], more: Partial<Beginning> = {}) =>
      [...started('lstm', init, more, { coupled: true }).get('rnn.bias_ih_l0').data].slice(0, 4);
    expect(coupled('default')).toEqual([-1, -1, -1, -1]);
    expect(coupled('constant', { gateBias: 4 })).toEqual([-4, -4, -4, -4]);
    expect(coupled('chrono')).toEqual([...started('lstm', 'chrono').get('rnn.bias_ih_l0').data].slice(0, 4));
  });

  test('pytorch draws everything within one over the root of H', () => {
    const { data } = started('gru', 'pytorch');
    expect(data.every((value) => Math.abs(value) <= 0.5 && value !== 0)).toBe(true);
  });
});
