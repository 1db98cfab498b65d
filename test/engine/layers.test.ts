/** Linear and softmax readouts, embeddings, attention. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkGradient } from '../../src/engine/gradient-check.ts';
import { uniform } from '../../src/engine/initializers.ts';
import { referenceKernels } from '../../src/engine/kernels/reference.ts';
import { createAttention, type Visible } from '../../src/engine/layers/attention.ts';
import type { AttentionKind } from '../../src/engine/layers/attention-scores.ts';
import { embeddingBackward, embeddingForward, embeddingShapes } from '../../src/engine/layers/embedding.ts';
import { linearBackward, linearForward, linearShapes } from '../../src/engine/layers/linear.ts';
import { softmaxReadout, softmaxReadoutBackward } from '../../src/engine/layers/softmax-readout.ts';
import { createMatrix, createSequence, type Matrix, matrixFromRows } from '../../src/engine/matrix.ts';
import { createParameters, type ParameterShape } from '../../src/engine/parameters.ts';
import { createRandom } from '../../src/engine/random.ts';
import { DIFFERENCES_TOLERANCE } from './shared/layer-gradients.ts';
import { dot, rowsOf } from './shared/runs.ts';

function filled(rows: number, columns: number, name: string): Matrix {
  const matrix = createMatrix(rows, columns);
  uniform(matrix, 1, createRandom(6, name));
  return matrix;
}

function parametersFor(shapes: readonly ParameterShape[]) {
  const parameters = createParameters(shapes);
  for (const { name } of shapes) uniform(parameters.get(name), 1, createRandom(6, name));
  return parameters;
}

describe.each([true, false])('the readouts, bias %s', (bias) => {
  const shapes = linearShapes(4, 3, 'head.', bias);
  const parameters = parametersFor(shapes);
  const [hidden, upstream] = [filled(5, 4, 'hidden'), filled(5, 3, 'upstream')];

  test.each(['linear', 'softmax'] as const)('%s has the gradients that central differences measure', (kind) => {
    const output = createMatrix(5, 3);
    const forward = kind === 'linear' ? linearForward : softmaxReadout;
    const loss = () => {
      forward(referenceKernels, parameters, 'head.', hidden, output);
      return dot(output, upstream);
    };
    loss();
    const [gradients, dHidden] = [createParameters(shapes), createMatrix(5, 4)];
    if (kind === 'linear') {
      linearBackward(referenceKernels, parameters, gradients, 'head.', hidden, upstream, dHidden);
    } else {
      softmaxReadoutBackward(referenceKernels, parameters, gradients, 'head.', hidden, output, upstream, dHidden);
    }
    for (const [values, gradient] of [
      [parameters.data, gradients.data],
      [hidden.data, dHidden.data],
    ] as const) {
      expect(checkGradient(values, gradient, loss).largestRelativeError).toBeLessThan(DIFFERENCES_TOLERANCE);
    }
  });

  test('softmax gives a distribution for each row', () => {
    const output = createMatrix(5, 3);
    softmaxReadout(referenceKernels, parameters, 'head.', hidden, output);
    for (let row = 0; row < 5; row += 1) {
      const sum = [...rowsOf(output, [row]).data].reduce((total, p) => total + p, 0);
      expect(sum).toBeCloseTo(1, 15);
    }
  });
});

describe('an embedding', () => {
  const shapes = embeddingShapes(6, 3, 'embed.');
  const parameters = parametersFor(shapes);
  const table = parameters.get('embed.weight');

  test('is a one-hot vector times its table', () => {
    const property = fc.property(fc.array(fc.nat(5), { minLength: 1, maxLength: 8 }), (words) => {
      const [looked, multiplied, oneHot] = [
        createMatrix(words.length, 3),
        createMatrix(words.length, 3),
        createMatrix(words.length, 6),
      ];
      for (const [row, word] of words.entries()) oneHot.data[row * 6 + word] = 1;
      embeddingForward(parameters, 'embed.', words, looked);
      referenceKernels.multiply(multiplied, oneHot, table, 'replace');
      expect([...looked.data]).toEqual([...multiplied.data]);

      const [gradients, dTable] = [createParameters(shapes), createMatrix(6, 3)];
      const dOut = filled(words.length, 3, 'upstream');
      embeddingBackward(gradients, 'embed.', words, dOut);
      referenceKernels.transposedMultiply(dTable, oneHot, dOut, 'add');
      expect([...gradients.data]).toEqual([...dTable.data]);
    });
    fc.assert(property, { seed: 1, numRuns: 100 });
  });

  test('adds up the gradients of a word that stands several times, and gives padding none', () => {
    const gradients = createParameters(shapes);
    const dOut = matrixFromRows([
      [1, 2, 3],
      [10, 20, 30],
      [100, 200, 300],
      [7, 7, 7],
    ]);
    embeddingBackward(gradients, 'embed.', [4, 1, 4, 0], dOut, 0);
    expect([...rowsOf(gradients.get('embed.weight'), [0, 1, 4]).data]).toEqual([0, 0, 0, 10, 20, 30, 101, 202, 303]);
  });

  test.each([
    [[6], createMatrix(1, 3), 'embedding: word 6 in row 1, but there are 6'],
    [[0, -1], createMatrix(2, 3), 'embedding: word -1 in row 2, but there are 6'],
    [[0.5], createMatrix(1, 3), 'embedding: word 0.5 in row 1, but there are 6'],
    [[0, 1], createMatrix(2, 4), 'embedding: 2 words need (2, 3), got (2, 4)'],
  ])('refuses the words %j in a sentence', (words, out, sentence) => {
    expect(() => embeddingForward(parameters, 'embed.', words, out)).toThrow(sentence);
    expect(() => embeddingBackward(parameters, 'embed.', words, out)).toThrow(sentence);
  });
});

describe.each(['uniform', 'linear', 'dot', 'additive'] as const)('attention with %s scores', (kind: AttentionKind) => {
  const attention = createAttention({ kind, size: 3, innerSize: 2 }, referenceKernels);
  const parameters = parametersFor(attention.shapes);
  const query = filled(2, 3, 'query');
  const states = createSequence(4, 2, 3, 'float64');
  for (const [step, state] of states.entries()) state.data.set(filled(2, 3, `state ${step}`).data);
  const upstream = filled(2, 3, 'upstream');

  const views: readonly [string, Visible | undefined][] = [
    ['over all steps', undefined],
    ['over a window', (_, step) => step === 1 || step === 2],
    ['over rows of unequal length, one of them empty', (row, step) => step < [3, 0][row]],
  ];

  test.each(views)('%s has the gradients that central differences measure', (_, visible) => {
    const loss = () => dot(attention.forward(parameters, query, states, visible).context, upstream);
    const trace = attention.forward(parameters, query, states, visible);
    const gradients = createParameters(attention.shapes);
    const { dQuery, dStates } = attention.backward(parameters, gradients, query, states, trace, upstream);
    for (const [values, gradient] of [
      [parameters.data, gradients.data],
      [query.data, dQuery.data],
      ...states.map(({ data }, step) => [data, dStates[step].data] as const),
    ] as const) {
      expect(checkGradient(values, gradient, loss).largestRelativeError).toBeLessThan(DIFFERENCES_TOLERANCE);
    }
  });

  test('shares out one whole over time, for each row by itself, and nothing to what is hidden', () => {
    const lengths = [3, 2];
    const { weights } = attention.forward(parameters, query, states, (row, step) => step < lengths[row]);
    for (const [row, length] of lengths.entries()) {
      const own = [...rowsOf(weights, [row]).data];
      expect(own.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 15);
      expect(own.every((weight, step) => (step < length ? weight > 0 : weight === 0))).toBe(true);
    }
  });

  test('gives a row that may look at nothing zeros, and no gradient', () => {
    const trace = attention.forward(parameters, query, states, (row) => row === 1);
    expect([...rowsOf(trace.context, [0]).data]).toEqual([0, 0, 0]);
    const gradients = createParameters(attention.shapes);
    const { dStates } = attention.backward(parameters, gradients, query, states, trace, upstream);
    for (const dState of dStates) expect([...rowsOf(dState, [0]).data].every((entry) => entry === 0)).toBe(true);
  });

  test('of one row does not depend on the others', () => {
    const together = attention.forward(parameters, query, states);
    const alone = attention.forward(
      parameters,
      rowsOf(query, [1]),
      states.map((state) => rowsOf(state, [1])),
    );
    expect([...alone.context.data]).toEqual([...rowsOf(together.context, [1]).data]);
  });

  test('looks at what answers the query', () => {
    const told = createParameters(attention.shapes);
    told.data.fill(1);
    const one = matrixFromRows([[1, 1, 1]]);
    const nothing = matrixFromRows([[0, 0, 0]]);
    const { weights } = attention.forward(told, one, [nothing, one, nothing]);
    const [first, second, third] = weights.data;
    if (kind === 'uniform') expect([...weights.data]).toEqual([1 / 3, 1 / 3, 1 / 3]);
    else expect(second > first && first === third).toBe(true);
  });
});

test('attention shared out evenly is the mean over time', () => {
  const attention = createAttention({ kind: 'uniform', size: 2 }, referenceKernels);
  const states = [[[1, 2]], [[3, 4]], [[8, 0]]].map(matrixFromRows);
  const { context } = attention.forward(createParameters([]), createMatrix(1, 2), states);
  expect(context.data[0]).toBeCloseTo(4, 15);
  expect(context.data[1]).toBeCloseTo(2, 15);
});
