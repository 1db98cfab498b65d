/** Which steps the loss looks at: one, several, every one; its gradient is that of their mean, as in training. */
import { describe, expect, test } from 'vitest';
import { beginningOf } from '../../src/figures/cell-stepper/beginning.ts';
import { gradientOf } from '../../src/figures/cell-stepper/loss.ts';
import { alsoField } from '../../src/figures/cell-stepper/losses.ts';
import { createStepper } from '../../src/figures/cell-stepper/model.ts';
import { scoreAndGradient } from '../../src/training/objective.ts';
import { lastCapitalNetwork } from './stepper-networks.ts';

const open = (cell: 'rnn' | 'gru' | 'lstm') => {
  const trained = lastCapitalNetwork(cell);
  return createStepper(cell, trained, beginningOf(trained));
};

describe('a loss at several steps', () => {
  test('is their mean, and so is its gradient', () => {
    const stepper = open('gru');
    stepper.setLossStep(16);
    const at = (step: number) => {
      stepper.setLossStep(step);
      const { loss, values } = stepper.backward.after.value;
      return { loss: loss ?? Number.NaN, gradient: values['hiddenState'] as Float64Array };
    };
    const [one, other] = [at(9), at(16)];
    stepper.toggleLossStep(9);
    expect(stepper.lossSteps.value).toEqual([9, 16]);
    const { loss, values, seedAt } = stepper.backward.after.value;
    expect(loss).toBeCloseTo((one.loss + other.loss) / 2, 12);
    const both = values['hiddenState'] as Float64Array;
    // Two sums of a few products each, added in another order.
    both.forEach((value, k) => {
      const mean = ((one.gradient[k] ?? 0) + (other.gradient[k] ?? 0)) / 2;
      expect(Math.abs(value - mean)).toBeLessThanOrEqual(1e-14);
    });
    expect([7, 8, 14, 15].map((step) => seedAt(0, step) !== 0)).toEqual([false, true, false, true]);
  });

  test('of every step is what the trainer minimises on this sequence, to rounding', () => {
    for (const cell of ['rnn', 'gru', 'lstm'] as const) {
      const stepper = open(cell);
      stepper.setEveryStep();
      const question = stepper.question.value;
      if (!question) throw new Error('every step asks');
      expect(question.asked).toHaveLength(24);
      const { network, parameters } = stepper.trained;
      const { inputs } = stepper.sequence.value;
      const questions = question.asked.map(({ target }) => {
        if (target.kind !== 'classes') throw new Error('classes are asked');
        return { kind: 'class', classes: Int32Array.of(target.classes[0] ?? -1) } as const;
      });
      const gradients = network.createParameters();
      const trace = network.createTrace(24, 1);
      const { loss } = scoreAndGradient(network, parameters, gradients, trace, { inputs, questions });
      const own = gradientOf(question);
      expect(own.loss).toBeCloseTo(loss, 13);
      // The trainer weighs by a share of 1/24, this divides by 24.
      const scale = Math.max(...gradients.data.map(Math.abs));
      own.parameters.data.forEach((value, k) => {
        expect(Math.abs(value - (gradients.data[k] ?? 0))).toBeLessThanOrEqual(1e-14 * scale);
      });
    }
  });

  test('is chosen step by step, taken back, and never without a step', () => {
    const stepper = open('lstm');
    stepper.setLossStep(16);
    stepper.toggleLossStep(16);
    expect(stepper.lossSteps.value).toEqual([16]);
    stepper.toggleLossStep(20);
    stepper.toggleLossStep(3);
    expect(stepper.lossSteps.value).toEqual([3, 16, 20]);
    stepper.setWay('backward');
    stepper.goTo(24);
    stepper.play();
    expect(stepper.state.now.value.step).toBe(20);
    stepper.pause();
    stepper.toggleLossStep(20);
    expect(stepper.lossSteps.value).toEqual([3, 16]);
    stepper.setLossStep(16);
    expect(stepper.lossSteps.value).toEqual([16]);
    stepper.state.undo();
    expect(stepper.lossSteps.value).toEqual([3, 16]);
  });

  test('looks away from steps at which nothing is right', () => {
    const stepper = open('rnn');
    stepper.setLetter(1, 'a');
    stepper.setLossStep(18);
    stepper.toggleLossStep(2);
    expect(stepper.question.value?.asked.map(({ step }) => step)).toEqual([17]);
    stepper.setEveryStep();
    expect(stepper.question.value?.asked[0]?.step).toBe(16);
  });
});

test('a link names the steps, or all of them, and nothing else', () => {
  const field = alsoField(24);
  expect([field.read('3.9'), field.read('all'), field.read('9.3.9')]).toEqual([[3, 9], 'all', [3, 9]]);
  expect([field.read('3.25'), field.read('3,4'), field.read('x')]).toEqual([undefined, undefined, undefined]);
  expect([field.write([3, 9]), field.write('all')]).toEqual(['3.9', 'all']);
});
