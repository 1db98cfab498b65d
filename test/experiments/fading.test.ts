import { describe, expect, test } from 'vitest';
import { gradientBack } from '../../src/experiments/fading.ts';

describe('the gradient of an untrained network, 100 steps back', () => {
  const back = (cell: 'rnn' | 'gru' | 'lstm', init: 'default' | 'chrono') => gradientBack(cell, init, [0, 10, 100]);

  test('is whole at the end and smaller further back, in every network', () => {
    for (const init of ['default', 'chrono'] as const) {
      for (const cell of ['rnn', 'gru', 'lstm'] as const) {
        const [here, near, far] = back(cell, init);
        expect(here).toBeCloseTo(1, 12);
        expect(near).toBeLessThan(1);
        expect(far).toBeLessThan(near);
      }
    }
  });

  test('is smaller in a GRU with biases 0 than in the plain network, as the chapter says', () => {
    expect(back('gru', 'default')[2]).toBeLessThan(back('rnn', 'default')[2]);
  });

  test('survives with chrono biases', () => {
    for (const cell of ['gru', 'lstm'] as const) expect(back(cell, 'chrono')[2]).toBeGreaterThan(1e-4);
    expect(back('lstm', 'default')[2]).toBeLessThan(1e-3);
  });
});
