import { describe, expect, test } from 'vitest';
import {
  blockRanges,
  candidateCorrelation,
  firstTanhOfOne,
  gateAtRest,
  gatesSeeCell,
  gateThenSquash,
  halfLife,
  runHeld,
  shareLeft,
} from '../../src/experiments/lstm-cell.ts';

describe('the LSTM chapter', () => {
  test('c is a sum, not the output of a sigmoid: five open steps make 5', () => {
    expect(runHeld({ forgetGate: 1, inputGate: 1, candidate: 1 }, 5).cellState).toBe(5);
  });

  test('a held forget gate leaves f to the power n', () => {
    expect(shareLeft(0.5, 50)).toBe(0.5 ** 50);
    // Fifty rounded products: far less than 1e-14 relative.
    expect(shareLeft(0.98, 50) / 0.98 ** 50).toBeCloseTo(1, 12);
    expect(shareLeft(1, 50)).toBe(1);
    expect(shareLeft(0.9, 50, 64)).toBe(shareLeft(0.9, 50, 1));
    expect(halfLife(0.5)).toBeCloseTo(1, 12);
  });

  test('0.73, as the table heads its column, is where a gate with bias 1 stands', () => {
    expect(gateAtRest(1).toFixed(2)).toBe('0.73');
  });

  test('squashing and gating do not commute', () => {
    const { hiddenState } = runHeld({ forgetGate: 1, inputGate: 0, outputGate: 0.5 }, 1, 3);
    expect(hiddenState).toBeCloseTo(0.5 * Math.tanh(3), 12);
    expect(gateThenSquash(0.5, 3)).toBeCloseTo(Math.tanh(1.5), 12);
  });

  test('an open output gate shows an empty state as 0', () => {
    expect(runHeld({ forgetGate: 1, inputGate: 0, outputGate: 1 }, 1, 0).hiddenState).toBe(0);
  });

  test('gates stay in (0, 1), the candidate takes both signs, none of them sees c', () => {
    const ranges = blockRanges(200);
    for (const gate of ['inputGate', 'forgetGate', 'outputGate']) {
      expect(ranges[gate]?.lowest).toBeGreaterThan(0);
      expect(ranges[gate]?.highest).toBeLessThan(1);
    }
    expect(ranges.candidate?.lowest).toBeLessThan(-0.1);
    expect(ranges.candidate?.highest).toBeGreaterThan(0.1);
    expect(gatesSeeCell()).toBe(0);
  });

  test('tanh is exactly 1 in 32 bits from about 9 on', () => {
    expect(Math.fround(Math.tanh(firstTanhOfOne()))).toBe(1);
    expect(firstTanhOfOne()).toBeCloseTo(9, 0);
  });

  test('a candidate made of the gates weights follows the input gate', () => {
    expect(candidateCorrelation('tied')).toBeGreaterThan(0.4);
    // 20,000 draws: a standard error of 0.007.
    expect(Math.abs(candidateCorrelation('own'))).toBeLessThan(0.03);
  });
});
