import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { beginningOf } from '../../src/figures/cell-stepper/beginning.ts';
import type { Forced } from '../../src/figures/cell-stepper/forced.ts';
import { stepperFields } from '../../src/figures/cell-stepper/state.ts';
import { createHistory, historyLength } from '../../src/figures/shared/history.ts';
import { longestLink, readLink, writeLink } from '../../src/figures/shared/link.ts';
import { createFigureState } from '../../src/figures/shared/state.ts';
import { lastCapitalNetwork } from './stepper-networks.ts';

const trained = lastCapitalNetwork('lstm');
const { alphabet } = trained;
const fields = stepperFields(trained, { ...beginningOf(trained), step: 6, unit: 1, row: 'forgetGate' });
const read = (hash: string) => readLink('lstm', fields, hash);

const forced = fc
  .record({
    quantity: fc.constantFrom('forgetGate', 'inputGate', 'outputGate' as const),
    unit: fc.constantFrom<(number | 'all')[]>('all', 1, 2, 3, 4),
    steps: fc.tuple(fc.integer({ min: 2, max: 24 }), fc.integer({ min: 2, max: 24 })),
    kind: fc.constantFrom('set' as const, 'scale' as const, 'freeze' as const),
    hundredths: fc.integer({ min: 0, max: 100 }),
    isOn: fc.boolean(),
  })
  .map(({ steps, hundredths, ...rest }): Forced => {
    const [firstStep, lastStep] = [Math.min(...steps), Math.max(...steps)];
    const value = { set: hundredths / 100, scale: (4 * hundredths - 200) / 100, freeze: 0 }[rest.kind];
    return { ...rest, firstStep, lastStep, value };
  });
const weight = fc.record({
  name: fc.constantFrom('rnn.weight_ih_l0', 'rnn.weight_hh_l0'),
  row: fc.integer({ min: 1, max: 16 }),
  column: fc.integer({ min: 1, max: 4 }),
  value: fc.integer({ min: -20_000, max: 20_000 }).map((thousandths) => thousandths / 1000 + 0),
});
const bias = fc.record({
  name: fc.constantFrom('rnn.bias_ih_l0', 'rnn.bias_hh_l0'),
  row: fc.integer({ min: 1, max: 16 }),
  column: fc.constant(1),
  value: fc.integer({ min: -20_000, max: 20_000 }).map((thousandths) => thousandths / 1000 + 0),
});
const initial = fc.record({
  quantity: fc.constantFrom('hiddenState' as const, 'cellState' as const),
  unit: fc.integer({ min: 1, max: 4 }),
  value: fc.integer({ min: -300, max: 300 }).map((hundredths) => hundredths / 100 + 0),
});
const state = fc.record({
  inputs: fc.constant([]),
  channel: fc.integer({ min: 1, max: 8 }),
  weights: fc.uniqueArray(fc.oneof(weight, bias), {
    maxLength: 64,
    selector: ({ name, row, column }) => `${name} ${row} ${column}`,
  }),
  initial: fc.uniqueArray(initial, { selector: ({ quantity, unit }) => `${quantity} ${unit}` }),
  letters: fc.string({ unit: fc.constantFrom(...alphabet), minLength: 24, maxLength: 24 }),
  step: fc.integer({ min: 1, max: 24 }),
  row: fc.constantFrom('input' as const, 'forgetGate' as const, 'probability' as const),
  unit: fc.integer({ min: 1, max: 4 }),
  answer: fc.integer({ min: 1, max: 4 }),
  view: fc.constantFrom('after' as const, 'before' as const, 'change' as const),
  forced: fc.uniqueArray(forced, {
    maxLength: 64,
    selector: ({ quantity, unit, firstStep, lastStep }) => `${quantity} ${unit} ${firstStep} ${lastStep}`,
  }),
  way: fc.constantFrom('forward' as const, 'backward' as const),
  lossStep: fc.integer({ min: 1, max: 24 }),
  sums: fc.constantFrom('closed' as const, 'open' as const),
  clip: fc.integer({ min: 1, max: 1_000_000 }).map((thousandths) => thousandths / 1000),
  alsoAsked: fc.oneof(
    fc.constant('all' as const),
    fc.uniqueArray(fc.integer({ min: 1, max: 24 })).map((steps) => steps.sort((a, b) => a - b)),
  ),
  sub: fc.constantFrom('none' as const, 'forgetGate' as const, 'hiddenState' as const),
  terms: fc.constantFrom('symbols' as const, 'numbers' as const),
});

describe('a link', () => {
  test('gives back every state it was written from', () => {
    fc.assert(
      fc.property(state, (wanted) => {
        const link = writeLink('lstm', fields, wanted);
        expect(link.length).toBeLessThanOrEqual(longestLink);
        const reading = link === '' ? { state: wanted, isReadable: true } : read(`#${link}`);
        expect(reading).toEqual({ state: wanted, isReadable: true });
      }),
    );
  });

  test('is empty at the default and readable by people elsewhere', () => {
    const { state: usual } = read('#f=lstm&v=1') ?? { state: null };
    expect(usual && writeLink('lstm', fields, usual)).toBe('');
    const place = { quantity: 'forgetGate', unit: 2, firstStep: 6, lastStep: 6 } as const;
    const one = { ...place, kind: 'set', value: 0.25, isOn: true } as const;
    expect(usual && writeLink('lstm', fields, { ...usual, step: 7, forced: [one] })).toBe(
      'f=lstm&v=1&t=7&force=f2@6:0.25',
    );
  });

  test('never throws and never leaves the declared ranges, whatever it holds', () => {
    const key = fc.constantFrom('x', 't', 'row', 'u', 'p', 'view', 'force', 'v', 'f', '__proto__', 'constructor');
    const value = fc.oneof(fc.string({ unit: 'binary' }), fc.double().map(String), fc.integer().map(String));
    const hash = fc.array(fc.tuple(key, value)).map((pairs) => pairs.map((pair) => pair.join('=')).join('&'));
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), hash), (text) => {
        const reading = read(`#f=lstm&v=1&${text}`);
        if (!reading) return;
        const { letters, step, unit, answer, forced: held } = reading.state;
        expect([...letters].every((letter) => alphabet.includes(letter)) && letters.length === 24).toBe(true);
        expect(Number.isInteger(step) && step >= 1 && step <= 24).toBe(true);
        expect(Number.isInteger(unit) && unit >= 1 && unit <= 4).toBe(true);
        expect(Number.isInteger(answer) && answer >= 1 && answer <= 4).toBe(true);
        expect(held.length).toBeLessThanOrEqual(64);
        for (const entry of held) expect(Math.abs(entry.value)).toBeLessThanOrEqual(3);
      }),
      { numRuns: 10_000 },
    );
  });

  test.each(['#', '%', '%E0%A4%A', `#${'x'.repeat(1_000_000)}`, '#f=race&v=1&t=3', '#one-state', '#__proto__=1'])(
    'that says nothing about this figure is left alone: %.20s',
    (hash) => {
      expect(read(hash)).toBeNull();
    },
  );

  test.each([
    ['v=0'],
    ['v=999'],
    ['v=abc'],
    ['v=1&t=NaN'],
    ['v=1&t=Infinity'],
    ['v=1&t=-0.5'],
    ['v=1&t=1e309'],
    ['v=1&t=0x10'],
    ['v=1&t=１２'],
    ['v=1&t=0'],
    ['v=1&t=1.5'],
    ['v=1&u=1e9'],
    ['v=1&force=f2@6:7'],
    ['v=1&force=p1@6:0'],
    ['v=1&force=f1@6-5:0'],
    ['v=1&force=f1@6-25:0'],
    ['v=1&force=f1@6:x5'],
    ['v=1&force=f1@1:hold'],
    ['v=1&force=f1@6:xhold'],
    ['v=1&force=f**@6:0'],
    ['v=1&x=ABC'],
    ['v=1&in=1.1:0.5'],
    ['v=1&w=Whf5.1:0'],
    ['v=1&w=Whf1.5:0'],
    ['v=1&w=Whq1.1:0'],
    ['v=1&w=bif1:21'],
    ['v=1&w=bif1.1:2'],
    ['v=1&h0=h5:0'],
    ['v=1&h0=h1:4'],
    ['v=1&x=%00%E2%80%AE'],
    ['v=1&t=%E0%A4%A'],
    ['v=1&t'],
    ['v=1&t=8%2'],
    [`v=1&x=${'A'.repeat(longestLink)}`],
  ])('with a part that cannot be read says so and keeps the default: %.24s', (rest) => {
    const reading = read(`#f=lstm&${rest}`);
    expect(reading?.isReadable).toBe(false);
    expect(reading?.state).toEqual(read('#f=lstm&v=1')?.state);
  });

  test.each([
    '#f=lstm&amp;v=1&amp;t=7',
    '#f=lstm&v=1&t=7)',
    '#f=lstm&v=1&t=7。',
    '#f=lstm&v=1&t=7%E3%80%82',
    '#f%3Dlstm%26v%3D1%26t%3D7',
    '#f%25253Dlstm%252526v%25253D1%252526t%25253D7',
    '#f=gru&v=1&t=3&f=lstm&v=1&t=7&at=claims',
    '#f=lstm&v=1&t=7&t=9',
    '#f=lstm&v=1&t=7&unknown=1',
  ])('survives what chat programs and prose do to it: %s', (hash) => {
    expect(read(hash)).toMatchObject({ isReadable: true, state: { step: 7 } });
  });
});

test('a place that a link holds twice is held once, at the last value', () => {
  const held = read('#f=lstm&v=1&force=f1@6:0.5,f2@6:1,f1@6:0.2')?.state.forced;
  expect(held?.map(({ unit, firstStep, value }) => [unit, firstStep, value])).toEqual([
    [1, 6, 0.2],
    [2, 6, 1],
  ]);
});

describe('undo', () => {
  test('goes back through at least fifty changes and forward again', () => {
    const history = createHistory(0);
    for (let k = 1; k <= 60; k += 1) history.commit(k);
    for (let k = 0; k < 60; k += 1) history.undo();
    expect([history.present.value, history.canUndo.value]).toEqual([0, false]);
    for (let k = 0; k < 60; k += 1) history.redo();
    expect([history.present.value, history.canRedo.value]).toEqual([60, false]);
  });

  test('takes a drag back at once', () => {
    const history = createHistory(0);
    for (let k = 1; k <= 9; k += 1) history.commit(k, 'drag');
    history.endGesture();
    history.commit(10, 'drag');
    history.undo();
    expect(history.present.value).toBe(9);
    history.undo();
    expect(history.present.value).toBe(0);
  });

  test('forgets the oldest when the line is full', () => {
    const history = createHistory(0);
    for (let k = 1; k <= 2 * historyLength; k += 1) history.commit(k);
    while (history.canUndo.value) history.undo();
    expect(history.present.value).toBe(historyLength + 1);
  });
});

describe('the address', () => {
  test('follows the state at most four times a second and ends at the last one', async () => {
    const page = fakePage('#f=lstm&v=1&t=3');
    const figure = createFigureState('lstm', fields);
    const disconnect = figure.connect(page);
    expect(figure.now.value.step).toBe(3);
    for (let step = 4; step <= 20; step += 1) figure.change({ step });
    await written();
    expect(page.written).toEqual(['/en/#f=lstm&v=1&t=20']);
    disconnect();
  });

  test('of a section is not touched while the figure is at its default', async () => {
    const page = fakePage('#one-state');
    const figure = createFigureState('lstm', fields);
    const disconnect = figure.connect(page);
    figure.change({ step: 7 });
    figure.undo();
    await written();
    expect(page.written).toEqual([]);
    disconnect();
  });

  test('holds every changed figure of the page, in the order of the page, however they came to change', () => {
    const change = fc.tuple(fc.constantFrom(...names), fc.option(fc.integer({ min: 1, max: 24 })));
    fc.assert(
      fc.property(fc.array(change), (changes) => {
        const page = fakePage('#f=other&v=1&t=2');
        const all = openAll(page);
        for (const [name, step] of changes) {
          const figure = all.states.get(name);
          if (step === null) figure?.reset();
          else figure?.change({ step });
          page.follow();
        }
        const parts = names.flatMap((name) => all.states.get(name)?.link() || []);
        if (page.written.length > 0) expect(page.location.hash).toBe(parts.length > 0 ? `#${parts.join('&')}` : '');
        // Opened elsewhere it shows the same; a figure that was reset is as it began.
        const elsewhere = openAll(fakePage(page.location.hash));
        for (const name of names) {
          expect(elsewhere.states.get(name)?.now.value).toEqual(all.states.get(name)?.now.value);
        }
        all.close();
        elsewhere.close();
      }),
      { numRuns: 300 },
    );
  });

  test('keeps the state of a figure that has not come into view', () => {
    const page = fakePage('#f=lstm&v=1&t=9&f=gru&v=1&t=5');
    const figure = createFigureState('rnn', fields);
    const disconnect = figure.connect(page);
    figure.change({ step: 7 });
    page.follow();
    expect(page.location.hash).toBe('#f=rnn&v=1&t=7&f=lstm&v=1&t=9&f=gru&v=1&t=5');
    disconnect();
  });

  test('gone back to shows each figure as it says, and one it does not name as it began', () => {
    const page = fakePage('#f=lstm&v=1&t=9&f=gru&v=1&t=5');
    const { states, close } = openAll(page);
    page.goTo('#f=gru&v=1&t=12');
    expect(names.map((name) => states.get(name)?.now.value.step)).toEqual([6, 6, 12]);
    page.goTo('');
    expect(names.map((name) => states.get(name)?.now.value.step)).toEqual([6, 6, 6]);
    close();
  });

  test('is complete when the reader follows a link right after a change', () => {
    const page = fakePage('');
    const { states, close } = openAll(page);
    states.get('lstm')?.change({ step: 7 });
    states.get('gru')?.change({ step: 8 });
    page.click('button');
    expect(page.location.hash).toBe('');
    page.click('a');
    expect(page.location.hash).toBe('#f=lstm&v=1&t=7&f=gru&v=1&t=8');
    close();
  });
});

describe('a link to what the figure cannot show', () => {
  const atMost12 = (asked: { step: number }) => ({ ...asked, step: Math.min(asked.step, 12) });

  test('shows the nearest it can and remembers what was asked, until something changes', () => {
    const page = fakePage('#f=lstm&v=1&t=20');
    const figure = createFigureState('lstm', fields, (asked) => ({ ...asked, ...atMost12(asked) }));
    const disconnect = figure.connect(page);
    expect([figure.now.value.step, figure.asked.value?.step, figure.hasUnreadableLink.value]).toEqual([12, 20, false]);
    figure.undo();
    expect([figure.now.value.step, figure.asked.value]).toEqual([6, null]);
    page.goTo('#f=lstm&v=1&t=10');
    expect([figure.now.value.step, figure.asked.value]).toEqual([10, null]);
    disconnect();
  });
});

const names = ['rnn', 'lstm', 'gru'];

/** Longer than the pause between two writings of the address. */
function written(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 400));
}

function openAll(page: FakePage) {
  const states = new Map(names.map((name) => [name, createFigureState(name, fields)]));
  const ways = [...states.values()].map((state) => state.connect(page));
  return { states, close: () => ways.forEach((way) => void way()) };
}

type FakePage = ReturnType<typeof fakePage>;

/** A page of three figures that notes what is written into its address. */
function fakePage(hash: string) {
  const listeners: [name: string, listener: (event: unknown) => void][] = [];
  const tell = (name: string, event: unknown) => {
    for (const [of, listener] of [...listeners]) if (of === name) listener(event);
  };
  const written: string[] = [];
  const page = {
    location: { pathname: '/en/', search: '', hash },
    history: {
      state: null,
      replaceState(_state: unknown, _title: string, address: string) {
        written.push(address);
        page.location.hash = address.replace(/^[^#]*/, '');
      },
    },
    document: { querySelectorAll: () => names.map((figure) => ({ dataset: { figure } })) },
    addEventListener: (name: string, listener: (event: unknown) => void) => listeners.push([name, listener]),
    removeEventListener: () => undefined,
    setTimeout,
    clearTimeout,
  };
  const click = (element: string) => tell('click', { target: { closest: () => (element === 'a' ? {} : null) } });
  const goTo = (next: string) => {
    page.location.hash = next;
    tell('hashchange', {});
  };
  return Object.assign(page as unknown as Parameters<ReturnType<typeof createFigureState>['connect']>[0], {
    written,
    click,
    goTo,
    /** The address without waiting: as a click on a link brings it about. */
    follow: () => click('a'),
  });
}
