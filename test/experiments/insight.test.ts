import { describe, expect, test } from 'vitest';
import { meanSquaredError, softmaxCrossEntropy } from '../../src/engine/losses.ts';
import { copyMatrix } from '../../src/engine/matrix.ts';
import { createRandom } from '../../src/engine/random.ts';
import { gradientShares } from '../../src/experiments/fading.ts';
import { heldOutBatch, lookInside } from '../../src/experiments/insight.ts';
import { backFromLastAnswer, relativeToLast } from '../../src/experiments/last-answer.ts';
import type { TaskName } from '../../src/tasks/contract.ts';
import { TASK_NAMES } from '../../src/tasks/tasks.ts';
import { type Run, recipe } from '../../src/training/run.ts';
import { createTraining } from '../../src/training/trainer.ts';

const usual: Run = { ...recipe, task: 'remember', lag: 12, cell: 'lstm', hidden: 4 };
const begin = (part: Partial<Run> = {}) => createTraining({ ...usual, ...part });

describe('the gradient of the last answer', () => {
  test.each(['rnn', 'gru', 'lstm'] as const)('is what the fading of an untrained %s says', (cell) => {
    const untrained = { cell, init: 'default' } as const;
    const { network, parameters, task } = begin({ ...untrained, hidden: 16, seed: 3 });
    const batch = task.sample(createRandom(3, 'fading'), 8);
    const { back } = backFromLastAnswer(network, parameters, batch);
    expect(relativeToLast(back.hiddenNorms)).toEqual(gradientShares(untrained, 12, 3).reverse());
  });

  test.each(['remember', 'adding'] as const)('is the slope of the loss of %s along the last hidden state', (name) => {
    const { network, parameters, task } = begin({ task: name });
    const batch = task.sample(createRandom(2), 1);
    const { trace, back, loss } = backFromLastAnswer(network, parameters, batch);
    const last = batch.inputs.length - 1;
    const question = batch.questions[last];
    const state = trace.layer.quantity('hiddenState', last);
    const lossNow = () => {
      const output = network.readOut(parameters, trace, last);
      if (question?.kind === 'class') return softmaxCrossEntropy(output, question.classes);
      return question ? meanSquaredError(output, question.values) : Number.NaN;
    };
    expect(lossNow()).toBe(loss);
    // Central differences of 1e-5: right to about 1e-10 in float64.
    const slopes = [...copyMatrix(state).data].map((value, unit) => {
      const at = (moved: number) => {
        state.data[unit] = moved;
        return lossNow();
      };
      const slope = (at(value + 1e-5) - at(value - 1e-5)) / 2e-5;
      state.data[unit] = value;
      return slope;
    });
    expect(back.hiddenNorms[last]).toBeCloseTo(Math.hypot(...slopes), 8);
  });

  test('in float32 is that of float64 to four digits', () => {
    const { network, parameters, task } = begin();
    const [single, double] = (['float32', 'float64'] as const).map((precision) =>
      lookInside(network, parameters, task, 1, precision),
    );
    single.gradient.forEach((share, step) => {
      expect(share / double.gradient[step]).toBeCloseTo(1, 4);
    });
  });

  test('asks only tasks that ask at their end', () => {
    const { network, parameters, task } = begin();
    const { inputs } = task.sample(createRandom(2), 1);
    const silent = { inputs, questions: inputs.map(() => null) };
    expect(() => backFromLastAnswer(network, parameters, silent)).toThrow('must ask at the last step');
  });
});

describe('a look inside', () => {
  const gates = { rnn: [], gru: ['updateGate', 'resetGate'], lstm: ['forgetGate', 'inputGate', 'outputGate'] };

  test.each(['rnn', 'gru', 'lstm'] as const)('has the gates of a %s, step by step, between 0 and 1', (cell) => {
    const { network, parameters, task } = begin({ cell });
    const insight = lookInside(network, parameters, task, 1);
    expect(insight.gates.map(({ name }) => name)).toEqual(gates[cell]);
    expect(insight.gradient).toHaveLength(14);
    expect(insight.gradient.at(-1)).toBe(1);
    for (const { units, mean, spread } of insight.gates) {
      expect([units.length, mean.length, spread.length]).toEqual([14 * 4, 14, 14]);
      expect(Math.min(...units)).toBeGreaterThanOrEqual(0);
      expect(Math.max(...units)).toBeLessThanOrEqual(1);
      // Numbers in [0, 1] lie at most 1/2 from their mean, in the mean.
      for (const own of spread) expect(own).toBeLessThanOrEqual(0.5);
      mean.forEach((own, step) => {
        const row = units.subarray(4 * step, 4 * step + 4);
        expect(own).toBeCloseTo(row.reduce((sum, value) => sum + value, 0) / 4, 6);
      });
    }
  });

  test('forces nothing: gates without weights stand at the sigmoid of their bias', () => {
    const { network, parameters, task } = begin();
    parameters.data.fill(0);
    const { gates: found, answers } = lookInside(network, parameters, task, 1);
    for (const { mean, spread } of found) {
      expect([...mean].every((own) => own === 0.5)).toBe(true);
      expect([...spread].every((own) => own === 0)).toBe(true);
    }
    expect(answers[0]?.value).toBeCloseTo(1 / 4, 12);
  });

  test('answers as its readout does, and says whether that is right', () => {
    const { network, parameters, task } = begin();
    const { answers } = lookInside(network, parameters, task, 1);
    expect(answers).toMatchObject([{ step: 13, right: 'B' }]);
    // A readout that names B whatever it reads.
    parameters.get('head.weight').data.fill(0);
    parameters.get('head.bias').data.set([0, 9, 0, 0]);
    expect(lookInside(network, parameters, task, 1).answers).toMatchObject([{ said: 'B', isRight: true }]);
    parameters.get('head.bias').data.set([0, 0, 9, 0]);
    const [wrong] = lookInside(network, parameters, task, 1).answers;
    expect(wrong).toMatchObject({ said: 'C', isRight: false });
    expect(wrong.value).toBeGreaterThan(0.99);
    expect(wrong.rightValue).toBeLessThan(0.01);
  });

  test('gives a number for a number, right within the tolerance of its task', () => {
    const { network, parameters, task } = begin({ task: 'adding' });
    const right = lookInside(network, parameters, task, 1).answers[0].rightValue;
    parameters.get('head.weight').data.fill(0);
    for (const [off, isRight] of [
      [0.07, true],
      [-0.09, false],
    ] as const) {
      parameters.get('head.bias').data[0] = right + off;
      expect(lookInside(network, parameters, task, 1).answers).toMatchObject([{ said: null, isRight }]);
    }
  });

  test('answers at every step that counts where a task asks at many', () => {
    const answersOf = (task: TaskName, lag: number) => {
      const training = begin({ task, lag });
      return lookInside(training.network, training.parameters, training.task, 1);
    };
    const capitals = answersOf('last-capital', 12);
    expect(capitals.answers.map(({ step }) => step)).toEqual([...Array(12).keys()]);
    expect(capitals.answers[0].right).toBe(capitals.signs[0]);
    // Copy counts the symbols alone, not the blanks before them.
    expect(answersOf('copy-small', 10).answers.map(({ step }) => step)).toEqual([13, 14, 15]);
    const { answers, signs } = answersOf('reber', 7);
    expect(answers.slice(0, -1).map(({ right }) => right)).toEqual(signs.slice(1));
  });

  test.each(TASK_NAMES)('is the same at every call on %s, and a sequence for every clue', (name) => {
    const { task, network, parameters } = createTraining({ ...usual, task: name, lag: lagOf(name), hidden: 2 });
    const batch = heldOutBatch(task, 4);
    expect(batch.inputs[0].rows).toBe(batch.groups * batch.each);
    expect(batch.inputs[0].rows).toBeLessThanOrEqual(8);
    const insight = lookInside(network, parameters, task, 4);
    expect(insight).toEqual(lookInside(network, parameters, task, 4));
    expect(insight.signs).toHaveLength(insight.steps);
    expect(insight.gradient.every((share) => Number.isFinite(share))).toBe(true);
  });
});

function lagOf(name: TaskName): number {
  if (name.startsWith('order')) return 100;
  if (name === 'delay') return 3;
  return name === 'reber' ? 7 : 20;
}
