import { describe, expect, test } from 'vitest';
import { countUpdate, parameterBytes, trainingBytes, type Work } from '../../src/experiments/operations.ts';

const work: Work = { cell: 'lstm', inputSize: 5, hiddenSize: 3, steps: 7, batch: 2 };
const blocks = { rnn: 1, gru: 3, lstm: 4 } as const;

describe('the operations of an update', () => {
  test.each(['rnn', 'gru', 'lstm'] as const)('of a %s are 2 G H (H + I) T B there and twice that back', (cell) => {
    const there = 2 * blocks[cell] * 3 * (3 + 5) * 7 * 2;
    expect(countUpdate({ ...work, cell }, true)).toMatchObject({ forward: there, backward: 2 * there });
    const withoutInputs = 2 * there - 2 * blocks[cell] * 3 * 5 * 7 * 2;
    expect(countUpdate({ ...work, cell })).toMatchObject({ forward: there, backward: withoutInputs });
  });

  test('squash every sum once, and the cell state of an LSTM', () => {
    const each = 3 * 7 * 2;
    expect(countUpdate({ ...work, cell: 'rnn' }).squashings).toBe(each);
    expect(countUpdate({ ...work, cell: 'gru' }).squashings).toBe(3 * each);
    expect(countUpdate(work).squashings).toBe(5 * each);
  });
});

describe('the bytes of a training', () => {
  test('hold four numbers of four bytes for every parameter', () => {
    const layer = 4 * 3 * (3 + 5 + 2);
    const readout = 2 * 3 + 2;
    expect(parameterBytes(work, 2)).toBe(4 * 4 * (layer + readout));
  });

  test('grow with steps and sequences, but less than twice for twice as many', () => {
    const bytes = (more: Partial<Work>) => trainingBytes({ ...work, steps: 100, batch: 32, ...more }, 2);
    for (const more of [{ steps: 200 }, { batch: 64 }]) {
      expect(bytes(more)).toBeGreaterThan(1.5 * bytes({}));
      expect(bytes(more)).toBeLessThan(2 * bytes({}));
    }
    expect(bytes({})).toBeGreaterThan(parameterBytes(work, 2));
  });
});
