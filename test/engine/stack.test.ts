import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { States } from '../../src/engine/cells/contract.ts';
import { checkGradient } from '../../src/engine/gradient-check.ts';
import { uniform } from '../../src/engine/initializers.ts';
import { type Intervention, setUnit } from '../../src/engine/interventions.ts';
import { referenceKernels } from '../../src/engine/kernels/reference.ts';
import { createMatrix, createSequence, type Matrix, matrixFromRows } from '../../src/engine/matrix.ts';
import { createParameters, type Parameters } from '../../src/engine/parameters.ts';
import { createRandom, createRandomFrom } from '../../src/engine/random.ts';
import type { LayerDescription } from '../../src/engine/sequence/contract.ts';
import { besideEachOther, partOf, reversed } from '../../src/engine/sequence/directions.ts';
import { createStack, type Stack, type StackDescription, stackShapes } from '../../src/engine/sequence/stack.ts';
import { createUnrolledLayer } from '../../src/engine/sequence/unrolled.ts';
import { DIFFERENCES_TOLERANCE } from './shared/layer-gradients.ts';
import {
  dot,
  everything,
  kinds,
  randomInputs,
  randomParameters,
  rowsOf,
  run,
  type Sizes,
  someSizes,
} from './shared/runs.ts';

const both = ['forward', 'reverse'] as const;
const sizes: Sizes = { inputSize: 3, hiddenSize: 2, batch: 3, steps: 4 };
const deep: StackDescription = { cell: 'lstm', inputSize: 3, hiddenSize: 2, bias: true, layers: 2, directions: both };

const unrolled = (description: LayerDescription, prefix: string, suffix: string) =>
  createUnrolledLayer(description, referenceKernels, prefix, suffix);
const build = (description: StackDescription) => createStack(description, unrolled);

function weightsFor(description: StackDescription, seed = 1): Parameters {
  const parameters = createParameters(stackShapes(description));
  const random = createRandom(seed, 'weights');
  for (const { name } of parameters.shapes) uniform(parameters.get(name), 1, random);
  return parameters;
}

function statesFor(stack: Stack, batch = sizes.batch): Required<States>[] {
  const random = createRandom(2, 'states');
  return stack.levels.flat().map(({ layer }) => {
    const { hiddenSize } = layer.description;
    const states = { hiddenState: createMatrix(batch, hiddenSize), cellState: createMatrix(batch, hiddenSize) };
    uniform(states.hiddenState, 1, random);
    uniform(states.cellState, 1, random);
    return states;
  });
}

const outputs = (stack: Stack, parameters: Parameters, inputs: readonly Matrix[], options = {}) => {
  const trace = stack.createTrace(inputs.length, inputs[0].rows);
  stack.forward(parameters, inputs, trace, options);
  return { trace, values: inputs.map((_, step) => [...trace.output(step).data]) };
};

describe('a stack of one layer', () => {
  test.each(kinds)('is that layer: $name', ({ kind }) => {
    const layer = { ...kind, inputSize: 3, hiddenSize: 4, bias: true };
    const parameters = randomParameters(layer);
    const inputs = randomInputs(someSizes);
    const stack = build({ ...layer, layers: 1 });
    const { trace } = outputs(stack, parameters, inputs);
    expect(everything(trace.lane(0, 'forward').trace)).toEqual(everything(run(layer, parameters, inputs)));
  });

  test('read backwards gives the outputs of the reversed sequence, reversed', () => {
    const layer = { cell: 'gru', inputSize: 3, hiddenSize: 4, bias: true } as const;
    const reverse = build({ ...layer, layers: 1, directions: ['reverse'] });
    const parameters = weightsFor({ ...layer, layers: 1, directions: ['reverse'] });
    const forward = createParameters(stackShapes({ ...layer, layers: 1 }));
    forward.data.set(parameters.data);
    const inputs = randomInputs(someSizes);
    const turned = outputs(build({ ...layer, layers: 1 }), forward, [...inputs].reverse());
    expect(outputs(reverse, parameters, inputs).values).toEqual(turned.values.reverse());
  });
});

describe('two directions', () => {
  const layer: StackDescription = { ...deep, layers: 1 };
  const parameters = weightsFor(layer);
  const inputs = randomInputs(sizes);

  test('stand side by side, each knowing nothing of the other', () => {
    const { values } = outputs(build(layer), parameters, inputs);
    const changedEnd = inputs.map((input, step) =>
      step === 3
        ? matrixFromRows([
            [9, 9, 9],
            [9, 9, 9],
            [9, 9, 9],
          ])
        : input,
    );
    const changed = outputs(build(layer), parameters, changedEnd).values;
    // Of step 0's output (B, 2 H) the forward half has not seen the last step, the reverse half has.
    for (let row = 0; row < 3; row += 1) {
      const [before, after] = [values[0], changed[0]].map((one) => one.slice(row * 4, row * 4 + 4));
      expect(after.slice(0, 2)).toEqual(before.slice(0, 2));
      expect(after.slice(2)).not.toEqual(before.slice(2));
    }
  });

  test('of a row end where that row ends', () => {
    const lengths = [4, 1, 2];
    const stack = build(deep);
    const weights = weightsFor(deep);
    const initial = statesFor(stack);
    const { trace, values } = outputs(stack, weights, inputs, { lengths, initial });
    for (const [row, length] of lengths.entries()) {
      const own = initial.map(({ hiddenState, cellState }) => ({
        hiddenState: rowsOf(hiddenState, [row]),
        cellState: rowsOf(cellState, [row]),
      }));
      const shorter = inputs.slice(0, length).map((input) => rowsOf(input, [row]));
      const alone = outputs(stack, weights, shorter, { initial: own });
      for (let step = 0; step < sizes.steps; step += 1) {
        const expected = step < length ? alone.values[step] : [0, 0, 0, 0];
        expect(values[step].slice(row * 4, row * 4 + 4)).toEqual(expected);
      }
      const finals = [trace, alone.trace].map((one) => one.finalStates());
      finals[0].forEach((state, place) => {
        expect([...rowsOf(state.hiddenState, [row]).data]).toEqual([...finals[1][place].hiddenState.data]);
      });
    }
  });

  test('name their quantities by the step of the input', () => {
    const lengths = [4, 1, 2];
    const { trace, values } = outputs(build(layer), parameters, inputs, { lengths });
    for (let step = 0; step < 4; step += 1) {
      const halves = both.map((direction) => trace.quantity('hiddenState', step, 0, direction));
      expect([...besideEachOther(halves).data]).toEqual(values[step]);
    }
    const whole = outputs(build(layer), parameters, inputs);
    expect([...whole.trace.quantity('hiddenState', 1, 0, 'reverse').data]).toEqual([
      ...partOf(whole.trace.output(1), 1, 2).data,
    ]);
  });
});

describe('the gradient of everything a stack reads equals central differences', () => {
  const descriptions: [string, Partial<StackDescription>, object][] = [
    ['three layers', { layers: 3, directions: ['forward'] }, {}],
    ['two layers, both directions', {}, {}],
    ['two layers, both directions, rows of unequal length', {}, { lengths: [2, 4, 0] }],
    [
      'a GRU read backwards, rows of unequal length',
      { cell: 'gru', layers: 1, directions: ['reverse'] },
      { lengths: [1, 4, 3] },
    ],
    ['without biases', { cell: 'rnn', bias: false }, {}],
    ['with dropout between the layers', { cell: 'gru', dropout: 0.4 }, {}],
    [
      'with forced gates in every layer',
      {},
      {
        lengths: [4, 2, 3],
        interventions: [
          { ...setUnit('forgetGate', 1, 1, 0.5), layer: 1, direction: 'reverse' },
          { ...setUnit('hiddenState', 0, 0, -0.5), row: 1, direction: 'reverse' },
          { ...setUnit('cellState', 0, 2, 1.5), layer: 1 },
          { ...setUnit('outputGate', 'all', 1, -1.5), kind: 'scale', lastStep: 2, layer: 1, direction: 'reverse' },
          { ...setUnit('cellState', 'all', 0, 0), kind: 'freeze', lastStep: 9, row: 2, direction: 'reverse' },
          { ...setUnit('candidate', 1, 1, 0), kind: 'freeze', lastStep: 3 },
        ] satisfies Intervention[],
      },
    ],
  ];

  test.each(descriptions)('%s', (_, change, options) => {
    const description = { ...deep, ...change };
    const stack = build(description);
    const parameters = weightsFor(description);
    const inputs = randomInputs(sizes);
    const initial = statesFor(stack);
    const width = stack.levels[0].length * description.hiddenSize;
    const random = createRandom(5, 'loss');
    const weights = createSequence(sizes.steps, sizes.batch, width, 'float64');
    for (const weight of weights) uniform(weight, 1, random);
    const dFinal = statesFor(stack).map(({ hiddenState, cellState }) => ({
      hiddenState: cellState,
      cellState: hiddenState,
    }));
    const trace = stack.createTrace(sizes.steps, sizes.batch);
    const masks = createRandom(8, 'dropout').state();
    const loss = () => {
      stack.forward(parameters, inputs, trace, { initial, dropout: createRandomFrom(masks), ...options });
      let sum = 0;
      for (const [step, weight] of weights.entries()) if (step !== 1) sum += dot(weight, trace.output(step));
      trace.finalStates().forEach(({ hiddenState, cellState }, place) => {
        sum += dot(dFinal[place].hiddenState, hiddenState);
        if (cellState) sum += dot(dFinal[place].cellState, cellState);
      });
      return sum;
    };
    loss();
    const gradients = createParameters(parameters.shapes);
    const back = stack.backward(parameters, gradients, trace, (step) => (step === 1 ? null : weights[step]), {
      dFinal,
      wantsInputGradient: true,
    });
    const pairs = [
      [parameters.data, gradients.data],
      ...inputs.map(({ data }, step) => [data, back.inputGradient(step).data] as const),
      ...back.dInitial.map(({ hiddenState }, place) => [initial[place].hiddenState.data, hiddenState.data] as const),
    ] as const;
    for (const [values, gradient] of pairs) {
      expect(checkGradient(values, gradient, loss).largestRelativeError).toBeLessThan(DIFFERENCES_TOLERANCE);
    }
    back.dInitial.forEach(({ cellState }, place) => {
      if (!cellState) return;
      const error = checkGradient(initial[place].cellState.data, cellState.data, loss).largestRelativeError;
      expect(error).toBeLessThan(DIFFERENCES_TOLERANCE);
    });
  });
});

describe('dropout between layers', () => {
  const description: StackDescription = { ...deep, layers: 3, directions: ['forward'], dropout: 0.5 };
  const parameters = weightsFor(description);
  const inputs = randomInputs(sizes);
  const with_ = (seed: number) => outputs(build(description), parameters, inputs, { dropout: createRandom(seed) });

  test('drops by its seed, and nothing when no random numbers are given', () => {
    expect(with_(1).values).toEqual(with_(1).values);
    expect(with_(1).values).not.toEqual(with_(2).values);
    const { dropout: _, ...undropped } = description;
    const plain = outputs(build(undropped), parameters, inputs, { dropout: createRandom(1) });
    expect(outputs(build(description), parameters, inputs).values).toEqual(plain.values);
  });

  test('leaves what the bottom layer reads and what the top layer gives alone', () => {
    const { trace } = with_(1);
    expect(trace.levels.map(({ masks }) => masks !== null)).toEqual([true, true, false]);
    expect(trace.levels[0].lanes[0].read).toEqual(inputs);
    const { masks, output } = trace.levels[0];
    expect([...trace.levels[1].lanes[0].read[2].data]).toEqual(
      [...output[2].data].map((value, k) => value * (masks?.[2].data[k] ?? NaN)),
    );
  });

  test('of one layer has no place to act', () => {
    const single = { ...description, layers: 1 };
    const weights = weightsFor(single);
    const dropped = outputs(build(single), weights, inputs, { dropout: createRandom(1) });
    expect(dropped.values).toEqual(outputs(build(single), weights, inputs).values);
  });
});

describe('an intervention in a stack', () => {
  test('reaches the layer, the direction and the step of the input that it names', () => {
    const stack = build(deep);
    const parameters = weightsFor(deep);
    for (const lengths of [undefined, [4, 1, 3]]) {
      const interventions = [{ ...setUnit('outputGate', 1, 2, 0.375), layer: 1, direction: 'reverse' as const }];
      const { trace } = outputs(stack, parameters, randomInputs(sizes), { interventions, lengths });
      const hits: string[] = [];
      for (const layer of [0, 1]) {
        for (const direction of both) {
          for (let step = 0; step < 4; step += 1) {
            trace.quantity('outputGate', step, layer, direction).data.forEach((value, k) => {
              if (value === 0.375) hits.push(`${layer} ${direction} ${step} row ${k >> 1} unit ${k & 1}`);
            });
          }
        }
      }
      const rows = lengths ? [0, 2] : [0, 1, 2]; // row 1 has ended before step 2
      expect(hits).toEqual(rows.map((row) => `1 reverse 2 row ${row} unit 1`));
    }
  });

  test('freezes what a reverse layer read before, which is one step later', () => {
    const stack = build(deep);
    const lengths = [4, 1, 3];
    const frozen = { ...setUnit('inputGate', 'all', 0, 0), lastStep: 1, kind: 'freeze', direction: 'reverse' } as const;
    const interventions = [0, 2].map((row) => ({ ...frozen, row }));
    const { trace } = outputs(stack, weightsFor(deep), randomInputs(sizes), { interventions, lengths });
    const gate = (step: number, row: number) =>
      [...trace.quantity('inputGate', step, 0, 'reverse').data].slice(2 * row, 2 * row + 2);
    for (const row of [0, 2]) {
      expect([gate(0, row), gate(1, row)]).toEqual([gate(2, row), gate(2, row)]);
      expect(gate(1, row)).not.toEqual([0, 0]);
    }
    const all = [{ ...frozen, row: 'all' as const }];
    expect(() => outputs(stack, weightsFor(deep), randomInputs(sizes), { interventions: all, lengths })).toThrow(
      'An intervention freezes inputGate at the first step, where nothing came before it',
    );
  });
});

describe('reversing', () => {
  test('twice gives the valid part back, and turns every row at its own end', () => {
    const property = fc.property(
      fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 1, maxLength: 4 }),
      (lengths) => {
        const sequence = randomInputs({ ...someSizes, batch: lengths.length });
        const there = reversed(sequence, lengths);
        const back = reversed(there, lengths);
        for (const [row, length] of lengths.entries()) {
          for (let step = 0; step < 5; step += 1) {
            const original = rowsOf(sequence[step], [row]).data;
            expect([...rowsOf(back[step], [row]).data]).toEqual(step < length ? [...original] : [0, 0, 0]);
            if (step < length) expect([...rowsOf(there[length - 1 - step], [row]).data]).toEqual([...original]);
          }
        }
      },
    );
    fc.assert(property, { seed: 1, numRuns: 50 });
  });
});

describe('a stack explains', () => {
  const stack = build(deep);
  const parameters = weightsFor(deep);
  const inputs = randomInputs(sizes);
  const trace = stack.createTrace(4, 3);
  test.each([
    ['no layers', () => build({ ...deep, layers: 0 }), 'A stack has from 1 layer up, got 0'],
    ['half a layer', () => stackShapes({ ...deep, layers: 1.5 }), 'A stack has from 1 layer up, got 1.5'],
    [
      'dropping everything',
      () => build({ ...deep, dropout: 1 }),
      'dropout: the probability must be from 0 to below 1, got 1',
    ],
    [
      'a sequence without steps',
      () => stack.forward(parameters, [], trace),
      'forward: a sequence has at least one step, none was given',
    ],
    [
      'a state too few',
      () => stack.forward(parameters, inputs, trace, { initial: statesFor(stack).slice(1) }),
      'forward: 3 initial states were given, the stack needs 4',
    ],
    [
      'a length too many',
      () => stack.forward(parameters, inputs, trace, { lengths: [4, 4, 5] }),
      'lengths: row 3 must have from 0 to 4 steps, got 5',
    ],
    [
      'a layer that is not there',
      () =>
        stack.forward(parameters, inputs, trace, { interventions: [{ ...setUnit('cellState', 0, 0, 0), layer: 2 }] }),
      'There is no forward layer 3; the stack has 2 layers, forward and reverse',
    ],
    [
      'a step that was not run',
      () => outputs(stack, parameters, inputs).trace.output(4),
      'There is no step 5; the run has 4',
    ],
  ])('%s', (_, attempt, sentence) => {
    expect(attempt).toThrow(sentence);
  });

  test('an input gradient that it was not asked for', () => {
    const { trace: kept } = outputs(stack, parameters, inputs);
    const back = stack.backward(parameters, createParameters(parameters.shapes), kept, () => null);
    expect(() => back.inputGradient(0)).toThrow(
      'backward: ask with wantsInputGradient to read the gradient of the inputs',
    );
  });

  test('but accepts an empty batch', () => {
    const { values } = outputs(stack, parameters, [createMatrix(0, 3), createMatrix(0, 3)], { lengths: [] });
    expect(values).toEqual([[], []]);
  });
});
