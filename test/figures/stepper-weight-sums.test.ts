/** The gradient of the weights as it comes together step by step: at step 1 it is the engine's, to the last bit. */
import { describe, expect, test } from 'vitest';
import { totalNorm } from '../../src/engine/clipping.ts';
import { referenceKernels } from '../../src/engine/kernels/reference.ts';
import { createNetwork } from '../../src/engine/network.ts';
import { createRandom } from '../../src/engine/random.ts';
import { beginningOf } from '../../src/figures/cell-stepper/beginning.ts';
import { clippedAt } from '../../src/figures/cell-stepper/clipped.ts';
import { createStepper, type Stepper } from '../../src/figures/cell-stepper/model.ts';
import { createTrained } from '../../src/figures/cell-stepper/network.ts';
import { writeWeight } from '../../src/figures/cell-stepper/weight-names.ts';
import { largestOf, weightSums } from '../../src/figures/cell-stepper/weight-sums.ts';
import { lastCapitalTask } from '../../src/tasks/last-capital.ts';

/** Every cell and every variant that changes what a weight multiplies, or what its sum is. */
const described = {
  rnn: { cell: 'rnn' },
  gru: { cell: 'gru' },
  'gru, reset before': { cell: 'gru', reset: 'before' },
  'gru, z takes, sums clipped': { cell: 'gru', variant: { update: 'takes', clip: 0.7 } },
  lstm: { cell: 'lstm' },
  'lstm, peepholes': { cell: 'lstm', variant: { peepholes: true } },
  'lstm, coupled': { cell: 'lstm', variant: { coupled: true } },
  'lstm without its output gate': { cell: 'lstm', variant: { without: ['outputGate'] } },
} as const;

function open(name: keyof typeof described): Stepper {
  const task = lastCapitalTask();
  const sizes = { inputSize: task.inputSize, hiddenSize: 5, outputSize: task.outputSize, bias: true };
  const network = createNetwork({ ...sizes, ...described[name] }, referenceKernels);
  const parameters = network.createParameters();
  const random = createRandom(7, name);
  for (let k = 0; k < parameters.data.length; k += 1) parameters.data[k] = 0.8 * random.gaussian();
  const trained = createTrained(task, network, parameters);
  const stepper = createStepper('any', trained, beginningOf(trained));
  stepper.setLossStep(20);
  stepper.toggleLossStep(9);
  return stepper;
}

const names = Object.keys(described) as (keyof typeof described)[];

describe.each(names)('the weights of a unit of %s', (name) => {
  test.each(['nothing', 'values of every kind'])('add up to the engine’s gradient, with %s forced', (what) => {
    const stepper = open(name);
    if (what !== 'nothing') {
      stepper.forceAs('set', 'hiddenState', 1, 12, 0.3);
      stepper.forceAs('scale', 'hiddenState', 2, 8, 0.5);
      stepper.forceAs('freeze', 'hiddenState', 3, 15);
      const gate = stepper.strips.find(
        (strip) => strip.range && strip.name !== 'hiddenState' && strip.name !== 'input',
      );
      if (gate) stepper.forceAs('scale', gate.name as 'candidate', 2, 10, 0.5);
      expect(stepper.isForced.value).toBe(true);
    }
    const [run, back] = [stepper.after.value, stepper.backward.after.value];
    let compared = 0;
    for (let unit = 0; unit < 5; unit += 1) {
      for (const { weights } of weightSums(run, back, unit, 0)) {
        for (const { sum, whole, name: weight } of weights) {
          expect(sum, writeWeight(weight)).toBe(whole);
          if (whole !== 0) compared += 1;
        }
      }
    }
    expect(compared).toBeGreaterThan(40);
  });

  test('come together step by step', () => {
    const stepper = open(name);
    const at = (step: number) => weightSums(stepper.after.value, stepper.backward.after.value, 2, step);
    for (const step of [18, 9, 4, 0]) {
      const [now, later] = [at(step), at(step + 1)];
      now.forEach(({ weights, scale }, block) => {
        weights.forEach(({ added, sum }, k) => {
          expect(sum).toBe((later[block]?.weights[k]?.sum ?? 0) + added);
          expect(Math.abs(sum)).toBeLessThanOrEqual(scale);
        });
      });
    }
    // Nothing flows from a loss to what comes after it.
    expect(at(20).every(({ weights }) => weights.every(({ added, sum }) => added === 0 && sum === 0))).toBe(true);
  });
});

test('the largest is found by its size, and has a name', () => {
  const stepper = open('lstm');
  const [block] = weightSums(stepper.after.value, stepper.backward.after.value, 1, 3);
  const largest = largestOf(block?.weights ?? [], 'sum');
  expect(Math.max(...(block?.weights ?? []).map(({ sum }) => Math.abs(sum)))).toBe(Math.abs(largest?.sum ?? 0));
  expect(writeWeight(largest?.name as never)).toMatch(/^[Wb]_(ii|hi|i)?/);
});

test('clipping keeps the direction and cuts the length to the threshold, as in training', () => {
  const { backward } = open('gru');
  const back = backward.after.value;
  const norm = totalNorm(back.parameters?.data ?? new Float64Array(0));
  expect(clippedAt(back, 1000)).toEqual({ norm, left: norm, share: 1 });
  const cut = clippedAt(back, norm / 4);
  // The 1e-6 under the share is part of the definition.
  expect(cut?.left).toBeCloseTo(norm / 4, 5);
  expect(cut?.share).toBeCloseTo(0.25, 5);
});
