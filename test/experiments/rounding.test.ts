import { describe, expect, test } from 'vitest';
import { rowProduct, trainBothWays } from '../../src/experiments/rounding.ts';

describe('a sum in single precision', () => {
  const orders = ['forwards', 'backwards', 'fourLanes', 'fused'] as const;

  test('of one product is the same in every order, and exact where nothing is left to round', () => {
    const [one] = orders.map((order) => rowProduct(order, 1));
    for (const order of orders) expect(rowProduct(order, 1)).toBe(one);
    expect(one).toBe(Math.fround(rowProduct('exact', 1)));
  });

  test('of a thousand products depends on the order, in the last digits alone', () => {
    const sums = orders.map((order) => rowProduct(order, 1000));
    expect(new Set(sums).size).toBe(orders.length);
    const exact = rowProduct('exact', 1000);
    for (const sum of sums) {
      expect(Math.fround(sum)).toBe(sum);
      // A thousand roundings of at most half a unit of 2 ** -18, the last place of sums below 64.
      expect(Math.abs(sum - exact)).toBeLessThan(1000 * 2 ** -19);
    }
  });
});

test('two trainings that differ in the order of their sums begin together and drift apart', () => {
  const { apartAtFirst, apartAtLast, solvedAt } = trainBothWays(1, 40);
  expect(apartAtFirst).toBeGreaterThan(0);
  expect(apartAtFirst).toBeLessThan(1e-6);
  expect(apartAtLast).toBeGreaterThan(apartAtFirst);
  expect(solvedAt).toHaveLength(2);
});
