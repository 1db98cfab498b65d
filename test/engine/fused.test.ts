/** What compiled layers offer, what they refuse, and what is run step by step instead. */
import { describe, expect, test } from 'vitest';
import { readKernel } from '../../src/commands/shared/kernels.ts';
import { openPath } from '../../src/commands/shared/paths.ts';
import { setUnit } from '../../src/engine/interventions.ts';
import { createArena } from '../../src/engine/kernels/arena.ts';
import { compileBinary } from '../../src/engine/kernels/wasm.ts';
import { createMatrix, createSequence } from '../../src/engine/matrix.ts';
import { createParameters } from '../../src/engine/parameters.ts';
import type { LayerDescription } from '../../src/engine/sequence/contract.ts';
import { createFusedLayer, fusedOffers } from '../../src/engine/sequence/fused.ts';
import { layerShapes } from '../../src/engine/sequence/unrolled.ts';

const lstm: LayerDescription = { cell: 'lstm', inputSize: 2, hiddenSize: 3, bias: true };
const rnn: LayerDescription = { ...lstm, cell: 'rnn' };
const plan = { network: { ...lstm, outputSize: 1 }, traces: [{ capacity: 4, batch: 2 }], parameterSets: 2 };

/** Four steps of two rows: this value, and beside it a half. */
const inputsOf = (value: number) => {
  const inputs = createSequence(4, 2, 2, 'float32');
  for (const { data } of inputs) data.set([value, 0.5, value, 0.5]);
  return inputs;
};
const parametersOf = (description: LayerDescription) => {
  const parameters = createParameters(layerShapes(description), 'float32');
  parameters.data.forEach((_, k) => {
    parameters.data[k] = ((k * 0.618) % 1) - 0.5;
  });
  return parameters;
};

describe('compiled code offers', () => {
  const gru = { ...lstm, cell: 'gru' } as const;
  test.each<[string, LayerDescription, boolean]>([
    ['the plain cells', lstm, true],
    ['a relu RNN', { ...rnn, nonlinearity: 'relu' }, true],
    ['a GRU that resets after the product', { ...gru, reset: 'after' }, true],
    ['no GRU that resets before it', { ...gru, reset: 'before' }, false],
    ['no peepholes', { ...lstm, variant: { peepholes: true } }, false],
    ['an LSTM without a gate', { ...lstm, variant: { without: ['forgetGate'] } }, true],
    ['an LSTM with coupled gates', { ...lstm, variant: { coupled: true } }, true],
    ['an LSTM without activations', { ...lstm, variant: { candidate: 'identity', shown: 'identity' } }, true],
    ['no LSTM with another one', { ...lstm, variant: { candidate: 'relu' } }, false],
    ['no such GRU', { ...gru, variant: { candidate: 'identity' } }, false],
    ['no such LSTM with peepholes', { ...lstm, variant: { coupled: true, peepholes: true } }, false],
    ['no clipped sums', { ...gru, variant: { clip: 1 } }, false],
    ['a variant that sets nothing', { ...lstm, variant: {} }, true],
    ['no RNN whose variant takes the place of relu', { ...rnn, nonlinearity: 'relu', variant: {} }, false],
  ])('%s', (_, description, isOffered) => {
    expect(fusedOffers(description)).toBe(isOffered);
  });
});

describe('a compiled layer alone refuses', () => {
  const arena = createArena(compileBinary(readKernel('plain')) as WebAssembly.Module, 2 ** 17);
  const layer = createFusedLayer(lstm, arena);
  const parameters = parametersOf(lstm);
  const trace = layer.createTrace(4, 2);
  const inputs = inputsOf(1);

  test.each([
    [{ lengths: [4, 2] }, 'Compiled code knows no rows of unequal length; unroll the layer'],
    [
      { interventions: [setUnit('forgetGate', 0, 1, 0)] },
      'Compiled code forces nothing; unroll the layer to intervene',
    ],
    [{ keepsEverything: true }, 'Compiled code does not keep everything; unroll the layer'],
  ])('a forward pass with %o', (options, sentence) => {
    expect(() => layer.forward(parameters, inputs, trace, options)).toThrow(sentence);
  });

  test('infinite inputs and hidden states', () => {
    const sentence = 'Compiled code takes no infinite inputs; unroll the layer';
    expect(() => layer.forward(parameters, inputsOf(-Infinity), trace)).toThrow(sentence);
    const hiddenState = createMatrix(2, 3, 'float32');
    const cellState = createMatrix(2, 3, 'float32');
    hiddenState.data[5] = Infinity;
    expect(() => layer.forward(parameters, inputs, trace, { initial: { hiddenState, cellState } })).toThrow(sentence);
    expect(layer.tryForward(parameters, inputsOf(Infinity), trace)).toBe(false);
  });

  test.each([
    [{ keepGradients: true }, /keeps no gradients of quantities; ask it for keepsEverything/],
    [{ wantsInputGradient: true }, /no room for the gradient of its inputs; .* or in the plan/],
    [{ interventions: [setUnit('forgetGate', 0, 1, 0)] }, /ran in compiled code, which forced nothing/],
  ])('a way back with %o', (options, sentence) => {
    layer.forward(parameters, inputs, trace);
    expect(() => layer.backward(parameters, parameters, inputs, trace, () => null, options)).toThrow(sentence);
  });

  test('a variant', () => {
    const clipped = { ...lstm, variant: { clip: 1 } };
    expect(() => createFusedLayer(clipped, arena)).toThrow(/has the plain cells, .*; unroll this one/);
    const contradictory = { ...lstm, variant: { coupled: true, without: ['inputGate'] } } as const;
    expect(() => createFusedLayer(contradictory, arena)).toThrow('cannot both couple');
  });
});

describe('a layer of the compiled path', () => {
  // The sum before the squashing is there only where a pass went step by step.
  const passes = async (run: Parameters<Awaited<ReturnType<typeof layerOf>>['pass']>[0], value = 1) =>
    (await layerOf(rnn)).pass(run, value).names;

  test('goes step by step for those passes alone that need it', async () => {
    expect(await passes({})).toEqual(['hiddenState']);
    expect(await passes({ lengths: [4, 4], interventions: [] })).toEqual(['hiddenState']);
    expect(await passes({ lengths: [4, 2] })).toContain('preActivation');
    expect(await passes({ interventions: [setUnit('hiddenState', 0, 1, 0)] })).toContain('preActivation');
    expect(await passes({ keepsEverything: true })).toContain('preActivation');
    expect(await passes({}, Infinity)).toContain('preActivation');
    expect(await passes({}, NaN)).toEqual(['hiddenState']);
  });

  test('saturates at infinity, in every row and unit', async () => {
    const { pass } = await layerOf(lstm);
    const { data } = pass({}, Infinity).quantity('hiddenState', 3);
    expect([...data].every(Number.isFinite)).toBe(true);
    const hiddenState = createMatrix(2, 3, 'float32');
    hiddenState.data[0] = -Infinity;
    const started = pass({ initial: { hiddenState, cellState: createMatrix(2, 3, 'float32') } }, 1);
    expect([...started.quantity('hiddenState', 3).data].every(Number.isFinite)).toBe(true);
  });

  test('refuses lengths that do not fit, as a layer step by step does', async () => {
    const { pass } = await layerOf(lstm);
    expect(() => pass({ lengths: [4, 4, 4] }, 1)).toThrow('lengths: 3 were given for 2 rows');
    expect(() => pass({ lengths: [4, 5] }, 1)).toThrow('lengths: row 2 must have from 0 to 4 steps, got 5');
  });
});

test('a plan counts the gradient of the inputs, layers, directions and what else is learned', async () => {
  const path = await openPath('wasm');
  const bytes = path.bytes(plan);
  const { network } = plan;
  expect(path.bytes({ ...plan, wantsInputGradient: true })).toBeGreaterThan(bytes);
  expect(path.bytes({ ...plan, network: { ...network, layers: 2 } })).toBeGreaterThan(bytes);
  expect(path.bytes({ ...plan, network: { ...network, directions: ['forward', 'reverse'] } })).toBeGreaterThan(bytes);
  expect(path.bytes({ ...plan, otherParameters: 1000 }) - bytes).toBeGreaterThanOrEqual(8000 - 64);
});

async function layerOf(description: LayerDescription) {
  const layer = (await openPath('wasm')).open(plan).createLayer(description, '', '_l0');
  const parameters = parametersOf(description);
  const trace = layer.createTrace(4, 2, 'float32');
  const pass = (options: Parameters<typeof layer.forward>[3], value: number) => {
    layer.forward(parameters, inputsOf(value), trace, options);
    return trace;
  };
  return { pass };
}
