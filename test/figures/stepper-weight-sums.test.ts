/** The gradient of the weights as it comes together step by step: at step 1 it is the engine's, to the last bit. */
import { describe, expect, test } from 'vitest';
import { totalNorm } from '../../src/engine/clipping.ts';
import { clippedAt } from '../../src/figures/cell-stepper/clipped.ts';
import { writeWeight } from '../../src/figures/cell-stepper/weight-names.ts';
import { largestOf, weightSums } from '../../src/figures/cell-stepper/weight-sums.ts';
import { described, forceSome, openVariant as open } from './stepper-variants.ts';

const names = Object.keys(described) as (keyof typeof described)[];

describe.each(names)('the weights of a unit of %s', (name) => {
  test.each(['nothing', 'values of every kind'])('add up to the engine’s gradient, with %s forced', (what) => {
    const stepper = open(name);
    if (what !== 'nothing') forceSome(stepper);
    expect(stepper.isForced.value).toBe(what !== 'nothing');
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
    expect(compared).toBeGreaterThan(20);
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
