/** Scaling and freezing, forwards and back, in every cell and every variant of one. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { QuantityName } from '../../src/engine/cells/contract.ts';
import { type Intervention, setUnit } from '../../src/engine/interventions.ts';
import { changed } from './shared/changed-cells.ts';
import {
  DIFFERENCES_TOLERANCE,
  type LayerPass,
  passThroughLayer,
  worstLayerGradient,
} from './shared/layer-gradients.ts';
import {
  describeLayer,
  everything,
  type Kind,
  kinds,
  randomInputs,
  randomParameters,
  randomStates,
  run,
  type Sizes,
} from './shared/runs.ts';

const sizes: Sizes = { inputSize: 2, hiddenSize: 3, batch: 2, steps: 5 };
const cells: readonly [string, Kind][] = [...kinds.map(({ name, kind }) => [name, kind] as [string, Kind]), ...changed];
const gates: Record<string, readonly QuantityName[]> = {
  rnn: ['preActivation'],
  lstm: ['inputGate', 'forgetGate', 'candidate', 'outputGate'],
  gru: ['resetGate', 'updateGate', 'candidate'],
};
const states: Record<string, readonly QuantityName[]> = {
  rnn: ['hiddenState'],
  lstm: ['cellState', 'hiddenState'],
  gru: ['hiddenState'],
};
const forceable = ({ cell }: Kind) => [...gates[cell], ...states[cell]];

type Change = Partial<Intervention>;
const scale = (quantity: QuantityName, value: number, change: Change = {}): Intervention => ({
  ...{ ...setUnit(quantity, 'all', 2, value), kind: 'scale' },
  ...change,
});
const freeze = (quantity: QuantityName, change: Change = {}): Intervention => ({
  ...{ ...setUnit(quantity, 'all', 2, 0), kind: 'freeze' },
  ...change,
});

function runWith(kind: Kind, interventions: readonly Intervention[] = [], inputs = randomInputs(sizes)) {
  const description = describeLayer(kind, sizes);
  const { hiddenState, cellState } = randomStates(sizes);
  const initial = kind.cell === 'lstm' ? { hiddenState, cellState } : { hiddenState };
  return run(description, randomParameters(description), inputs, { interventions, initial });
}

const pass = (kind: Kind, interventions: readonly Intervention[]) =>
  passThroughLayer(describeLayer(kind, sizes), { interventions }, sizes);

/** Every gradient of a pass, in one row. */
const gradientsOf = ({ gradients, back, inputs }: LayerPass) => [
  ...gradients.data,
  ...inputs.flatMap((_, step) => [...back.inputGradient(step).data]),
  ...back.dInitial.hiddenState.data,
  ...(back.dInitial.cellState?.data ?? []),
];

describe.each(cells)('in %s', (_, kind) => {
  test.each(forceable(kind))('the gradient through a scaled and a frozen %s equals central differences', (quantity) => {
    const isState = states[kind.cell].includes(quantity);
    const interventions = [
      freeze(quantity, { firstStep: isState ? 0 : 1, lastStep: 1, unit: 2 }),
      scale(quantity, 1.5, { firstStep: 1, row: 0 }),
      freeze(quantity, { lastStep: 3, unit: 0 }),
      scale(quantity, -0.75, { firstStep: 3, lastStep: 4, unit: 1 }),
    ];
    const measured = pass(kind, interventions);
    expect(measured.gradients.data.some((entry) => entry !== 0)).toBe(true);
    expect(worstLayerGradient(measured)).toBeLessThan(DIFFERENCES_TOLERANCE);
  });

  test('the gradient equals central differences with every quantity forced at once, in every way, rows unequal', () => {
    const all = forceable(kind).flatMap((quantity, k) => [
      scale(quantity, 1.25, { firstStep: 0, lastStep: 1, unit: k % 3 }),
      freeze(quantity, { firstStep: 1, lastStep: 3, unit: (k + 1) % 3, row: 0 }),
      { ...setUnit(quantity, (k + 2) % 3, 2, 0.25), row: 1 },
      scale(quantity, 0.5, { firstStep: 3, lastStep: 4 }),
    ]);
    const measured = passThroughLayer(describeLayer(kind, sizes), { interventions: all, lengths: [5, 3] }, sizes);
    expect(worstLayerGradient(measured)).toBeLessThan(DIFFERENCES_TOLERANCE);
  });
});

/** Any list of interventions of one cell that can be applied. */
function lists(kind: Kind): fc.Arbitrary<Intervention[]> {
  const one = fc
    .record({
      quantity: fc.constantFrom(...forceable(kind)),
      kind: fc.constantFrom('set' as const, 'scale' as const, 'freeze' as const),
      unit: fc.constantFrom<(number | 'all')[]>('all', 0, 1, 2),
      row: fc.constantFrom<(number | 'all')[]>('all', 0, 1),
      ends: fc.tuple(fc.nat(4), fc.nat(4)),
      value: fc.integer({ min: -8, max: 8 }).map((eighths) => eighths / 8),
    })
    .map(({ ends, ...rest }): Intervention => {
      const [firstStep, lastStep] = [Math.min(...ends), Math.max(...ends)];
      return { ...rest, firstStep, lastStep, layer: 0, direction: 'forward' };
    });
  const isOffered = (item: Intervention) =>
    item.kind !== 'freeze' || item.firstStep > 0 || states[kind.cell].includes(item.quantity);
  return fc.array(one.filter(isOffered), { maxLength: 6 });
}

describe.each(kinds)('whatever is forced in $name', ({ kind }) => {
  test('a range does what its single steps do, forwards and back, bit for bit', () => {
    fc.assert(
      fc.property(lists(kind), (list) => {
        const single = list.flatMap((item) =>
          Array.from({ length: item.lastStep - item.firstStep + 1 }, (_, k) => {
            const step = item.firstStep + k;
            return { ...item, firstStep: step, lastStep: step };
          }),
        );
        expect(everything(runWith(kind, single))).toEqual(everything(runWith(kind, list)));
        expect(gradientsOf(pass(kind, single))).toEqual(gradientsOf(pass(kind, list)));
      }),
      { numRuns: 25 },
    );
  });

  test('a scale of 1 on top of it changes nothing, forwards and back', () => {
    fc.assert(
      fc.property(lists(kind), fc.constantFrom(...forceable(kind)), (list, quantity) => {
        const more = [...list, scale(quantity, 1, { firstStep: 0, lastStep: 4 })];
        expect(everything(runWith(kind, more))).toEqual(everything(runWith(kind, list)));
        expect(gradientsOf(pass(kind, more))).toEqual(gradientsOf(pass(kind, list)));
      }),
      { numRuns: 25 },
    );
  });

  test('setting a value to what stands there changes nothing forwards', () => {
    fc.assert(
      fc.property(lists(kind), fc.constantFrom(...forceable(kind)), fc.nat(4), (list, quantity, step) => {
        const there = runWith(kind, list);
        const own = Array.from(there.quantity(quantity, step).data, (value, k): Intervention => {
          return { ...setUnit(quantity, k % 3, step, value), row: Math.floor(k / 3) };
        });
        expect(everything(runWith(kind, [...list, ...own]))).toEqual(everything(there));
      }),
      { numRuns: 25 },
    );
  });

  test('the gradient equals central differences', () => {
    fc.assert(
      fc.property(lists(kind), (list) => {
        expect(worstLayerGradient(pass(kind, list))).toBeLessThan(DIFFERENCES_TOLERANCE);
      }),
      // A kink of relu within the differences' reach would be no fault: this seed has none.
      { numRuns: 15, seed: 3 },
    );
  });

  test('freezing the whole state over some steps is the run that does not read them', () => {
    const frozen = states[kind.cell].map((quantity) => freeze(quantity, { lastStep: 3 }));
    const inputs = randomInputs(sizes);
    const [held, short] = [runWith(kind, frozen), runWith(kind, [], inputs.toSpliced(2, 2))];
    for (const name of held.names) {
      expect([...held.quantity(name, 4).data], name).toEqual([...short.quantity(name, 2).data]);
    }
  });

  test('a state frozen at the first step is the initial state, which gets its gradient', () => {
    const quantity = 'hiddenState';
    const held = runWith(kind, [freeze(quantity, { firstStep: 0, lastStep: 1 })]);
    expect([...held.quantity(quantity, 1).data]).toEqual([...randomStates(sizes).hiddenState.data]);
    const { back } = pass(kind, [freeze(quantity, { firstStep: 0, lastStep: 4 })]);
    // What every step's loss asks of the frozen state, it asks of the initial one.
    const { back: plain } = pass(kind, []);
    expect([...back.dInitial.hiddenState.data]).not.toEqual([...plain.dInitial.hiddenState.data]);
    expect([...back.inputGradient(0).data].every((value) => value === 0)).toBe(kind.cell !== 'lstm');
  });
});

describe('in an LSTM', () => {
  const kind: Kind = { cell: 'lstm' };
  const of = (quantity: string, step: number, interventions: readonly Intervention[]) =>
    [...runWith(kind, interventions).quantity(quantity, step).data] as number[];

  test('freezing c over a range is the run in which c is set to what it was before it', () => {
    const before = of('cellState', 1, []);
    const byHand = before.map((value, k): Intervention => {
      return { ...setUnit('cellState', k % 3, 2, value), lastStep: 4, row: Math.floor(k / 3) };
    });
    const frozen = [freeze('cellState', { lastStep: 4 })];
    expect(everything(runWith(kind, frozen))).toEqual(everything(runWith(kind, byHand)));
  });

  test('freezing c over a range is a forget gate of 1 and an input gate of 0', () => {
    const range = { firstStep: 2, lastStep: 4 };
    const gates = [
      { ...setUnit('forgetGate', 'all', 2, 1), ...range },
      { ...setUnit('inputGate', 'all', 2, 0), ...range },
    ];
    expect(of('hiddenState', 4, [freeze('cellState', range)])).toEqual(of('hiddenState', 4, gates));
  });

  test('several at one place act in the order of the list', () => {
    const set = setUnit('forgetGate', 'all', 2, 0.5);
    const twice = scale('forgetGate', 2);
    const hold = freeze('forgetGate');
    const own = of('forgetGate', 2, []);
    const before = of('forgetGate', 1, []);
    expect(of('forgetGate', 2, [set, twice])).toEqual(own.map(() => 1));
    expect(of('forgetGate', 2, [twice, set])).toEqual(own.map(() => 0.5));
    expect(of('forgetGate', 2, [twice, twice])).toEqual(own.map((value) => value * 4));
    expect(of('forgetGate', 2, [hold, twice])).toEqual(before.map((value) => value * 2));
    expect(of('forgetGate', 2, [twice, hold])).toEqual(before);
  });

  test('a frozen gate follows what is forced within the range', () => {
    const list = [freeze('forgetGate', { lastStep: 4 }), setUnit('forgetGate', 'all', 3, 0.25)];
    const before = of('forgetGate', 1, []);
    expect([2, 3, 4].map((step) => of('forgetGate', step, list))).toEqual([
      before,
      before.map(() => 0.25),
      before.map(() => 0.25),
    ]);
  });

  test('freezing and halving lets a value die away by halves', () => {
    const range = { lastStep: 4 };
    const list = [freeze('outputGate', range), scale('outputGate', 0.5, range)];
    expect(of('outputGate', 4, list)).toEqual(of('outputGate', 1, []).map((value) => value / 8));
  });

  test('a frozen gate sends its gradient to the gate that it copies', () => {
    const { back } = pass(kind, [freeze('inputGate', { lastStep: 3, unit: 1 })]);
    const gradient = (step: number) => [...back.gradient('inputGate', step).data];
    for (const step of [2, 3])
      expect(gradient(step).map((value) => value === 0)).toEqual([0, 1, 0, 0, 1, 0].map(Boolean));
    const held = Array.from({ length: 6 }, (_, k): Intervention => {
      const value = runWith(kind).quantity('inputGate', 1).data[k];
      return { ...setUnit('inputGate', k % 3, 2, value), lastStep: 3, row: Math.floor(k / 3) };
    });
    const { back: set } = pass(
      kind,
      held.filter(({ unit }) => unit === 1),
    );
    expect(gradient(1)[1]).not.toBe(set.gradient('inputGate', 1).data[1]);
    expect(gradient(1)[0]).toBe(set.gradient('inputGate', 1).data[0]);
  });

  test('a set value of any size leaves the gradient of the rest finite', () => {
    const measured = pass(kind, [setUnit('inputGate', 0, 2, 1e200), setUnit('hiddenState', 'all', 3, 0.5)]);
    expect(gradientsOf(measured).every(Number.isFinite)).toBe(true);
  });
});

test.each(kinds.flatMap(({ kind }) => gates[kind.cell].map((quantity) => [kind, quantity] as const)))(
  'nothing came before the first step: %o cannot freeze its %s there',
  (kind, quantity) => {
    expect(() => runWith(kind, [freeze(quantity, { firstStep: 0 })])).toThrow(
      `An intervention freezes ${quantity} at the first step, where nothing came before it`,
    );
  },
);
