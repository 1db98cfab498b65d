import { describe, expect, test } from 'vitest';
import { type Convention, convertBias, convertWeight, GATE_ORDERS } from '../../src/engine/cells/conventions.ts';
import { createMatrix, matrixFromRows, shapeOf } from '../../src/engine/matrix.ts';

const conventions: Convention[] = ['pytorch', 'keras', 'onnx'];
const cells = ['rnn', 'lstm', 'gru'] as const;

describe('the gates of a stacked weight', () => {
  test('are the same ones in every convention', () => {
    for (const cell of cells) {
      const sorted = conventions.map((convention) => [...GATE_ORDERS[cell][convention]].sort());
      expect(new Set(sorted.map(String)).size).toBe(1);
    }
  });

  test('move from ONNX to PyTorch as rows 0, 2, 3, 1 of an LSTM and 1, 0, 2 of a GRU', () => {
    const column = (count: number) => matrixFromRows(Array.from({ length: count }, (_, k) => [k]));
    expect([...convertWeight(column(4), 'lstm', 'onnx', 'pytorch').data]).toEqual([0, 2, 3, 1]);
    expect([...convertWeight(column(3), 'gru', 'onnx', 'pytorch').data]).toEqual([1, 0, 2]);
  });

  test('move in whole blocks of H, and lie on their side in Keras', () => {
    // H = 2, one input: reset 1 2, update 3 4, candidate 5 6.
    const weight = matrixFromRows([[1], [2], [3], [4], [5], [6]]);
    const keras = convertWeight(weight, 'gru', 'pytorch', 'keras');
    expect(shapeOf(keras)).toBe('(1, 6)');
    expect([...keras.data]).toEqual([3, 4, 1, 2, 5, 6]);
    expect([...convertBias(keras, 'gru', 'keras', 'pytorch').data]).toEqual([1, 2, 3, 4, 5, 6]);
  });

  test('come back as they were from every convention', () => {
    for (const cell of cells) {
      const blocks = GATE_ORDERS[cell].pytorch.length;
      const weight = createMatrix(3 * blocks, 5);
      weight.data.forEach((_, k) => {
        weight.data[k] = k;
      });
      for (const convention of conventions) {
        const there = convertWeight(weight, cell, 'pytorch', convention);
        const back = convertWeight(there, cell, convention, 'pytorch');
        expect([shapeOf(back), ...back.data]).toEqual([shapeOf(weight), ...weight.data]);
      }
    }
  });

  test('keep their precision', () => {
    expect(convertWeight(createMatrix(4, 1, 'float32'), 'lstm', 'onnx', 'keras').data).toBeInstanceOf(Float32Array);
  });

  test('are refused in a sentence when the rows are not whole blocks', () => {
    expect(() => convertWeight(createMatrix(7, 2), 'lstm', 'onnx', 'pytorch')).toThrow(
      'convert: the rows of (7, 2) are not 4 equal blocks',
    );
  });
});
