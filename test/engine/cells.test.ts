import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sigmoid, tanh } from '../../src/engine/elementary.ts';
import { setUnit } from '../../src/engine/interventions.ts';
import { referenceKernels } from '../../src/engine/kernels/reference.ts';
import { type Matrix, matrixFromRows } from '../../src/engine/matrix.ts';
import { createParameters } from '../../src/engine/parameters.ts';
import { BLOCKS, createUnrolledLayer, layerShapes } from '../../src/engine/sequence/unrolled.ts';
import {
  columnsOf,
  describeLayer,
  everything,
  kinds,
  randomInputs,
  randomParameters,
  randomStates,
  rowsOf,
  run,
  someSizes,
} from './shared/runs.ts';

const anySizes = fc.record({
  inputSize: fc.integer({ min: 1, max: 5 }),
  hiddenSize: fc.integer({ min: 1, max: 6 }),
  batch: fc.integer({ min: 1, max: 4 }),
  steps: fc.integer({ min: 1, max: 6 }),
});
const anySeed = fc.nat(1e6);
const settings = { seed: 1, numRuns: 40 };

describe.each(kinds)('$name', ({ kind }) => {
  test('treats a row of a batch exactly as it would alone', () => {
    const property = fc.property(anySizes, anySeed, (sizes, seed) => {
      const description = describeLayer(kind, sizes);
      const parameters = randomParameters(description, seed);
      const inputs = randomInputs(sizes, seed);
      const initial = randomStates(sizes, seed);
      const together = run(description, parameters, inputs, { initial });
      const row = sizes.batch - 1;
      const alone = run(
        description,
        parameters,
        inputs.map((input) => rowsOf(input, [row])),
        { initial: { hiddenState: rowsOf(initial.hiddenState, [row]), cellState: rowsOf(initial.cellState, [row]) } },
      );
      for (const name of together.names) {
        for (let step = 0; step < sizes.steps; step += 1) {
          const expected = rowsOf(together.quantity(name, step), [row]);
          expect([...alone.quantity(name, step).data]).toEqual([...expected.data]);
        }
      }
    });
    fc.assert(property, settings);
  });

  test('does not care in what order its units stand', () => {
    const sizes = { ...someSizes, hiddenSize: 5 };
    const description = describeLayer(kind, sizes);
    const [parameters, inputs, initial] = [randomParameters(description), randomInputs(sizes), randomStates(sizes)];
    const order = [3, 0, 4, 1, 2];
    const stacked = Array.from({ length: BLOCKS[kind.cell] }, (_, block) =>
      order.map((unit) => 5 * block + unit),
    ).flat();
    const permuted = createParameters(parameters.shapes);
    const set = (name: string, matrix: Matrix) => permuted.get(name).data.set(matrix.data);
    set('weight_ih_l0', rowsOf(parameters.get('weight_ih_l0'), stacked));
    set('weight_hh_l0', columnsOf(rowsOf(parameters.get('weight_hh_l0'), stacked), order));
    set('bias_ih_l0', columnsOf(parameters.get('bias_ih_l0'), stacked));
    set('bias_hh_l0', columnsOf(parameters.get('bias_hh_l0'), stacked));
    const plain = run(description, parameters, inputs, { initial });
    const other = run(description, permuted, inputs, {
      initial: {
        hiddenState: columnsOf(initial.hiddenState, order),
        cellState: columnsOf(initial.cellState, order),
      },
    });
    // Only the order of the terms in each sum differs. The relu's states grow, hence the share of the largest.
    for (let step = 0; step < sizes.steps; step += 1) {
      const expected = columnsOf(plain.quantity('hiddenState', step), order).data;
      const largest = Math.max(1, ...expected);
      other.quantity('hiddenState', step).data.forEach((value, k) => {
        expect(Math.abs(value - expected[k])).toBeLessThanOrEqual(1e-15 * largest);
      });
    }
  });

  test('goes on from its states as if it had not stopped', () => {
    const description = describeLayer(kind, someSizes);
    const [parameters, inputs] = [randomParameters(description), randomInputs(someSizes)];
    const whole = run(description, parameters, inputs);
    const first = run(description, parameters, inputs.slice(0, 2));
    const second = run(description, parameters, inputs.slice(2), { initial: first.statesBefore(2) });
    expect([...second.quantity('hiddenState', 2).data]).toEqual([...whole.quantity('hiddenState', 4).data]);
  });

  test('gives the same numbers whether its memory is new or used', () => {
    const description = describeLayer(kind, someSizes);
    const parameters = randomParameters(description);
    const layer = createUnrolledLayer(description, referenceKernels);
    const used = layer.createTrace(8, someSizes.batch);
    layer.forward(parameters, randomInputs({ ...someSizes, steps: 8 }, 9), used, { initial: randomStates(someSizes) });
    const inputs = randomInputs(someSizes);
    layer.forward(parameters, inputs, used);
    expect(everything(used)).toEqual(everything(run(description, parameters, inputs)));
  });

  test('in float32 stays within 1e-6 a step of float64', () => {
    const description = describeLayer(kind, someSizes);
    const parameters = randomParameters(description);
    const single = createParameters(parameters.shapes, 'float32');
    single.data.set(parameters.data);
    parameters.data.set(single.data); // the same weights, rounded
    const inputs = randomInputs(someSizes);
    for (const input of inputs) input.data.set(Float32Array.from(input.data));
    const double = run(description, parameters, inputs);
    const rounded = run(description, single, inputs, {}, 'float32');
    for (const name of double.names) {
      for (let step = 0; step < someSizes.steps; step += 1) {
        const expected = double.quantity(name, step).data;
        const largest = Math.max(1, ...expected.map(Math.abs));
        rounded.quantity(name, step).data.forEach((value, k) => {
          expect(Math.abs(value - expected[k])).toBeLessThanOrEqual(1e-6 * (step + 1) * largest);
        });
      }
    }
    expect(rounded.quantity('hiddenState', 0).data).toBeInstanceOf(Float32Array);
  });

  test('accepts an empty batch', () => {
    const sizes = { ...someSizes, batch: 0 };
    const description = describeLayer(kind, sizes);
    const trace = run(description, randomParameters(description), randomInputs(sizes));
    expect(trace.quantity('hiddenState', 4).data).toHaveLength(0);
  });
});

describe('an LSTM', () => {
  const description = { cell: 'lstm', inputSize: 1, hiddenSize: 1, bias: true } as const;

  test('does in one step what its equations say', () => {
    const parameters = createParameters(layerShapes(description));
    parameters.get('weight_ih_l0').data.set([0.1, 0.2, 0.3, 0.4]);
    parameters.get('weight_hh_l0').data.set([0.5, 0.6, 0.7, 0.8]);
    parameters.get('bias_ih_l0').data.set([0.01, 0.02, 0.03, 0.04]);
    parameters.get('bias_hh_l0').data.set([-0.1, -0.2, -0.3, -0.4]);
    const [x, h, c] = [2, -0.5, 0.75];
    const trace = run(description, parameters, [matrixFromRows([[x]])], {
      initial: { hiddenState: matrixFromRows([[h]]), cellState: matrixFromRows([[c]]) },
    });
    const i = sigmoid(0.1 * x + 0.01 + 0.5 * h - 0.1);
    const f = sigmoid(0.2 * x + 0.02 + 0.6 * h - 0.2);
    const g = tanh(0.3 * x + 0.03 + 0.7 * h - 0.3);
    const o = sigmoid(0.4 * x + 0.04 + 0.8 * h - 0.4);
    const next = f * c + i * g;
    const expected = { inputGate: i, forgetGate: f, candidate: g, outputGate: o, cellState: next };
    const all = { ...expected, squashedCell: tanh(next), hiddenState: o * tanh(next) };
    expect(Object.fromEntries(trace.names.map((name) => [name, trace.quantity(name, 0).data[0]]))).toEqual(all);
  });

  test('keeps its cell state exactly when the forget gate is one and the input gate zero', () => {
    const lstm = describeLayer({ cell: 'lstm' }, someSizes);
    const initial = randomStates(someSizes);
    const everyStep = { firstStep: 0, lastStep: 4 };
    const interventions = [
      { ...setUnit('forgetGate', 'all', 0, 1), ...everyStep },
      { ...setUnit('inputGate', 'all', 0, 0), ...everyStep },
    ];
    const trace = run(lstm, randomParameters(lstm), randomInputs(someSizes), { initial, interventions });
    for (let step = 0; step < 5; step += 1)
      expect([...trace.quantity('cellState', step).data]).toEqual([...initial.cellState.data]);
  });

  test('forgets everything when the forget gate is zero', () => {
    const lstm = describeLayer({ cell: 'lstm' }, someSizes);
    const trace = run(lstm, randomParameters(lstm), randomInputs(someSizes), {
      initial: randomStates(someSizes),
      interventions: [setUnit('forgetGate', 'all', 3, 0)],
    });
    const [i, g, c] = ['inputGate', 'candidate', 'cellState'].map((name) => trace.quantity(name, 3).data);
    expect([...c]).toEqual([...c].map((_, k) => i[k] * g[k]));
  });
});

describe('a GRU', () => {
  test.each(['after', 'before'] as const)('copies its state when the update gate is one, reset %s', (reset) => {
    const gru = describeLayer({ cell: 'gru', reset }, someSizes);
    const initial = randomStates(someSizes);
    const interventions = [{ ...setUnit('updateGate', 'all', 0, 1), lastStep: 4 }];
    const trace = run(gru, randomParameters(gru), randomInputs(someSizes), { initial, interventions });
    expect([...trace.quantity('hiddenState', 4).data]).toEqual([...initial.hiddenState.data]);
  });

  test('has the same gates either way, and another candidate, unless the reset gate is open', () => {
    const [after, before] = (['after', 'before'] as const).map((reset) =>
      describeLayer({ cell: 'gru', reset }, someSizes),
    );
    const [parameters, inputs, initial] = [randomParameters(after), randomInputs(someSizes), randomStates(someSizes)];
    const first = (description: typeof after, open: boolean) =>
      run(description, parameters, inputs.slice(0, 1), {
        initial,
        interventions: open ? [setUnit('resetGate', 'all', 0, 1)] : [],
      });
    const values = (trace: ReturnType<typeof run>, name: string) => [...trace.quantity(name, 0).data];
    expect(values(first(after, false), 'updateGate')).toEqual(values(first(before, false), 'updateGate'));
    expect(values(first(after, false), 'candidate')).not.toEqual(values(first(before, false), 'candidate'));
    const open = values(first(before, true), 'candidate');
    // The two add up the same terms in another order.
    values(first(after, true), 'candidate').forEach((value, k) => {
      expect(Math.abs(value - open[k])).toBeLessThanOrEqual(1e-15);
    });
  });
});
