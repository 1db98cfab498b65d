import { describe, expect, test } from 'vitest';
import { checkGradient, gradientCheckSteps } from '../../src/engine/gradient-check.ts';

const parameters = Float64Array.of(0.5, -1, 2);
const loss = () => parameters.reduce((sum, value, k) => sum + (k + 1) * value * value * value, 0);
const right = () => Float64Array.from(parameters, (value, k) => 3 * (k + 1) * value * value);

describe('the gradient check', () => {
  test('agrees with a right gradient', () => {
    expect(checkGradient(parameters, right(), loss).largestRelativeError).toBeLessThan(1e-8);
  });

  test.each([
    ['a sign', (value: number) => -value],
    ['a factor', (value: number) => 2 * value],
    ['a part in a thousand', (value: number) => 1.001 * value],
    ['a missing term', () => 0],
    ['not a number', () => NaN],
  ])('catches and names a gradient that is wrong by %s', (_, wrong) => {
    const gradient = right();
    gradient[1] = wrong(gradient[1]);
    const check = checkGradient(parameters, gradient, loss);
    expect(check.largestRelativeError).toBeGreaterThan(5e-4);
    expect(check.index).toBe(1);
    expect(check.computed).toBe(gradient[1]);
    expect(check.measured).toBeCloseTo(6, 6);
  });

  test('is far closer with four points where the loss bends', () => {
    const bent = () => Math.exp(8 * parameters[0]);
    const gradient = Float64Array.of(8 * bent(), 0, 0);
    const error = (points: 2 | 4) =>
      checkGradient(parameters, gradient, bent, { step: 1e-3, points }).largestRelativeError;
    // The terms left out: (8 e)^2 / 6 of the gradient with two points, 4 (8 e)^4 / 120 with four.
    expect(error(2)).toBeCloseTo(0.008 ** 2 / 6, 9);
    expect(error(4)).toBeLessThan(0.008 ** 4 / 25);
    expect(error(4)).toBeLessThan(error(2) / 1e4);
  });

  test('can be done one parameter at a time, each back in its place in between', () => {
    const before = [...parameters];
    const steps = gradientCheckSteps(parameters, right(), loss);
    for (let k = 0; k < 3; k += 1) {
      expect(steps.next().done).toBe(false);
      expect([...parameters]).toEqual(before);
    }
    const last = steps.next();
    expect(last.done).toBe(true);
    expect(last.value).toEqual(checkGradient(parameters, right(), loss));
  });

  test('leaves the parameters as they were', () => {
    const before = [...parameters];
    checkGradient(parameters, right(), loss);
    expect([...parameters]).toEqual(before);
  });

  test('finds nothing wrong where nothing depends on anything', () => {
    expect(checkGradient(parameters, new Float64Array(3), () => 1).largestRelativeError).toBe(0);
  });

  test('refuses float32 in a sentence', () => {
    expect(() => checkGradient(new Float32Array(1), new Float32Array(1), () => 0)).toThrow(
      'checkGradient: float32 is too coarse for differences',
    );
  });
});
