import { describe, expect, test } from 'vitest';
import type { CellVariant } from '../../src/engine/cells/variants.ts';
import { setUnit } from '../../src/engine/interventions.ts';
import { referenceKernels } from '../../src/engine/kernels/reference.ts';
import { createParameters } from '../../src/engine/parameters.ts';
import { createUnrolledLayer, layerShapes } from '../../src/engine/sequence/unrolled.ts';
import { changed, gru, lstm } from './shared/changed-cells.ts';
import { DIFFERENCES_TOLERANCE, passThroughLayer, worstLayerGradient } from './shared/layer-gradients.ts';
import {
  describeLayer,
  everything,
  type Kind,
  kinds,
  randomInputs,
  randomParameters,
  randomStates,
  run,
  someSizes,
} from './shared/runs.ts';

const inputs = randomInputs(someSizes);
const initial = randomStates(someSizes);
const runOf = (kind: Kind, seed = 1) => {
  const description = describeLayer(kind, someSizes);
  return run(description, randomParameters(description, seed), inputs, { initial });
};

describe.each(kinds)('a variant of $name with nothing switched on', ({ kind }) => {
  const explicit: CellVariant =
    kind.cell === 'rnn'
      ? { candidate: kind.nonlinearity ?? 'tanh' }
      : kind.cell === 'gru'
        ? { gates: 'sigmoid', candidate: 'tanh', update: 'keeps' }
        : { gates: 'sigmoid', candidate: 'tanh', shown: 'tanh', coupled: false, peepholes: false, without: [] };
  const variants = kind.nonlinearity === 'relu' ? [explicit] : [{}, explicit];
  const quantity = kind.cell === 'rnn' ? 'preActivation' : 'candidate';
  const options = {
    interventions: [setUnit(quantity, 1, 2, 0.25), setUnit('hiddenState', 0, 1, -0.5)],
    lengths: [5, 0, 3],
  };

  test.each(['float64', 'float32'] as const)('equals the plain cell bit for bit in %s', (precision) => {
    for (const variant of variants) {
      for (const given of [{}, options]) {
        const plain = describeLayer(kind, someSizes);
        const other = describeLayer({ ...kind, variant }, someSizes);
        const parameters = createParameters(layerShapes(plain), precision);
        parameters.data.set(randomParameters(plain).data);
        const traces = [plain, other].map((description) => run(description, parameters, inputs, given, precision));
        const [expected, got] = traces.map(everything);
        for (const [name, values] of expected) expect(got.get(name), name).toEqual(values);

        const passes = [plain, other].map((description) => passThroughLayer(description, given, someSizes, precision));
        const [wanted, found] = passes.map(({ gradients, back }) => [
          ...gradients.data,
          ...back.inputGradient(0).data,
          ...back.dInitial.hiddenState.data,
          ...(back.dInitial.cellState?.data ?? []),
        ]);
        expect(found).toEqual(wanted);
      }
    }
  });
});

describe.each(changed)('%s', (_, kind) => {
  const description = describeLayer(kind, someSizes);

  test('has the gradient that central differences measure', () => {
    const pass = passThroughLayer(description);
    expect(pass.gradients.data.some((entry) => entry !== 0)).toBe(true);
    expect(worstLayerGradient(pass)).toBeLessThan(DIFFERENCES_TOLERANCE);
  });

  test('also with forced gates and rows of unequal length', () => {
    const quantity = kind.cell === 'rnn' ? 'preActivation' : kind.cell === 'gru' ? 'updateGate' : 'forgetGate';
    const interventions = [setUnit(quantity, 1, 1, 0.25), setUnit('hiddenState', 2, 2, 0.5)];
    const pass = passThroughLayer(description, { interventions, lengths: [2, 5, 0] });
    expect(worstLayerGradient(pass)).toBeLessThan(DIFFERENCES_TOLERANCE);
  });

  test('is not the plain cell', () => {
    const { variant: _variant, ...plain } = kind;
    const shared = createParameters(layerShapes(description));
    shared.data.set(randomParameters(description).data);
    const hidden = (of: Kind) =>
      run(describeLayer(of, someSizes), shared, inputs, { initial }).quantity('hiddenState', 4).data;
    expect([...hidden(kind)]).not.toEqual([...hidden(plain)]);
  });
});

describe('peepholes', () => {
  const description = describeLayer(lstm({ peepholes: true }), someSizes);
  const parameters = randomParameters(description);
  const first = (cellState: typeof initial.cellState) =>
    run(description, parameters, inputs.slice(0, 1), { initial: { ...initial, cellState } });

  test('let input and forget gate see the old cell state and the output gate the new one', () => {
    const other = { ...initial.cellState, data: initial.cellState.data.map((value) => value + 1) };
    const [before, after] = [first(initial.cellState), first(other)];
    const peepholes = parameters.get('weight_peephole_l0').data;
    const difference = (name: string, k: number) => after.quantity(name, 0).data[k] - before.quantity(name, 0).data[k];
    for (let k = 0; k < 12; k += 1) {
      // Two roundings of numbers below 8.
      expect(difference('inputSum', k)).toBeCloseTo(peepholes[k % 4], 14);
      expect(difference('forgetSum', k)).toBeCloseTo(peepholes[4 + (k % 4)], 14);
      expect(difference('outputSum', k)).toBeCloseTo(peepholes[8 + (k % 4)] * difference('cellState', k), 14);
      expect(difference('candidateSum', k)).toBe(0);
    }
  });

  test('of weight zero change nothing', () => {
    const closed = createParameters(parameters.shapes);
    closed.data.set(parameters.data);
    closed.get('weight_peephole_l0').data.fill(0);
    const plain = everything(run(describeLayer({ cell: 'lstm' }, someSizes), parameters, inputs, { initial }));
    const got = everything(run(description, closed, inputs, { initial }));
    for (const [name, values] of plain) expect(got.get(name), name).toEqual(values);
  });
});

describe('a changed LSTM', () => {
  test('has a forget gate of one minus the input gate when they are coupled', () => {
    const trace = runOf(lstm({ coupled: true }));
    const [i, f] = ['inputGate', 'forgetGate'].map((name) => trace.quantity(name, 3).data);
    expect([...f]).toEqual([...i].map((value) => 1 - value));
  });

  test.each(['inputGate', 'forgetGate', 'outputGate'] as const)('without its %s has it open throughout', (gate) => {
    const kind = lstm({ without: [gate] });
    const description = describeLayer(kind, someSizes);
    const trace = run(description, randomParameters(description), inputs, { initial });
    for (let step = 0; step < 5; step += 1) expect(trace.quantity(gate, step).data.every((v) => v === 1)).toBe(true);
    const { gradients } = passThroughLayer(description);
    const block = { inputGate: 0, forgetGate: 1, outputGate: 3 }[gate];
    const rows = gradients.get('weight_hh_l0').data.subarray(block * 16, (block + 1) * 16);
    expect(rows.every((value) => value === 0)).toBe(true);
  });

  test('cuts its sums off before squashing them, not its cell state', () => {
    const trace = runOf(lstm({ clip: 0.1, without: ['forgetGate'], candidate: 'identity' }));
    const candidates = trace.quantity('candidate', 4).data;
    expect(Math.max(...candidates.map(Math.abs))).toBe(0.1);
    expect(Math.max(...trace.quantity('cellState', 4).data.map(Math.abs))).toBeGreaterThan(0.1);
  });
});

describe('a variant is refused in a sentence when', () => {
  const create = (kind: Kind) => () => createUnrolledLayer(describeLayer(kind, someSizes), referenceKernels);
  test.each([
    [
      'an RNN asks for peepholes',
      { cell: 'rnn', variant: { peepholes: true } },
      'A variant of the rnn cell cannot set peepholes; it can set candidate, clip',
    ],
    [
      'a GRU asks for coupled gates',
      gru({ coupled: true }),
      'A variant of the gru cell cannot set coupled; it can set gates, candidate, clip, update',
    ],
    ['sums are clipped at nothing', lstm({ clip: 0 }), 'A variant must clip sums at a number above 0, got 0'],
    ['sums are clipped at no number', gru({ clip: NaN }), 'A variant must clip sums at a number above 0, got NaN'],
    [
      'a coupled gate is missing',
      lstm({ coupled: true, without: ['forgetGate'] }),
      'A variant cannot both couple input and forget gate and do without the forgetGate',
    ],
    ['a function is unknown', lstm({ gates: 'sine' as 'tanh' }), 'There is no squashing function called sine'],
  ] satisfies [string, Kind, string][])('%s', (_, kind, sentence) => {
    expect(create(kind)).toThrow(sentence);
  });
});
