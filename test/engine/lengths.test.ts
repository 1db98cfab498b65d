import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { referenceKernels } from '../../src/engine/kernels/reference.ts';
import { copyMatrix, createMatrix } from '../../src/engine/matrix.ts';
import { createParameters } from '../../src/engine/parameters.ts';
import { finalStates } from '../../src/engine/sequence/lengths.ts';
import { createUnrolledLayer } from '../../src/engine/sequence/unrolled.ts';
import { DIFFERENCES_TOLERANCE, passThroughLayer, worstLayerGradient } from './shared/layer-gradients.ts';
import {
  describeLayer,
  kinds,
  randomInputs,
  randomParameters,
  randomStates,
  rowsOf,
  run,
  someSizes,
} from './shared/runs.ts';

const STEPS = 5;
const anyLengths = fc.array(fc.integer({ min: 0, max: STEPS }), { minLength: 1, maxLength: 5 });

describe.each(kinds)('rows of unequal length in $name', ({ kind }) => {
  test('have the numbers they would have alone, then zeros', () => {
    const property = fc.property(anyLengths, fc.nat(1e6), (lengths, seed) => {
      const sizes = { ...someSizes, batch: lengths.length, steps: STEPS };
      const description = describeLayer(kind, sizes);
      const parameters = randomParameters(description, seed);
      const inputs = randomInputs(sizes, seed);
      const initial = randomStates(sizes, seed);
      const together = run(description, parameters, inputs, { initial, lengths });
      const final = finalStates(together);
      for (const [row, length] of lengths.entries()) {
        const own = { hiddenState: rowsOf(initial.hiddenState, [row]), cellState: rowsOf(initial.cellState, [row]) };
        const alone =
          length > 0 &&
          run(
            description,
            parameters,
            inputs.slice(0, length).map((input) => rowsOf(input, [row])),
            { initial: own },
          );
        for (const name of together.names) {
          for (let step = 0; step < STEPS; step += 1) {
            const got = [...rowsOf(together.quantity(name, step), [row]).data];
            expect(got).toEqual(alone && step < length ? [...alone.quantity(name, step).data] : got.map(() => 0));
          }
        }
        const last = alone ? alone.statesBefore(length) : null;
        const expected = last ? [...last.hiddenState.data] : new Array(sizes.hiddenSize).fill(0);
        expect([...rowsOf(final.hiddenState, [row]).data]).toEqual(expected);
        if (final.cellState && last?.cellState) {
          expect([...rowsOf(final.cellState, [row]).data]).toEqual([...last.cellState.data]);
        }
      }
    });
    fc.assert(property, { seed: 1, numRuns: 40 });
  });

  test('have the gradients that central differences measure', () => {
    const pass = passThroughLayer(describeLayer(kind, someSizes), { lengths: [3, 0, 5] });
    expect(worstLayerGradient(pass)).toBeLessThan(DIFFERENCES_TOLERANCE);
  });

  test('hand no gradient to padding, nor to the states before a row of no steps', () => {
    const { back } = passThroughLayer(describeLayer(kind, someSizes), { lengths: [3, 0, 5] });
    const zeros = new Array(someSizes.inputSize).fill(0);
    for (let step = 0; step < STEPS; step += 1) {
      const rows = [0, 1, 2].map((row) => [...rowsOf(back.inputGradient(step), [row]).data]);
      if (step >= 3) expect(rows[0]).toEqual(zeros);
      expect(rows[1]).toEqual(zeros);
      expect(rows[2]).not.toEqual(zeros);
    }
    expect([...rowsOf(back.dInitial.hiddenState, [1]).data]).toEqual(new Array(someSizes.hiddenSize).fill(0));
  });

  test('never read their padding: NaN there changes no number', () => {
    const description = describeLayer(kind, someSizes);
    const lengths = [2, 0, 5];
    const layer = createUnrolledLayer(description, referenceKernels);
    const parameters = randomParameters(description);
    const gradientWith = (padding: number) => {
      const inputs = randomInputs(someSizes).map(copyMatrix);
      for (const [row, length] of lengths.entries()) {
        for (let step = length; step < STEPS; step += 1) inputs[step].data.fill(padding, row * 3, (row + 1) * 3);
      }
      const trace = layer.createTrace(STEPS, 3);
      layer.forward(parameters, inputs, trace, { lengths });
      const gradients = createParameters(parameters.shapes);
      layer.backward(parameters, gradients, inputs, trace, (step) => trace.quantity('hiddenState', step));
      return [...gradients.data];
    };
    expect(gradientWith(NaN)).toEqual(gradientWith(0.5));
  });

  test('keep what is not a number to the row that had it', () => {
    const description = describeLayer(kind, someSizes);
    const inputs = randomInputs(someSizes).map(copyMatrix);
    inputs[1].data[3] = NaN; // row 1
    const trace = run(description, randomParameters(description), inputs, { lengths: [5, 4, 3] });
    for (let step = 0; step < STEPS; step += 1) {
      const isNumber = [0, 1, 2].map((row) =>
        rowsOf(trace.quantity('hiddenState', step), [row]).data.every(Number.isFinite),
      );
      expect(isNumber).toEqual([true, step === 0 || step === 4, true]);
    }
  });

  test('all of full length are as if no lengths were given', () => {
    const description = describeLayer(kind, someSizes);
    const [plain, told] = [{}, { lengths: [5, 5, 5] }].map((given) => passThroughLayer(description, given));
    expect([...told.gradients.data]).toEqual([...plain.gradients.data]);
  });
});

describe('lengths are refused in a sentence when', () => {
  const description = describeLayer({ cell: 'gru' }, someSizes);
  const attempt = (lengths: number[]) => () =>
    run(description, randomParameters(description), randomInputs(someSizes), { lengths });
  test.each([
    [[5, 5], 'lengths: 2 were given for 3 rows'],
    [[5, 6, 1], 'lengths: row 2 must have from 0 to 5 steps, got 6'],
    [[-1, 5, 1], 'lengths: row 1 must have from 0 to 5 steps, got -1'],
    [[1, 2, 2.5], 'lengths: row 3 must have from 0 to 5 steps, got 2.5'],
    [[NaN, 2, 2], 'lengths: row 1 must have from 0 to 5 steps, got NaN'],
  ])('they are %j', (lengths, sentence) => {
    expect(attempt(lengths)).toThrow(sentence);
  });

  test('but a batch of no rows has no lengths', () => {
    const trace = run(description, randomParameters(description), [createMatrix(0, 3)], { lengths: [] });
    expect(finalStates(trace).hiddenState.data).toHaveLength(0);
  });
});
