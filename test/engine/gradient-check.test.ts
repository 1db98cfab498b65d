import { describe, expect, test } from 'vitest';
import { checkGradient } from '../../src/engine/gradient-check.ts';

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
