/** The opened product: its terms add up to the engine's number, for every cell, variant, quantity, unit and step. */
import { describe, expect, test } from 'vitest';
import type { CellKind, QuantityName } from '../../src/engine/cells/contract.ts';
import { type Intervention, setUnit } from '../../src/engine/interventions.ts';
import type { NetworkDescription } from '../../src/engine/network.ts';
import { runNetwork, type TrainedNetwork, valueAt } from '../../src/figures/cell-stepper/network.ts';
import { cameFrom, goesTo, type Spot } from '../../src/figures/cell-stepper/opened/dependencies.ts';
import { openQuantity } from '../../src/figures/cell-stepper/opened/open.ts';
import { subStepsOf } from '../../src/figures/cell-stepper/opened/order.ts';
import { totalOf } from '../../src/figures/cell-stepper/opened/parts.ts';
import { mostTerms, shorten } from '../../src/figures/cell-stepper/opened/shorten.ts';
import { exampleOf, readLetters } from '../../src/figures/cell-stepper/sequence.ts';
import { createTask } from '../../src/tasks/tasks.ts';
import { randomNetwork } from './stepper-networks.ts';

const task = createTask('last-capital');
const letters = 'AbcdBacc';

const networkOf = (cell: CellKind, more: Partial<NetworkDescription> = {}) =>
  randomNetwork(task, { cell, hiddenSize: 3, ...more });
const runOf = (trained: TrainedNetwork, interventions: readonly Intervention[] = []) =>
  runNetwork(trained, readLetters(trained, letters), { interventions });

const cases: readonly [name: string, trained: TrainedNetwork][] = [
  ['rnn', networkOf('rnn')],
  ['rnn with relu', networkOf('rnn', { nonlinearity: 'relu' })],
  ['rnn with clipped sums', networkOf('rnn', { variant: { clip: 0.5 } })],
  ['gru', networkOf('gru')],
  ['gru with reset before the product', networkOf('gru', { reset: 'before' })],
  ['gru whose update gate takes', networkOf('gru', { variant: { update: 'takes' } })],
  ['lstm', networkOf('lstm')],
  ['lstm with peepholes', networkOf('lstm', { variant: { peepholes: true } })],
  ['lstm with coupled gates', networkOf('lstm', { variant: { coupled: true } })],
  ['lstm with coupled gates and peepholes', networkOf('lstm', { variant: { coupled: true, peepholes: true } })],
  ['lstm without an input gate', networkOf('lstm', { variant: { without: ['inputGate'] } })],
  [
    'lstm of other curves',
    networkOf('lstm', { variant: { gates: 'hardSigmoid', candidate: 'relu', shown: 'identity' } }),
  ],
  ['lstm with clipped sums', networkOf('lstm', { variant: { clip: 0.8 } })],
];

const everywhere = (trained: TrainedNetwork, visit: (quantity: QuantityName, unit: number, step: number) => void) => {
  for (const quantity of subStepsOf(trained)) {
    for (let step = 1; step <= letters.length; step += 1) {
      for (let unit = 1; unit <= 3; unit += 1) visit(quantity, unit, step);
    }
  }
};

describe.each(cases)('an opened %s', (_, trained) => {
  const run = runOf(trained);

  test('comes to the value that the engine computed', () => {
    everywhere(trained, (quantity, unit, step) => {
      const { result } = openQuantity({ run, unit, step }, quantity);
      // Sums are added in another order here than in the kernels.
      expect(result.value).toBeCloseTo(valueAt(run, quantity, unit - 1, step - 1), 12);
      expect(result).toMatchObject({ name: quantity, unit, step });
    });
  });

  test('is the sum of its terms, each the product of its numbers', () => {
    everywhere(trained, (quantity, unit, step) => {
      const opened = openQuantity({ run, unit, step }, quantity);
      const { inner, rows, sum, last } = opened;
      for (const { sign, factors, result } of [...inner, ...rows, ...(last ? [last] : [])]) {
        if (factors.length < 2) continue;
        const parts = factors.map(({ value }) => value);
        const made = sign === '×' ? parts.reduce((a, b) => a * b) : parts.reduce((a, b) => a + b);
        expect(made).toBeCloseTo(result.value, 12);
      }
      if (rows.length > 0) expect(totalOf(rows)).toBeCloseTo(sum.value, 12);
      const whole = rows.find(({ kind }) => kind === 'inner')?.factors[1];
      if (inner.length > 0) expect(totalOf(inner)).toBeCloseTo(whole?.value ?? Number.NaN, 12);
    });
  });

  test('prints numbers of the run where it names a quantity', () => {
    everywhere(trained, (quantity, unit, step) => {
      const { inner, rows, last } = openQuantity({ run, unit, step }, quantity);
      const factors = [...inner, ...rows, ...(last ? [last] : [])].flatMap((row) => row.factors);
      for (const factor of factors.filter(({ name }) => name in run.values && name !== 'squashedCell')) {
        expect(factor.value).toBe(valueAt(run, factor.name, factor.unit - 1, factor.step - 1));
      }
    });
  });

  test('goes to exactly what comes from it', () => {
    const keys = (spots: readonly Spot[]) => spots.map((spot) => JSON.stringify(spot));
    const all = [...subStepsOf(trained), 'probability' as const].flatMap((name) =>
      [1, 2, 3].flatMap((unit) => [3, 4, 5].map((step): Spot => ({ name, unit, step }))),
    );
    for (const spot of all.filter(({ step }) => step === 4)) {
      const used = all.filter((user) => keys(cameFrom(trained, user)).includes(JSON.stringify(spot)));
      const said = goesTo(trained, spot, letters.length).filter(({ unit }) => unit <= 3);
      expect(keys(said).sort()).toEqual(keys(used).sort());
    }
  });

  test('depends on exactly what moves it', () => {
    const spotsAt = (step: number) =>
      step < 1
        ? []
        : subStepsOf(trained).flatMap((name) => [1, 2, 3].map((unit) => ({ name: name as string, unit, step })));
    const step = 4;
    for (const quantity of subStepsOf(trained)) {
      const place = { unit: 2, step };
      const named = cameFrom(trained, { name: quantity, unit: 2, step }).map((spot) => JSON.stringify(spot));
      for (const spot of [...spotsAt(step - 1), ...spotsAt(step)]) {
        const values = { ...run.values, [spot.name]: Float64Array.from(run.values[spot.name] ?? []) };
        (values[spot.name] as Float64Array)[(spot.step - 1) * 3 + spot.unit - 1] += 1e-3;
        const moved = openQuantity({ ...place, run: { ...run, values } }, quantity).result.value;
        const alone = openQuantity({ ...place, run }, quantity).result.value;
        const isNamed = named.includes(JSON.stringify(spot));
        // A clipped sum, or a curve's flat part, may stand still; what is not named may never move it.
        if (!isNamed) expect(moved).toBe(alone);
        else if (!trained.network.description.variant?.clip && alone !== 0) expect(moved).not.toBe(alone);
      }
    }
  });
});

describe('where a number goes', () => {
  const trained = networkOf('lstm');
  const to = (name: string, unit: number, step: number) =>
    goesTo(trained, { name, unit, step }, letters.length).map((spot) => `${spot.name} ${spot.unit}@${spot.step}`);

  test('is the same table read the other way', () => {
    expect(to('forgetGate', 2, 4)).toEqual(['cellState 2@4']);
    expect(to('cellState', 2, 4)).toEqual(['hiddenState 2@4', 'cellState 2@5']);
    expect(to('hiddenState', 2, 4)).toHaveLength(4 + 4 * 3);
    expect(to('input', 1, 4)).toHaveLength(4 * 3);
  });

  test('ends with the last step', () => {
    expect(to('cellState', 2, letters.length)).toEqual([`hiddenState 2@${letters.length}`]);
  });
});

describe('sub-steps', () => {
  test('follow the order of computation, peepholes and coupled gates included', () => {
    const order = (variant: NetworkDescription['variant']) =>
      subStepsOf(networkOf('lstm', variant ? { variant } : {})).map((name) => name.slice(0, 2));
    expect(order(undefined)).toEqual(['fo', 'in', 'ca', 'ou', 'ce', 'hi']);
    expect(order({ peepholes: true })).toEqual(['fo', 'in', 'ca', 'ce', 'ou', 'hi']);
    expect(order({ coupled: true })).toEqual(['in', 'fo', 'ca', 'ou', 'ce', 'hi']);
  });
});

describe('an opened quantity that is held', () => {
  test('says what the network would have made of it', () => {
    const trained = networkOf('lstm');
    const alone = runOf(trained);
    const run = runOf(trained, [setUnit('forgetGate', 1, 3, 0)]);
    const place = { unit: 2, step: 4 };
    expect(openQuantity({ ...place, run }, 'forgetGate').result.value).toBeCloseTo(
      valueAt(alone, 'forgetGate', 1, 3),
      12,
    );
    expect(openQuantity({ ...place, run }, 'cellState').rows[0]?.result.value).toBeCloseTo(0, 12);
  });
});

describe('many terms', () => {
  const trained = networkOf('lstm', { hiddenSize: 16 });
  const run = runOf(trained);
  const { rows, sum } = openQuantity({ run, unit: 9, step: 5 }, 'forgetGate');

  test('are sorted by size, with the smallest summed in one row', () => {
    const short = shorten(rows, 'forgetGate', false);
    const recurrent = short.filter(({ kind }) => kind === 'recurrent').map(({ result }) => Math.abs(result.value));
    expect(recurrent).toHaveLength(mostTerms);
    expect(recurrent).toEqual([...recurrent].sort((a, b) => b - a));
    const rest = short.find(({ kind }) => kind === 'rest');
    expect(rest?.hidden).toHaveLength(16 - mostTerms);
    expect(Math.abs(rest?.hidden?.[0]?.result.value ?? 0)).toBeLessThanOrEqual(recurrent.at(-1) ?? 0);
    expect(totalOf(short)).toBeCloseTo(sum.value, 12);
  });

  test('are all there when asked for, and the input keeps its one column', () => {
    const whole = shorten(rows, 'forgetGate', true);
    expect(whole).toHaveLength(rows.length);
    expect(whole.filter(({ kind }) => kind === 'input').map(({ result }) => result.name)).toEqual(['W_if[9, 2] · x']);
    const last = whole.at(-1);
    expect((last?.from ?? 0) + (last?.result.value ?? 0)).toBeCloseTo(sum.value, 12);
  });
});

describe('a network that reads numbers', () => {
  const trained = randomNetwork(createTask('adding'), { cell: 'gru', hiddenSize: 4 });
  const run = runNetwork(trained, exampleOf(trained).sequence);

  test('is opened with a term for every number that is not 0', () => {
    for (let step = 1; step <= run.steps; step += 1) {
      const { rows, result } = openQuantity({ run, unit: 2, step }, 'updateGate');
      const read = rows.filter(({ kind }) => kind === 'input').map(({ factors }) => factors[1]?.value);
      expect(read).toEqual([...(run.sequence.inputs[step - 1]?.data ?? [])].filter((value) => value !== 0));
      expect(result.value).toBeCloseTo(valueAt(run, 'updateGate', 1, step - 1), 12);
    }
  });

  test('comes from each of them', () => {
    const from = cameFrom(trained, { name: 'updateGate', unit: 2, step: 3 }).filter(({ name }) => name === 'input');
    expect(from.map(({ unit }) => unit)).toEqual([1, 2]);
  });
});

describe('states before the first step that the reader has set', () => {
  test('are opened with their own numbers', () => {
    const trained = networkOf('lstm', { variant: { peepholes: true } });
    const initial = [
      { quantity: 'cellState' as const, unit: 2, value: 1.5 },
      { quantity: 'hiddenState' as const, unit: 1, value: -0.5 },
    ];
    const run = runNetwork(trained, readLetters(trained, letters), { initial });
    for (const quantity of subStepsOf(trained)) {
      const { result } = openQuantity({ run, unit: 2, step: 1 }, quantity);
      expect(result.value).toBeCloseTo(valueAt(run, quantity, 1, 0), 12);
    }
    expect(openQuantity({ run, unit: 2, step: 1 }, 'cellState').rows[0]?.factors[1]?.value).toBe(1.5);
  });
});
