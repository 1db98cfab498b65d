import { describe, expect, test } from 'vitest';
import { referenceKernels } from '../../src/engine/kernels/reference.ts';
import { createMatrix } from '../../src/engine/matrix.ts';
import { createParameters } from '../../src/engine/parameters.ts';
import { createUnrolledLayer } from '../../src/engine/sequence/unrolled.ts';
import { describeLayer, randomInputs, randomParameters, run, someSizes } from './shared/runs.ts';

describe('a layer explains', () => {
  const description = describeLayer({ cell: 'lstm' }, someSizes);
  const parameters = randomParameters(description);
  const inputs = randomInputs(someSizes);
  const layer = createUnrolledLayer(description, referenceKernels);
  const trace = () => layer.createTrace(5, someSizes.batch);

  test.each([
    [
      'a sequence without steps',
      () => layer.forward(parameters, [], trace()),
      'forward: a sequence has at least one step, none was given',
    ],
    [
      'more steps than there is room for',
      () => layer.forward(parameters, inputs, layer.createTrace(2, 3)),
      'forward: 5 steps were given, the trace has room for 2',
    ],
    [
      'another number of rows',
      () => layer.forward(parameters, inputs, layer.createTrace(5, 2)),
      'forward: an input of (3, 3) was given, the batch has 2 rows',
    ],
    [
      'an input of another size',
      () => layer.forward(parameters, [createMatrix(3, 2)], trace()),
      'multiplyTransposed: inner sizes differ: left is (3, 2), right is (16, 3)',
    ],
    [
      'a missing cell state',
      () => layer.forward(parameters, inputs, trace(), { initial: { hiddenState: createMatrix(3, 4) } }),
      'forward: an LSTM needs an initial cell state beside its hidden state',
    ],
    [
      'a step that was not run',
      () => run(description, parameters, inputs).quantity('hiddenState', 5),
      'There is no step 6; the run has 5',
    ],
    [
      'a quantity of another cell',
      () => run(description, parameters, inputs).quantity('resetGate', 0),
      'There is no quantity called resetGate; there are inputGate, forgetGate, candidate, outputGate, cellState, squashedCell, hiddenState',
    ],
  ])('%s', (_, attempt, sentence) => {
    expect(attempt).toThrow(sentence);
  });

  test('gradients that it was not asked to keep', () => {
    const kept = trace();
    layer.forward(parameters, inputs, kept);
    const gradients = createParameters(parameters.shapes);
    const back = layer.backward(parameters, gradients, inputs, kept, () => null);
    expect(() => back.gradient('hiddenState', 0)).toThrow(
      'backward: ask with keepGradients to read the gradient of a quantity',
    );
    expect(() => back.inputGradient(0)).toThrow(
      'backward: ask with wantsInputGradient to read the gradient of the inputs',
    );
  });
});
