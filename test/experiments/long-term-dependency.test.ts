import { describe, expect, test } from 'vitest';
import {
  biasFor,
  firstSymbolReach,
  gateOverSteps,
  latchRight,
  latchSlope,
  stepsHeld,
} from '../../src/experiments/long-term-dependency.ts';

describe('the chapter on long-term dependency', () => {
  test('a gate with bias ln(n - 1) keeps for n steps', () => {
    expect(stepsHeld(biasFor(100))).toBeCloseTo(100, 9);
    expect(gateOverSteps(0, 2)).toBe(0.25);
  });

  test('the first symbol still moves the state seven steps later, a little', () => {
    expect(firstSymbolReach(7)).toBeGreaterThan(0);
    expect(firstSymbolReach(7)).toBeLessThan(firstSymbolReach(1));
  });

  test('one unit set by hand holds a sign for 100 noisy steps, and stands where its slope is small', () => {
    expect(latchRight(256, 100)).toBe(256);
    expect(latchSlope()).toBeGreaterThan(0);
    expect(latchSlope()).toBeLessThan(0.1);
  });
});
