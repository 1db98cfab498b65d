import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { copyMatrix } from '../../src/engine/matrix.ts';
import { createRandom } from '../../src/engine/random.ts';
import { parametersFromTensors, readSafetensors } from '../../src/exchange/safetensors.ts';
import { firstRows } from '../../src/experiments/first-rows.ts';
import { jacobianNorms, measureForgetting, roadProducts } from '../../src/experiments/forgetting.ts';
import { backFromLastAnswer } from '../../src/experiments/last-answer.ts';
import { type Run, recipe } from '../../src/training/run.ts';
import { createTraining } from '../../src/training/trainer.ts';

const usual: Run = { ...recipe, task: 'remember', lag: 10, cell: 'lstm', hidden: 5 };
const begin = (part: Partial<Run> = {}) => createTraining({ ...usual, ...part });

function traced(part: Partial<Run>, change: (training: ReturnType<typeof begin>) => void = () => undefined) {
  const training = begin(part);
  change(training);
  const { network, parameters, task } = training;
  const batch = task.sample(createRandom(1), 1);
  return { ...training, batch, trace: backFromLastAnswer(network, parameters, batch).trace };
}

const withoutRecurrence = ({ parameters }: ReturnType<typeof begin>) => {
  parameters.get('rnn.weight_hh_l0').data.fill(0);
};

describe('the road', () => {
  test('of an LSTM without recurrence through h is the whole Jacobian of c, digit for digit', () => {
    const { network, parameters, trace } = traced({ hidden: 1 }, withoutRecurrence);
    const products = roadProducts(network, trace.layer);
    const whole = jacobianNorms(network, parameters, trace, 'cellState');
    expect([...whole]).toEqual(products.map(({ data }) => data[0]));
    expect(whole[0]).toBeLessThan(1);
  });

  test('of five such units is its diagonal', () => {
    const { network, parameters, trace } = traced({}, withoutRecurrence);
    const whole = jacobianNorms(network, parameters, trace, 'cellState');
    roadProducts(network, trace.layer).forEach(({ data }, step) => {
      // The root of five squares adds rounding of a few units in the last place.
      expect(whole[step] / (Math.hypot(...data) / Math.sqrt(5))).toBeCloseTo(1, 12);
    });
  });

  test('of a GRU whose candidate sees no past is the whole Jacobian of h', () => {
    const { network, parameters, trace } = traced({ cell: 'gru', hidden: 1 }, withoutRecurrence);
    const whole = jacobianNorms(network, parameters, trace, 'hiddenState');
    expect([...whole]).toEqual(roadProducts(network, trace.layer).map(({ data }) => data[0]));
  });

  test('of a gate that stands at sigmoid(b) is that to the power of the steps', () => {
    const training = begin({ init: 'constant', gateBias: 2 });
    training.parameters.get('rnn.weight_hh_l0').data.fill(0);
    training.parameters.get('rnn.weight_ih_l0').data.fill(0);
    const { typical, best, steps } = measureForgetting(training.network, training.parameters, training.task, 1);
    expect(steps).toBe(12);
    const gate = 1 / (1 + Math.exp(-2));
    expect(typical[0]).toBeCloseTo(gate ** 11, 12);
    expect(best[0]).toBeCloseTo(gate ** 11, 12);
    expect([typical.at(-1), best.at(-1)]).toEqual([1, 1]);
  });

  test('of an update gate that takes is the product of what it does not take', () => {
    const { network, trace } = traced({ cell: 'gru', hidden: 2 });
    const takes = { description: { ...network.description, variant: { update: 'takes' } } } as typeof network;
    const last = trace.layer.steps - 1;
    const { data } = trace.layer.quantity('updateGate', last);
    expect([...roadProducts(network, trace.layer)[last - 1].data]).toEqual([...data]);
    expect([...roadProducts(takes, trace.layer)[last - 1].data]).toEqual([...data].map((z) => 1 - z));
  });
});

describe('the Jacobian', () => {
  test.each(['rnn', 'gru', 'lstm'] as const)('of the hidden state of a %s agrees with central differences', (cell) => {
    const { network, parameters, trace, batch } = traced({ cell, hidden: 3 });
    const [from, last] = [8, trace.layer.steps - 1];
    const squares = [0, 1, 2].map((unit) => {
      const [up, down] = [1e-5, -1e-5].map((move) => {
        const states = trace.layer.statesBefore(from + 1);
        const initial = { ...states, hiddenState: copyMatrix(states.hiddenState) };
        initial.hiddenState.data[unit] += move;
        const later = network.stack.createTrace(last - from, 1);
        network.stack.forward(parameters, batch.inputs.slice(from + 1), later, { initial: [initial] });
        return [...later.quantity('hiddenState', last - from - 1).data];
      });
      return up.reduce((sum, value, k) => sum + ((value - down[k]) / 2e-5) ** 2, 0);
    });
    const measured = Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / 3);
    // Central differences of 1e-5 in float64: about nine digits.
    expect(jacobianNorms(network, parameters, trace, 'hiddenState')[from] / measured).toBeCloseTo(1, 7);
  });

  test('of a plain network is never above what the matrix and the steepest slope allow', () => {
    const { network, parameters, trace } = traced({ cell: 'rnn', lag: 20 });
    const whole = jacobianNorms(network, parameters, trace, 'hiddenState');
    // An orthogonal matrix has norm 1, so that one step multiplies by its steepest slope at most.
    for (let step = trace.layer.steps - 2; step >= 0; step -= 1) {
      const states = trace.layer.quantity('hiddenState', step + 1).data;
      const steepest = Math.max(...[...states].map((h) => 1 - h * h));
      expect(whole[step]).toBeLessThanOrEqual(whole[step + 1] * steepest * (1 + 1e-12));
    }
    expect(whole[0]).toBeGreaterThan(0);
  });

  test('is that of the top layer where there are two', () => {
    const { network, parameters, task } = begin({ layers: 2, cell: 'gru' });
    const { jacobian, gradient, steps } = measureForgetting(network, parameters, task, 1);
    expect([jacobian.length, gradient.length]).toEqual([steps, steps]);
    expect(jacobian.at(-1)).toBe(1);
  });
});

test('a batch cut down to its first rows is asked the same of them', () => {
  const { task, network, parameters } = begin();
  const batch = task.sample(createRandom(1), 6);
  const few = firstRows(batch, 2);
  expect(few.inputs.map(({ rows }) => rows)).toEqual(batch.inputs.map(() => 2));
  const [asked, all] = [few, batch].map(({ questions }) => questions.at(-1));
  if (asked?.kind !== 'class' || all?.kind !== 'class') throw new Error('remembering asks for a class at its end');
  expect(asked.classes).toEqual(all.classes.slice(0, 2));
  const hidden = (one: typeof batch) =>
    backFromLastAnswer(network, parameters, one).trace.layer.quantity('hiddenState', 11).data.slice(0, 10);
  expect(hidden(few)).toEqual(hidden(batch));
  expect(firstRows(batch, 0).inputs[0].rows).toBe(1);
  expect(firstRows(batch, 99).inputs[0].rows).toBe(6);
  const adding = begin({ task: 'adding' }).task.sample(createRandom(1), 3);
  expect(firstRows(adding, 2).questions.at(-1)).toMatchObject({ values: { rows: 2, columns: 1 } });
});

describe('the networks that ship', () => {
  const shipped = (lag: number, cell: 'rnn' | 'gru' | 'lstm') => {
    const file = `content/networks/race-remember-${lag}-${cell}`;
    const { run } = JSON.parse(readFileSync(`${file}.json`, 'utf8')) as { run: Run };
    const { network, task } = createTraining(run);
    const { tensors } = readSafetensors(readFileSync(`${file}.safetensors`));
    return measureForgetting(network, parametersFromTensors(network.shapes, tensors), task, 1);
  };

  test('keep a change for 100 steps where they have gates, and lose it where they have none', () => {
    expect(shipped(100, 'rnn').jacobian[0]).toBeLessThan(1e-8);
    for (const cell of ['gru', 'lstm'] as const) expect(shipped(100, cell).jacobian[0]).toBeGreaterThan(0.01);
  });

  test('keep it in one unit of the LSTM by the forget gate alone', () => {
    const { best, bestUnit, typical, units, hiddenJacobian } = shipped(100, 'lstm');
    expect(best[0]).toBeGreaterThan(typical[0]);
    expect(best[0]).toBeLessThanOrEqual(1);
    expect(bestUnit).toBeLessThan(units);
    expect(hiddenJacobian).toHaveLength(102);
  });
});
