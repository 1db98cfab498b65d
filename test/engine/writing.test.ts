/** One network in the writing of others: converted it is the same where a conversion exists, and only there. */
import { describe, expect, test } from 'vitest';
import { convertBias, convertWeight } from '../../src/engine/cells/conventions.ts';
import { compareWritings } from '../../src/engine/compare-writings.ts';
import { referenceKernels } from '../../src/engine/kernels/reference.ts';
import { createMatrix } from '../../src/engine/matrix.ts';
import { createNetwork } from '../../src/engine/network.ts';
import { createRandom } from '../../src/engine/random.ts';
import { convertedFor, describeAs, engineWriting, misreadBy, type Writing } from '../../src/engine/writing.ts';

const [T, B] = [7, 3];

function setUp(cell: 'gru' | 'lstm' | 'rnn', bias = true) {
  const description = { cell, inputSize: 3, hiddenSize: 5, outputSize: 2, bias };
  const random = createRandom(3, cell);
  const parameters = createNetwork(description, referenceKernels).createParameters();
  for (let k = 0; k < parameters.data.length; k += 1) parameters.data[k] = random.gaussian();
  const inputs = Array.from({ length: T }, () => {
    const input = createMatrix(B, 3);
    for (let k = 0; k < input.data.length; k += 1) input.data[k] = random.gaussian();
    return input;
  });
  return { description, parameters, compare: compareWritings(description, parameters, inputs, referenceKernels) };
}

const writing = (part: Partial<Writing>): Writing => ({ ...engineWriting, ...part });
/** Sums of a few dozen numbers about 1, in another order, through seven steps. */
const rounding = 1e-13;

describe('a GRU', () => {
  const { parameters, description, compare } = setUp('gru');

  test.each([{ update: 'takes' }, { order: 'keras' }, { order: 'onnx' }, { order: 'onnx', update: 'takes' }] as const)(
    'is the same when it is converted to %o, and another when it is not',
    (part) => {
      const { converted, misread } = compare(writing(part));
      expect(converted.difference).toBeLessThan(rounding);
      expect(misread.difference).toBeGreaterThan(0.01);
    },
  );

  test('moves its blocks without touching a bit', () => {
    expect(compare(writing({ order: 'onnx' })).converted.difference).toBe(0);
    expect(convertedFor(parameters, 'gru', writing({ order: 'keras' })).data).toEqual(parameters.data);
  });

  test('is another one with the reset before the product, whatever is done to its numbers', () => {
    const { converted, misread } = compare(writing({ reset: 'before' }));
    expect(converted.difference).toBeGreaterThan(0.01);
    expect(misread).toEqual(converted);
  });

  test('is another one with one bias, unless it resets before the product', () => {
    const one = compare(writing({ biases: 'one' }));
    expect(one.converted.difference).toBeGreaterThan(0.01);
    const before = compare(writing({ reset: 'before' }));
    const both = compare(writing({ reset: 'before', biases: 'one' }));
    expect(Math.abs(both.converted.difference - before.converted.difference)).toBeLessThan(rounding);
    expect(both.misread.difference).not.toBe(before.misread.difference);
  });

  test('answers as the cell whose update gate takes', () => {
    expect(describeAs(description, writing({ update: 'takes', reset: 'before' }))).toMatchObject({
      reset: 'before',
      variant: { update: 'takes' },
    });
  });
});

describe('an LSTM', () => {
  const { parameters, compare } = setUp('lstm');

  test('is the same with one bias, the sum of the two, and another without the second', () => {
    const { converted, misread } = compare(writing({ biases: 'one' }));
    expect(converted.difference).toBeLessThan(rounding);
    expect(misread.difference).toBeGreaterThan(0.01);
  });

  test('in the order of Keras is in the order of PyTorch', () => {
    expect(misreadBy(parameters, 'lstm', writing({ order: 'keras' })).data).toEqual(parameters.data);
    expect(compare(writing({ order: 'onnx' })).misread.difference).toBeGreaterThan(0.01);
  });

  test('does not care for what only a GRU has', () => {
    expect(compare(writing({ update: 'takes', reset: 'before' })).converted.difference).toBe(0);
  });
});

test('a cell without biases has none to add', () => {
  const { parameters } = setUp('gru', false);
  expect(convertedFor(parameters, 'gru', writing({ biases: 'one' })).data).toEqual(parameters.data);
});

test.each(['gru', 'lstm'] as const)('what a %s misreads is what its converter would have undone', (cell) => {
  const { parameters } = setUp(cell);
  const read = misreadBy(parameters, cell, writing({ order: 'onnx' }));
  for (const name of ['rnn.weight_ih_l0', 'rnn.weight_hh_l0']) {
    const there = convertWeight(read.get(name), cell, 'pytorch', 'onnx');
    expect(there.data).toEqual(parameters.get(name).data);
  }
  const bias = convertBias(read.get('rnn.bias_hh_l0'), cell, 'pytorch', 'onnx');
  expect(bias.data).toEqual(parameters.get('rnn.bias_hh_l0').data);
  expect(read.get('head.weight').data).toEqual(parameters.get('head.weight').data);
});
