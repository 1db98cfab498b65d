import { describe, expect, test } from 'vitest';
import {
  assignMatrix,
  copyMatrix,
  createMatrix,
  createSequence,
  entry,
  matrixFromRows,
  matrixView,
  precisionOf,
  shapeOf,
} from '../../src/engine/matrix.ts';
import { copyParameters, countParameters, createParameters } from '../../src/engine/parameters.ts';

describe('a matrix', () => {
  test('holds its rows one after another', () => {
    const matrix = matrixFromRows([
      [1, 2, 3],
      [4, 5, 6],
    ]);
    expect(shapeOf(matrix)).toBe('(2, 3)');
    expect([...matrix.data]).toEqual([1, 2, 3, 4, 5, 6]);
    expect(entry(matrix, 1, 2)).toBe(6);
  });

  test('keeps the precision it was made in', () => {
    const single = createMatrix(1, 1, 'float32');
    single.data[0] = 0.1;
    expect(precisionOf(single)).toBe('float32');
    expect(single.data[0]).toBe(Math.fround(0.1));
    expect(precisionOf(copyMatrix(single))).toBe('float32');
    expect(precisionOf(createMatrix(1, 1))).toBe('float64');
  });

  test('as a view shares its numbers, as a copy does not', () => {
    const whole = matrixFromRows([[1, 2, 3, 4]]);
    const view = matrixView(whole.data, 2, 1, 2);
    const copy = copyMatrix(view);
    view.data[0] = 9;
    expect(whole.data[2]).toBe(9);
    expect(copy.data[0]).toBe(3);
  });

  test('in a sequence lies beside the others in one buffer', () => {
    const sequence = createSequence(3, 2, 2, 'float64');
    expect(sequence.map(({ data }) => data.byteOffset)).toEqual([0, 32, 64]);
    expect(new Set(sequence.map(({ data }) => data.buffer)).size).toBe(1);
  });

  test('may be empty', () => {
    expect(createMatrix(0, 3).data).toHaveLength(0);
    expect(shapeOf(matrixFromRows([]))).toBe('(0, 0)');
  });

  test.each([
    [() => createMatrix(-1, 2), 'createMatrix: rows must be 0, 1, 2, ..., got -1'],
    [() => createMatrix(2, 1.5), 'createMatrix: columns must be 0, 1, 2, ..., got 1.5'],
    [() => matrixFromRows([[1, 2], [3]]), 'matrixFromRows: row 2 has 1 entries, the first has 2'],
    [() => matrixView(new Float64Array(5), 2, 2, 2), 'matrixView: (2, 2) from 2 needs 6 entries, there are 5'],
    [
      () => assignMatrix(createMatrix(1, 2), createMatrix(2, 1)),
      'assignMatrix: shapes differ: left is (1, 2), right is (2, 1)',
    ],
    [() => entry(createMatrix(2, 2), 2, 0), 'entry: (2, 0) is outside (2, 2)'],
    [() => entry(createMatrix(2, 2), 0, 2), 'entry: (0, 2) is outside (2, 2)'],
  ])('says in a sentence what came and what was expected: %#', (attempt, sentence) => {
    expect(attempt).toThrow(sentence);
  });
});

describe('parameters', () => {
  const shapes = [
    { name: 'weight', shape: [2, 3] },
    { name: 'bias', shape: [2] },
  ] as const;

  test('are views of one buffer, in the order of their table', () => {
    const parameters = createParameters(shapes);
    parameters.get('bias').data.set([7, 8]);
    expect([...parameters.data]).toEqual([0, 0, 0, 0, 0, 0, 7, 8]);
    expect(shapeOf(parameters.get('bias'))).toBe('(1, 2)');
    expect(countParameters(shapes)).toBe(8);
    expect([parameters.has('bias'), parameters.has('gain')]).toEqual([true, false]);
  });

  test('are copied into a buffer of their own, in the same precision', () => {
    const parameters = createParameters(shapes, 'float32');
    parameters.data.fill(0.1);
    const copy = copyParameters(parameters);
    parameters.data.fill(0);
    expect(copy.data).toBeInstanceOf(Float32Array);
    expect(copy.get('weight').data[0]).toBe(Math.fround(0.1));
  });

  test('say which names there are when asked for another', () => {
    expect(() => createParameters(shapes).get('gain')).toThrow(
      'There is no parameter called gain; there are weight, bias',
    );
    expect(() => createParameters([shapes[0], shapes[0]])).toThrow(
      'createParameters: two parameters are called weight',
    );
  });
});
