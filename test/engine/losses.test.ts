import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkGradient } from '../../src/engine/gradient-check.ts';
import {
  logSoftmax,
  logSoftmaxBackward,
  meanSquaredError,
  softmax,
  softmaxBackward,
  softmaxCrossEntropy,
  surprise,
} from '../../src/engine/losses.ts';
import { createMatrix, type Matrix, matrixFromRows } from '../../src/engine/matrix.ts';

const settings = { seed: 1, numRuns: 300 };
const someLogits = matrixFromRows([
  [0.2, -1.5, 0.9],
  [2.1, 0.3, -0.4],
]);
const like = ({ rows, columns }: Matrix) => createMatrix(rows, columns);
const softmaxOf = (logits: Matrix) => {
  const out = like(logits);
  softmax(out, logits);
  return out;
};
const logSoftmaxOf = (logits: Matrix) => {
  const out = like(logits);
  logSoftmax(out, logits);
  return out;
};

describe('the softmax', () => {
  const anyRow = fc.array(fc.double({ min: -1e3, max: 1e3, noNaN: true }), { minLength: 1, maxLength: 8 });

  test('is a distribution for logits of any size up to a thousand', () => {
    const property = fc.property(anyRow, (row) => {
      const { data } = softmaxOf(matrixFromRows([row]));
      const sum = [...data].reduce((total, value) => total + value, 0);
      // Eight quotients and their sum, each rounded once: 16 units of 2 ** -53.
      return data.every((value) => value >= 0 && value <= 1) && Math.abs(sum - 1) <= 16 * 2 ** -53;
    });
    fc.assert(property, settings);
  });

  test('and its logarithm stay finite and agree', () => {
    const property = fc.property(anyRow, (row) => {
      const logits = matrixFromRows([row]);
      const [plain, logarithm] = [softmaxOf(logits).data, logSoftmaxOf(logits).data];
      // exp turns an error of half a unit at up to 2,000 into that share of the result: 2000 * 2 ** -53.
      return logarithm.every(
        (value, k) =>
          Number.isFinite(value) && Math.abs(Math.exp(value) - plain[k]) <= 4e-13 * Math.max(plain[k], 1e-300),
      );
    });
    fc.assert(property, settings);
  });

  test('does not change when all logits rise by the same', () => {
    const shifted = matrixFromRows([[1000, 999, 998]]);
    expect([...softmaxOf(shifted).data]).toEqual([...softmaxOf(matrixFromRows([[0, -1, -2]])).data]);
  });

  test('gives a class at minus infinity no share', () => {
    expect([...softmaxOf(matrixFromRows([[0, -Infinity, 0]])).data]).toEqual([0.5, 0, 0.5]);
  });

  test('may be written over its own logits', () => {
    const logits = matrixFromRows([[1, 2, 3]]);
    const apart = softmaxOf(logits);
    softmax(logits, logits);
    expect([...logits.data]).toEqual([...apart.data]);
  });

  test('lets NaN through', () => {
    expect(softmaxOf(matrixFromRows([[0, NaN]])).data.every(Number.isNaN)).toBe(true);
  });

  test.each([
    ['softmax', softmaxOf, softmaxBackward],
    ['log-softmax', logSoftmaxOf, logSoftmaxBackward],
  ] as const)('passes back the right gradient: %s', (_, forward, backward) => {
    const logits = matrixFromRows([[0.3, -0.7, 1.2]]);
    const weights = matrixFromRows([[0.5, 2, -1]]);
    const loss = () => [...forward(logits).data].reduce((sum, value, k) => sum + value * weights.data[k], 0);
    const dLogits = like(logits);
    backward(dLogits, forward(logits), weights);
    expect(checkGradient(logits.data, dLogits.data, loss).largestRelativeError).toBeLessThan(1e-6);
  });
});

describe('the cross-entropy', () => {
  test('of logits that say nothing is the logarithm of the number of classes', () => {
    // Two roundings: of the logarithm and of its sum.
    expect(softmaxCrossEntropy(createMatrix(3, 7), [0, 3, 6])).toBeCloseTo(Math.log(7), 15);
  });

  test('stays exact where the softmax itself is 0 or 1', () => {
    const logits = matrixFromRows([[1000, -1000, 0]]);
    expect(softmaxCrossEntropy(logits, [0])).toBe(0);
    expect(softmaxCrossEntropy(logits, [1])).toBe(2000);
    const dLogits = like(logits);
    softmaxCrossEntropy(logits, [1], dLogits);
    expect([...dLogits.data]).toEqual([1, -1, 0]);
  });

  test('has the gradient that central differences measure', () => {
    const targets = [2, 0];
    const dLogits = like(someLogits);
    softmaxCrossEntropy(someLogits, targets, dLogits);
    const check = checkGradient(someLogits.data, dLogits.data, () => softmaxCrossEntropy(someLogits, targets));
    expect(check.largestRelativeError).toBeLessThan(1e-6);
  });

  test('leaves out rows that do not count', () => {
    const dLogits = like(someLogits);
    dLogits.data.fill(9);
    const second = matrixFromRows([[2.1, 0.3, -0.4]]);
    expect(softmaxCrossEntropy(someLogits, [-1, 1], dLogits)).toBe(softmaxCrossEntropy(second, [1]));
    expect([...dLogits.data.subarray(0, 3)]).toEqual([0, 0, 0]);
    expect(softmaxCrossEntropy(someLogits, [-1, -1])).toBeNaN();
  });

  test.each([
    [[0], 'softmaxCrossEntropy: 1 targets for 2 rows'],
    [[0, 3], 'softmaxCrossEntropy: class 3 in row 2, but there are 3'],
    [[-2, 0], 'softmaxCrossEntropy: class -2 in row 1, but there are 3'],
  ])('refuses the targets %j in a sentence', (targets, sentence) => {
    expect(() => softmaxCrossEntropy(someLogits, targets)).toThrow(sentence);
  });
});

describe('the mean squared error', () => {
  test('is the mean over all entries, with its gradient', () => {
    const output = matrixFromRows([
      [1, 2],
      [3, 4],
    ]);
    const target = matrixFromRows([
      [0, 2],
      [3, 6],
    ]);
    const dOutput = like(output);
    expect(meanSquaredError(output, target, dOutput)).toBe(5 / 4);
    expect([...dOutput.data]).toEqual([0.5, 0, 0, -1]);
  });

  test('refuses shapes that differ in a sentence', () => {
    expect(() => meanSquaredError(createMatrix(1, 2), createMatrix(2, 1))).toThrow(
      'meanSquaredError: shapes differ: left is (1, 2), right is (2, 1)',
    );
  });
});

describe('the surprise', () => {
  test('is the cross-entropy of one row', () => {
    const row = matrixFromRows([[0.2, -1.5, 0.9]]);
    for (const target of [0, 1, 2]) expect(surprise(row, target)).toBeCloseTo(softmaxCrossEntropy(row, [target]), 14);
    expect(surprise(matrixFromRows([[0, 800]]), 1)).toBe(0);
    expect(surprise(matrixFromRows([[800, 0]]), 1)).toBe(800);
  });

  test('keeps its digits where the answer is all but certain', () => {
    // -log(1 / (1 + e^-36)): 1 + e^-36 keeps one digit of e^-36. The rest of the series is below e^-72.
    const [exact, row] = [Math.exp(-36), matrixFromRows([[36, 0]])];
    expect(Math.abs(surprise(row, 0) / exact - 1)).toBeLessThan(1e-14);
    expect(Math.abs(softmaxCrossEntropy(row, [0]) / exact - 1)).toBeGreaterThan(0.01);
  });
});
