/** Losses with class weights, smoothed labels and logarithms given; binary cross-entropy from both ends. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { binaryCrossEntropy, binaryCrossEntropyFromLogits } from '../../src/engine/binary-losses.ts';
import { sigmoid } from '../../src/engine/elementary.ts';
import { checkGradient } from '../../src/engine/gradient-check.ts';
import {
  type ClassLossOptions,
  logSoftmax,
  negativeLogLikelihood,
  softmaxCrossEntropy,
} from '../../src/engine/losses.ts';
import { createMatrix, type Matrix, matrixFromRows } from '../../src/engine/matrix.ts';

const logits = matrixFromRows([
  [0.2, -1.5, 0.9],
  [2.1, 0.3, -0.4],
  [-0.7, 0.1, 0.6],
]);
const targets = [2, 0, 1];
const like = ({ rows, columns }: Matrix) => createMatrix(rows, columns);
// Central differences with a step of 1e-5 agree with a right gradient to about 1e-8.
const TOLERANCE = 1e-6;

describe('cross-entropy over classes', () => {
  test.each<[string, ClassLossOptions, number[]]>([
    ['weighted', { classWeights: [1, 3, 0.5] }, targets],
    ['smoothed', { labelSmoothing: 0.2 }, targets],
    ['weighted and smoothed', { classWeights: [1, 3, 0.5], labelSmoothing: 0.2 }, targets],
    [
      'weighted, smoothed, with a row that does not count',
      { classWeights: [2, 3, 4], labelSmoothing: 0.1 },
      [1, -1, 2],
    ],
  ])('%s has the gradient that central differences measure', (_, options, labels) => {
    const gradient = like(logits);
    softmaxCrossEntropy(logits, labels, gradient, options);
    const loss = () => softmaxCrossEntropy(logits, labels, null, options);
    expect(checkGradient(logits.data, gradient.data, loss).largestRelativeError).toBeLessThan(TOLERANCE);
  });

  test('counts a row of class weight two as two rows', () => {
    const twice = matrixFromRows([
      [0.2, -1.5, 0.9],
      [0.2, -1.5, 0.9],
      [2.1, 0.3, -0.4],
    ]);
    const once = matrixFromRows([
      [0.2, -1.5, 0.9],
      [2.1, 0.3, -0.4],
    ]);
    const weighted = softmaxCrossEntropy(once, [2, 0], null, { classWeights: [1, 1, 2] });
    expect(weighted).toBeCloseTo(softmaxCrossEntropy(twice, [2, 2, 0]), 15);
  });

  test('wholly smoothed asks for the same of every class, whatever the target', () => {
    const even = [0, 1, 2].map((label) =>
      softmaxCrossEntropy(logits, [label, label, label], null, { labelSmoothing: 1 }),
    );
    expect(even[1]).toBeCloseTo(even[0], 14);
    expect(even[2]).toBeCloseTo(even[0], 14);
    const mean = [0, 1, 2].reduce((sum, label) => sum + softmaxCrossEntropy(logits, [label, label, label]) / 3, 0);
    expect(even[0]).toBeCloseTo(mean, 14);
  });

  test('with weights of one and no smoothing is the plain one bit for bit', () => {
    const [plain, told] = [like(logits), like(logits)];
    const losses = [
      softmaxCrossEntropy(logits, targets, plain),
      softmaxCrossEntropy(logits, targets, told, { classWeights: [1, 1, 1], labelSmoothing: 0 }),
    ];
    expect(losses[1]).toBe(losses[0]);
    expect([...told.data]).toEqual([...plain.data]);
  });

  test('refuses weights that do not fit the classes in a sentence', () => {
    expect(() => softmaxCrossEntropy(logits, targets, null, { classWeights: [1, 2] })).toThrow(
      'softmaxCrossEntropy: 2 class weights for 3 classes',
    );
  });
});

describe('the negative log-likelihood', () => {
  const logProbabilities = like(logits);
  logSoftmax(logProbabilities, logits);

  test.each([undefined, [1, 3, 0.5]])('of a log-softmax is the cross-entropy, class weights %j', (classWeights) => {
    for (const labels of [targets, [1, -1, 0]]) {
      const got = negativeLogLikelihood(logProbabilities, labels, null, { classWeights });
      expect(got).toBeCloseTo(softmaxCrossEntropy(logits, labels, null, { classWeights }), 15);
    }
  });

  test('has its gradient at the targets alone', () => {
    const gradient = like(logits);
    negativeLogLikelihood(logProbabilities, [2, -1, 1], gradient, { classWeights: [1, 3, 5] });
    expect([...gradient.data]).toEqual([0, 0, -5 / 8, 0, 0, 0, 0, -3 / 8, 0]);
  });

  test('refuses a class that is not there in a sentence', () => {
    expect(() => negativeLogLikelihood(logProbabilities, [0, 3, 1])).toThrow(
      'negativeLogLikelihood: class 3 in row 2, but there are 3',
    );
  });
});

describe('binary cross-entropy', () => {
  const wanted = matrixFromRows([
    [1, 0, 0.25],
    [0, 1, 1],
    [0.5, 0, 1],
  ]);

  test.each([
    ['from logits', binaryCrossEntropyFromLogits, logits],
    ['from probabilities', binaryCrossEntropy, { ...logits, data: logits.data.map(sigmoid) }],
  ] as const)('%s has the gradient that central differences measure', (_, lossOf, scores) => {
    const gradient = like(scores);
    lossOf(scores, wanted, gradient);
    const check = checkGradient(scores.data, gradient.data, () => lossOf(scores, wanted));
    expect(check.largestRelativeError).toBeLessThan(TOLERANCE);
  });

  test('is the same from a logit and from its probability, and that of two classes', () => {
    const property = fc.property(
      fc.double({ min: -20, max: 20, noNaN: true }),
      fc.constantFrom(0, 1),
      (logit, label) => {
        const [x, y] = [matrixFromRows([[logit]]), matrixFromRows([[label]])];
        const fromLogit = binaryCrossEntropyFromLogits(x, y);
        const fromProbability = binaryCrossEntropy(matrixFromRows([[sigmoid(logit)]]), y);
        const ofTwoClasses = softmaxCrossEntropy(matrixFromRows([[0, logit]]), [label]);
        // A probability near 1 is rounded to a multiple of 2 ** -53, and e^20 of those make 1e-7.
        expect(Math.abs(fromProbability - fromLogit)).toBeLessThan(2 ** -53 * Math.exp(Math.abs(logit)) + 1e-14);
        expect(Math.abs(ofTwoClasses - fromLogit)).toBeLessThan(1e-14);
      },
    );
    fc.assert(property, { seed: 1, numRuns: 300 });
  });

  test('from a logit of any size is exact: a right answer costs next to nothing, a wrong one its logit', () => {
    const cost = (logit: number, label: number) =>
      binaryCrossEntropyFromLogits(matrixFromRows([[logit]]), matrixFromRows([[label]]));
    expect(cost(1000, 1)).toBe(0);
    expect(cost(1000, 0)).toBe(1000);
    expect(cost(-1000, 0)).toBe(0);
    expect(cost(-1000, 1)).toBe(1000);
    expect(cost(50, 1)).toBeCloseTo(Math.exp(-50), 35);
    expect(cost(NaN, 1)).toBeNaN();
  });

  test('from a probability of exactly 0 or 1 costs 100 at most', () => {
    const cost = (p: number, y: number) => binaryCrossEntropy(matrixFromRows([[p]]), matrixFromRows([[y]]));
    expect([cost(0, 1), cost(1, 0), cost(0, 0), cost(1, 1)]).toEqual([100, 100, 0, 0]);
    expect(cost(NaN, 1)).toBeNaN();
  });

  test('refuses what is no probability in a sentence', () => {
    expect(() => binaryCrossEntropy(matrixFromRows([[1.5]]), matrixFromRows([[1]]))).toThrow(
      'binaryCrossEntropy: a probability must be from 0 to 1, got 1.5',
    );
    expect(() => binaryCrossEntropyFromLogits(createMatrix(1, 2), createMatrix(2, 1))).toThrow(
      'binaryCrossEntropyFromLogits: shapes differ: left is (1, 2), right is (2, 1)',
    );
  });
});
