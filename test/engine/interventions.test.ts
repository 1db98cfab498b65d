import { describe, expect, test } from 'vitest';
import type { QuantityName } from '../../src/engine/cells/contract.ts';
import { type Intervention, setUnit } from '../../src/engine/interventions.ts';
import { referenceKernels } from '../../src/engine/kernels/reference.ts';
import { createMatrix } from '../../src/engine/matrix.ts';
import { createParameters } from '../../src/engine/parameters.ts';
import { createUnrolledLayer } from '../../src/engine/sequence/unrolled.ts';
import { describeLayer, everything, kinds, randomInputs, randomParameters, run, someSizes } from './shared/runs.ts';

const lstm = describeLayer({ cell: 'lstm' }, someSizes);
const parameters = randomParameters(lstm);
const inputs = randomInputs(someSizes);
const forced = (...interventions: Intervention[]) => run(lstm, parameters, inputs, { interventions });
const untouched = run(lstm, parameters, inputs);

const forceable: Record<string, readonly QuantityName[]> = {
  rnn: ['preActivation', 'hiddenState'],
  lstm: ['inputGate', 'forgetGate', 'candidate', 'outputGate', 'cellState', 'hiddenState'],
  gru: ['resetGate', 'updateGate', 'candidate', 'hiddenState'],
};

describe.each(kinds)('in $name', ({ kind }) => {
  test.each([...(forceable[kind.cell] ?? [])])(
    'a forced %s stands in the trace and changes what comes after',
    (quantity) => {
      const description = describeLayer(kind, someSizes);
      const weights = randomParameters(description);
      const interventions = [setUnit(quantity, 1, 2, 0.375)];
      const [plain, other] = [run(description, weights, inputs), run(description, weights, inputs, { interventions })];
      for (let row = 0; row < someSizes.batch; row += 1)
        expect(other.quantity(quantity, 2).data[row * 4 + 1]).toBe(0.375);
      expect([...other.quantity('hiddenState', 1).data]).toEqual([...plain.quantity('hiddenState', 1).data]);
      expect([...other.quantity('hiddenState', 4).data]).not.toEqual([...plain.quantity('hiddenState', 4).data]);
    },
  );

  test('with no interventions to apply, nothing changes', () => {
    const description = describeLayer(kind, someSizes);
    const weights = randomParameters(description);
    const elsewhere = { ...setUnit('hiddenState', 0, 2, 9), layer: 1 };
    const backwards = { ...setUnit('hiddenState', 0, 2, 9), direction: 'reverse' as const };
    const late = setUnit('hiddenState', 0, 99, 9);
    const other = run(description, weights, inputs, { interventions: [elsewhere, backwards, late] });
    expect(everything(other)).toEqual(everything(run(description, weights, inputs)));
  });
});

describe('an intervention', () => {
  test('reaches exactly the rows, units and steps that it names', () => {
    const trace = forced({ ...setUnit('outputGate', 2, 1, 0.25), lastStep: 3, row: 1 });
    const hits: string[] = [];
    for (let step = 0; step < 5; step += 1) {
      trace.quantity('outputGate', step).data.forEach((value, k) => {
        if (value === 0.25) hits.push(`step ${step} row ${Math.floor(k / 4)} unit ${k % 4}`);
      });
    }
    expect(hits).toEqual(['step 1 row 1 unit 2', 'step 2 row 1 unit 2', 'step 3 row 1 unit 2']);
    for (let step = 0; step < 5; step += 1) {
      const [got, plain] = [trace, untouched].map((one) => one.quantity('hiddenState', step).data);
      expect([...got.subarray(0, 4)]).toEqual([...plain.subarray(0, 4)]);
      expect([...got.subarray(8)]).toEqual([...plain.subarray(8)]);
    }
  });

  test('yields to a later one in the list at the same place', () => {
    const trace = forced(setUnit('forgetGate', 'all', 2, 0), setUnit('forgetGate', 1, 2, 1));
    expect([...trace.quantity('forgetGate', 2).data.subarray(0, 4)]).toEqual([0, 1, 0, 0]);
  });

  test('on the cell state flows on into the hidden state of the same step', () => {
    const trace = forced(setUnit('cellState', 'all', 2, 0));
    expect(trace.quantity('hiddenState', 2).data.every((value) => value === 0)).toBe(true);
  });

  test('set to the value that was there changes nothing', () => {
    const value = untouched.quantity('candidate', 2).data[0] ?? 0;
    expect(everything(forced({ ...setUnit('candidate', 0, 2, value), row: 0 }))).toEqual(everything(untouched));
  });

  test.each([
    [{ kind: 'scale', value: NaN }, 'An intervention must scale by a finite number, got NaN'],
    [
      { kind: 'freeze', firstStep: 0 },
      'An intervention freezes forgetGate at the first step, where nothing came before it',
    ],
    [{ value: NaN }, 'An intervention must set a finite number, got NaN'],
    [{ value: Infinity }, 'An intervention must set a finite number, got Infinity'],
    [{ unit: 4 }, 'An intervention names unit 5, but there are 4'],
    [{ unit: -1 }, 'An intervention names unit 0, but there are 4'],
    [{ row: 3 }, 'An intervention names row 4, but there are 3'],
    [
      { quantity: 'updateGate' },
      'An intervention names updateGate; in the lstm cell one can set inputGate, forgetGate, candidate, outputGate, cellState, hiddenState',
    ],
  ] as const)('is refused in a sentence: %o', (change, sentence) => {
    expect(() => forced({ ...setUnit('forgetGate', 0, 2, 0.5), ...change })).toThrow(sentence);
  });
});

describe('on the way back', () => {
  /** Gradients of the sum of the last hidden state. */
  function backward(interventions: readonly Intervention[]) {
    const layer = createUnrolledLayer(lstm, referenceKernels);
    const trace = layer.createTrace(5, someSizes.batch);
    layer.forward(parameters, inputs, trace, { interventions });
    const gradients = createParameters(parameters.shapes);
    const ones = createMatrix(someSizes.batch, 4);
    ones.data.fill(1);
    const options = { interventions, keepGradients: true, wantsInputGradient: true };
    const back = layer.backward(parameters, gradients, inputs, trace, (step) => (step === 4 ? ones : null), options);
    return { gradients, back };
  }

  test('a forced value passes no gradient to what would have made it', () => {
    const { gradients, back } = backward([{ ...setUnit('forgetGate', 'all', 0, 0.5), lastStep: 4 }]);
    // The forget gate's rows of the stacked weights: H to 2 H - 1.
    const ofForget = gradients.get('weight_ih_l0').data.subarray(4 * 3, 8 * 3);
    expect(ofForget.every((value) => value === 0)).toBe(true);
    expect(gradients.get('weight_ih_l0').data.some((value) => value !== 0)).toBe(true);
    expect(back.gradient('forgetGate', 3).data.every((value) => value === 0)).toBe(true);
  });

  test('only the forced unit is cut off', () => {
    const { back } = backward([setUnit('forgetGate', 2, 3, 0.5)]);
    const gradient = back.gradient('forgetGate', 3).data;
    expect([...gradient].map((value) => value === 0)).toEqual([...gradient].map((_, k) => k % 4 === 2));
  });

  test('when the whole state is forced at a step, nothing before it matters', () => {
    const { back } = backward([setUnit('hiddenState', 'all', 2, 0), setUnit('cellState', 'all', 2, 0)]);
    expect([...back.hiddenNorms.subarray(0, 2)]).toEqual([0, 0]);
    expect(back.inputGradient(1).data.every((value) => value === 0)).toBe(true);
    expect(back.inputGradient(3).data.some((value) => value !== 0)).toBe(true);
  });
});
