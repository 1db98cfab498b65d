/** What surrounds a layer: batch first, learned initial states, long sequences in pieces, dropout masks. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { States } from '../../src/engine/cells/contract.ts';
import { checkGradient } from '../../src/engine/gradient-check.ts';
import { uniform } from '../../src/engine/initializers.ts';
import { referenceKernels } from '../../src/engine/kernels/reference.ts';
import { applyMask, drawDropoutMask } from '../../src/engine/layers/dropout.ts';
import { createMatrix, type Matrix } from '../../src/engine/matrix.ts';
import { createParameters } from '../../src/engine/parameters.ts';
import { createRandom } from '../../src/engine/random.ts';
import { arrayFromSteps, stepsFromArray } from '../../src/engine/sequence/batch-first.ts';
import { addInitialGradients, initialStateShapes, initialStates } from '../../src/engine/sequence/initial-states.ts';
import { pieces } from '../../src/engine/sequence/pieces.ts';
import { createUnrolledLayer, layerShapes } from '../../src/engine/sequence/unrolled.ts';
import { DIFFERENCES_TOLERANCE } from './shared/layer-gradients.ts';
import { describeLayer, dot, kinds, randomInputs, randomParameters, run, someSizes } from './shared/runs.ts';

describe('a flat sequence', () => {
  const numbers = Array.from({ length: 12 }, (_, k) => k);

  test('with the batch first holds one row after the other', () => {
    const steps = stepsFromArray(numbers, { steps: 3, batch: 2, size: 2, batchFirst: true });
    expect(steps.map(({ data }) => [...data])).toEqual([
      [0, 1, 6, 7],
      [2, 3, 8, 9],
      [4, 5, 10, 11],
    ]);
  });

  test('with time first holds one step after the other', () => {
    const steps = stepsFromArray(numbers, { steps: 3, batch: 2, size: 2, batchFirst: false }, 'float32');
    expect(steps.map(({ data }) => [...data])).toEqual([numbers.slice(0, 4), numbers.slice(4, 8), numbers.slice(8)]);
    expect(steps[0].data).toBeInstanceOf(Float32Array);
  });

  test('comes back as it was, either way', () => {
    const size = fc.integer({ min: 1, max: 5 });
    const shapes = fc.record({ steps: size, batch: size, size, batchFirst: fc.boolean() });
    const property = fc.property(shapes, (shape) => {
      const values = Array.from({ length: shape.steps * shape.batch * shape.size }, (_, k) => k);
      expect([...arrayFromSteps(stepsFromArray(values, shape), shape.batchFirst)]).toEqual(values);
    });
    fc.assert(property, { seed: 1, numRuns: 100 });
  });

  test('of another length is refused in a sentence', () => {
    expect(() => stepsFromArray(numbers, { steps: 3, batch: 2, size: 3, batchFirst: true })).toThrow(
      'stepsFromArray: 12 numbers are not 3 steps of (2, 3)',
    );
  });

  test('of no steps is empty', () => expect([...arrayFromSteps([], true)]).toEqual([]));
});

describe.each(kinds)('the learned initial states of $name', ({ kind }) => {
  const description = describeLayer(kind, someSizes);
  const shapes = [...layerShapes(description), ...initialStateShapes(description)];
  const parameters = createParameters(shapes);
  for (const { name } of shapes) uniform(parameters.get(name), 1, createRandom(4, name));
  const inputs = randomInputs(someSizes);
  const layer = createUnrolledLayer(description, referenceKernels);
  const trace = layer.createTrace(5, someSizes.batch);
  const forward = () =>
    layer.forward(parameters, inputs, trace, { initial: initialStates(referenceKernels, parameters, someSizes.batch) });

  test('are the same for every row', () => {
    forward();
    const { hiddenState } = trace.statesBefore(0);
    const learned = [...parameters.get('h0_l0').data];
    expect([...hiddenState.data]).toEqual([...learned, ...learned, ...learned]);
  });

  test('have the gradient that central differences measure', () => {
    const loss = () => {
      forward();
      const last = trace.quantity('hiddenState', 4);
      return dot(last, last) / 2;
    };
    loss();
    const gradients = createParameters(shapes);
    const last = (step: number) => (step === 4 ? trace.quantity('hiddenState', 4) : null);
    const back = layer.backward(parameters, gradients, inputs, trace, last);
    addInitialGradients(referenceKernels, gradients, back.dInitial);
    expect(gradients.get('h0_l0').data.some((entry) => entry !== 0)).toBe(true);
    expect(checkGradient(parameters.data, gradients.data, loss).largestRelativeError).toBeLessThan(
      DIFFERENCES_TOLERANCE,
    );
  });
});

describe.each(kinds)('a long sequence in pieces, $name', ({ kind }) => {
  const description = describeLayer(kind, someSizes);
  const parameters = randomParameters(description);
  const inputs = randomInputs({ ...someSizes, steps: 7 });
  const layer = createUnrolledLayer(description, referenceKernels);

  /** Half the sum of squares of every hidden state, piece by piece; the gradients and the states that were carried. */
  function walk(length: number) {
    const trace = layer.createTrace(length, someSizes.batch);
    const gradients = createParameters(parameters.shapes);
    const carried: (States | undefined)[] = [];
    const hidden: number[][] = [];
    for (const piece of pieces(inputs, length, trace)) {
      carried.push(piece.initial);
      layer.forward(parameters, piece.inputs, trace, { initial: piece.initial });
      hidden.push(...piece.inputs.map((_, step) => [...trace.quantity('hiddenState', step).data]));
      layer.backward(parameters, gradients, piece.inputs, trace, (step) => trace.quantity('hiddenState', step));
    }
    return { gradients, carried, hidden };
  }

  test('has the states it would have in one go', () => {
    const whole = walk(7).hidden;
    for (const length of [1, 2, 3, 6]) expect(walk(length).hidden).toEqual(whole);
  });

  test('in one piece has the whole gradient, in several another', () => {
    const [whole, parts] = [walk(7), walk(3)].map(({ gradients }) => gradients.data);
    const direct = layer.createTrace(7, someSizes.batch);
    const gradients = createParameters(parameters.shapes);
    layer.forward(parameters, inputs, direct);
    layer.backward(parameters, gradients, inputs, direct, (step) => direct.quantity('hiddenState', step));
    expect([...whole]).toEqual([...gradients.data]);
    expect([...parts]).not.toEqual([...whole]);
  });

  test('has in each piece the gradient of a sequence whose first state is a given number', () => {
    const { gradients, carried } = walk(3);
    const loss = () => {
      let sum = 0;
      for (const [k, firstStep] of [0, 3, 6].entries()) {
        const trace = run(description, parameters, inputs.slice(firstStep, firstStep + 3), { initial: carried[k] });
        for (let step = 0; step < trace.steps; step += 1) {
          const hidden = trace.quantity('hiddenState', step);
          sum += dot(hidden, hidden) / 2;
        }
      }
      return sum;
    };
    expect(checkGradient(parameters.data, gradients.data, loss).largestRelativeError).toBeLessThan(
      DIFFERENCES_TOLERANCE,
    );
  });

  test('is refused in a sentence without a length', () => {
    const attempt = () => [...pieces(inputs, 0, layer.createTrace(1, 3))];
    expect(attempt).toThrow('pieces: a piece has from 1 step up, got 0');
  });
});

describe('a dropout mask', () => {
  const mask = (probability: number, seed = 1): Matrix => {
    const matrix = createMatrix(100, 100);
    drawDropoutMask(matrix, probability, createRandom(seed));
    return matrix;
  };

  test('drops its share and scales the rest so that the mean stays', () => {
    const { data } = mask(0.25);
    expect(new Set(data)).toEqual(new Set([0, 1 / 0.75]));
    const dropped = data.filter((value) => value === 0).length / data.length;
    // Five standard deviations of a share among 10,000.
    expect(Math.abs(dropped - 0.25)).toBeLessThan(5 * Math.sqrt((0.25 * 0.75) / 10_000));
  });

  test('is the same for the same seed', () => {
    expect([...mask(0.5).data]).toEqual([...mask(0.5).data]);
    expect([...mask(0.5).data]).not.toEqual([...mask(0.5, 2).data]);
  });

  test('of probability zero lets everything through', () => {
    expect(mask(0).data.every((value) => value === 1)).toBe(true);
  });

  test('may be applied in place', () => {
    const values = createMatrix(100, 100);
    values.data.fill(3);
    applyMask(values, values, mask(0.5));
    expect([...values.data]).toEqual([...mask(0.5).data].map((value) => 3 * value));
  });

  test.each([-0.1, 1, 1.5, NaN])('of probability %s is refused in a sentence', (probability) => {
    expect(() => mask(probability)).toThrow(`dropout: the probability must be from 0 to below 1, got ${probability}`);
  });
});
