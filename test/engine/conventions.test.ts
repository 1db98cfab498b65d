import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Convention,
  convertBias,
  convertPeepholes,
  convertWeight,
  GATE_ORDERS,
  turnUpdateGate,
} from '../../src/engine/cells/conventions.ts';
import { createMatrix, type Matrix, matrixFromRows, shapeOf } from '../../src/engine/matrix.ts';
import { createParameters, type Parameters } from '../../src/engine/parameters.ts';
import { describeLayer, everything, randomInputs, randomParameters, run, someSizes } from './shared/runs.ts';

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

  test('come back as they were, from any convention to any other', () => {
    const anyConvention = fc.constantFrom(...conventions);
    const size = fc.integer({ min: 1, max: 4 });
    const property = fc.property(fc.constantFrom(...cells), anyConvention, anyConvention, size, size, (...drawn) => {
      const [cell, from, to, hidden, columns] = drawn;
      const rows = GATE_ORDERS[cell][from].length * hidden;
      const weight = from === 'keras' ? numbered(columns, rows) : numbered(rows, columns);
      const there = convertWeight(weight, cell, from, to);
      expect(written(convertWeight(there, cell, to, from))).toEqual(written(weight));
      const bias = numbered(1, rows);
      expect(written(convertBias(convertBias(bias, cell, from, to), cell, to, from))).toEqual(written(bias));
      const peepholes = numbered(3, hidden);
      expect(written(convertPeepholes(convertPeepholes(peepholes, from, to), to, from))).toEqual(written(peepholes));
    });
    fc.assert(property, { seed: 1, numRuns: 200 });
  });

  test('of peepholes move from ONNX as rows 0, 2, 1', () => {
    const onnx = matrixFromRows([[1], [2], [3]]); // input, output, forget
    expect([...convertPeepholes(onnx, 'onnx', 'pytorch').data]).toEqual([1, 3, 2]);
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

describe('an update gate turned round', () => {
  test('twice is as it was', () => {
    const weight = numbered(6, 3);
    expect(written(turnUpdateGate(turnUpdateGate(weight)))).toEqual(written(weight));
    expect([...turnUpdateGate(numbered(3, 1)).data]).toEqual([0, -1, 2]);
  });

  test.each(['after', 'before'] as const)('is the cell whose gate takes, reset %s', (reset) => {
    const description = describeLayer({ cell: 'gru', reset }, someSizes);
    const taking = describeLayer({ cell: 'gru', reset, variant: { update: 'takes' } }, someSizes);
    const parameters = randomParameters(description);
    const turned = turnedParameters(parameters);
    const [kept, taken] = [
      everything(run(description, parameters, randomInputs(someSizes))),
      everything(run(taking, turned, randomInputs(someSizes))),
    ];
    // sigmoid(-a) and 1 - sigmoid(a) differ in the last place.
    for (const [place, values] of kept) {
      const wanted = place.startsWith('updateGate') ? values.map((z) => 1 - z) : values;
      for (const [k, value] of wanted.entries()) expect(taken.get(place)?.[k], place).toBeCloseTo(value, 14);
    }
  });
});

function turnedParameters(parameters: Parameters): Parameters {
  const turned = createParameters(parameters.shapes);
  for (const { name } of parameters.shapes) {
    const { rows, columns, data } = parameters.get(name);
    const stacked = rows === 1 ? { rows: columns, columns: 1, data } : { rows, columns, data };
    turned.get(name).data.set(turnUpdateGate(stacked).data);
  }
  return turned;
}

/** 0, 1, 2, ... */
function numbered(rows: number, columns: number): Matrix {
  const matrix = createMatrix(rows, columns);
  for (let k = 0; k < matrix.data.length; k += 1) matrix.data[k] = k;
  return matrix;
}

function written(matrix: Matrix): (string | number)[] {
  return [shapeOf(matrix), ...matrix.data];
}
