import { describe, expect, test } from 'vitest';
import { drift } from '../../src/experiments/drift.ts';

describe('the cell state of an untrained LSTM after a hundred distractors', () => {
  test('wanders further the wider its forget gate stands open, and the tanh over it grows flat', () => {
    const [shut, usual, open] = [-4, 1, 4].map((gateBias) => drift({ init: 'constant', gateBias }));
    expect(usual.spread).toBeGreaterThan(shut.spread);
    expect(open.spread).toBeGreaterThan(usual.spread);
    expect(open.slope).toBeLessThan(usual.slope);
  });

  test('shares and slopes lie between 0 and 1', () => {
    const { share, slope } = drift({ init: 'chrono' });
    for (const value of [share, slope]) {
      expect(value).toBeGreaterThan(0);
      expect(value).toBeLessThan(1);
    }
  });
});
