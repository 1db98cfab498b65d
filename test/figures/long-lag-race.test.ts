import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { factsOf, shortLags } from '../../src/figures/long-lag-race/facts.ts';
import { createShade, paintRibbon, shareAtEnd, sortedUnits } from '../../src/figures/long-lag-race/ribbon.ts';
import { nearestState, raceFields } from '../../src/figures/long-lag-race/state.ts';
import { isRemembered, lagRange, nearestLag, taskFacts } from '../../src/figures/long-lag-race/tasks.ts';
import type { CellFacts, CellReading, CellResult, LagOffer } from '../../src/figures/long-lag-race/types.ts';
import type { Palette } from '../../src/figures/shared/colours.ts';
import { readLink } from '../../src/figures/shared/link.ts';
import { median } from '../../src/figures/shared/median.ts';

const remember = taskFacts('remember', 100);
const adding = taskFacts('adding', 100);

function result(
  cell: CellResult['cell'],
  seeds: readonly (readonly [solvedAt: number | null, final: number])[],
): CellResult {
  const rows = seeds.map(([solvedAt, final], k) => ({ seed: k + 1, solvedAt, final, checks: [0.25, final] }));
  return { cell, hidden: 16, parameters: 1796, seeds: rows };
}

function reading(answer: readonly number[], right: number): CellReading {
  return { steps: 3, units: 1, answer, right, signs: ['B', 'a', '?'], marked: [0, 2] };
}

describe('counting in results', () => {
  test('a run that solved it but ends below the criterion has lost it again', () => {
    const [facts] = factsOf(
      [
        result('rnn', [
          [170, 0.5],
          [210, 1],
          [null, 0.25],
        ]),
      ],
      remember,
    );
    expect(facts).toMatchObject({ of: 3, solvedAt: [170, 210], lost: 1, best: 1 });
  });

  test('where an error is measured, less is better', () => {
    const [facts] = factsOf(
      [
        result('lstm', [
          [300, 0.002],
          [350, 0.02],
        ]),
      ],
      adding,
    );
    expect(facts).toMatchObject({ lost: 1, best: 0.002 });
  });

  test('the median of an even number is the lower middle, of none nothing', () => {
    expect([median([10, 20, 30]), median([10, 20]), median([])]).toEqual([20, 10, null]);
  });

  test('short lags end before the first at which a seed failed or lost it again', () => {
    const offer = (lag: number, rnn: Partial<CellFacts>): LagOffer => ({
      lag,
      results: '',
      weights: { rnn: '', gru: '', lstm: '' },
      facts: [
        { cell: 'rnn', of: 1, solvedAt: [10], lost: 0, best: 1, ...rnn },
        { cell: 'gru', of: 1, solvedAt: [40], lost: 0, best: 1 },
      ],
    });
    expect(shortLags([offer(20, {}), offer(5, {}), offer(30, { solvedAt: [] })])).toEqual({ lag: 20, fastest: 'rnn' });
    expect(shortLags([offer(5, { solvedAt: [40] }), offer(10, { lost: 1 })])).toEqual({ lag: 5, fastest: null });
    expect(shortLags([offer(5, { lost: 1 })])).toBeNull();
  });
});

describe('the rules of a task', () => {
  test('a symbol counts as remembered when it is more likely than all others together', () => {
    expect(isRemembered(remember, reading([0.2, 0.6, 0.1, 0.1], 1))).toBe(true);
    expect(isRemembered(remember, reading([0.2, 0.5, 0.2, 0.1], 1))).toBe(false);
  });

  test('a sum counts when it is off by no more than the root of the error that solves the task', () => {
    expect(isRemembered(adding, reading([1.09], 1))).toBe(true);
    expect(isRemembered(adding, reading([0.89], 1))).toBe(false);
    expect(isRemembered(adding, reading([Number.NaN], 1))).toBe(false);
  });

  test('a lag that a task does not have becomes the nearest it has', () => {
    expect([nearestLag('remember', 60), nearestLag('remember', 400), nearestLag('order-6a', 5)]).toEqual([
      60, 200, 100,
    ]);
    expect(nearestLag('adding', 51)).toBe(52);
  });
});

describe('a link to the race', () => {
  const state = (hash: string) => {
    const fields = raceFields(['remember', 'order-6a', 'adding'], 100);
    return readLink('race', fields, hash) ?? { state: null, isReadable: false };
  };

  test.each([
    ['#f=race&v=1&lag=60', 60, 60],
    ['#f=race&v=1&lag=399', 399, 200],
    ['#f=race&v=1&lag=1', 1, 5],
    ['#f=race&v=1&task=adding&lag=61', 61, 62],
    ['#f=race&v=1&task=adding&lag=400', 400, 200],
    ['#f=race&v=1&task=order-6a&lag=50', 50, 100],
  ])('%s asks for lag %d and shows %d', (hash, asked, shown) => {
    const reading = state(hash);
    expect([reading.isReadable, reading.state?.lag]).toEqual([true, asked]);
    expect(reading.state && nearestState(reading.state).lag).toBe(shown);
  });

  test.each(['lag=-1', 'lag=1e9', 'lag=60.5', 'seed=-1', 'seed=9007199254740992', 'task=copy', 'size=big', 'y=z'])(
    'with %s cannot be read in full',
    (part) => {
      expect(state(`#f=race&v=1&${part}`)).toMatchObject({ isReadable: false, state: { lag: 100, seed: 1 } });
    },
  );

  test('never asks for a lag that its task does not have, whatever it holds', () => {
    const task = fc.constantFrom('remember', 'order-6a', 'adding', 'copy');
    const lag = fc.oneof(fc.integer(), fc.string(), fc.double());
    fc.assert(
      fc.property(task, lag, (name, asked) => {
        const { state: read } = state(`#f=race&v=1&task=${name}&lag=${encodeURIComponent(String(asked))}`);
        if (!read) throw new Error('it names the race');
        const shown = nearestState(read);
        const { least, most, step } = lagRange(shown.task);
        expect(shown.lag >= least && shown.lag <= most && (shown.lag - least) % step === 0).toBe(true);
        expect(nearestState(shown)).toEqual(shown);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('a ribbon', () => {
  const tokens = ['paper', 'ink', 'zero', 'noise', 'forget-fill', 'input-fill', 'candidate-fill', 'output-fill'];
  const palette = {
    ...Object.fromEntries([...tokens, 'cell-fill', 'hidden-fill', 'ink-fill'].map((name) => [name, [0, 0, 0]])),
    zero: [240, 240, 240],
    noise: [180, 180, 180],
    'negative-fill': [0, 0, 255],
    'positive-fill': [255, 128, 0],
  } as unknown as Palette;
  const shade = createShade(palette);
  const parts = (colour: number) => [colour & 255, (colour >>> 8) & 255, (colour >>> 16) & 255];

  test('has the colour of its value where all of it comes from the clue, and grey where nothing does', () => {
    expect(parts(shade(1, 1))).toEqual([255, 128, 0]);
    expect(parts(shade(-1, 1))).toEqual([0, 0, 255]);
    expect(parts(shade(-1, 0))).toEqual([180, 180, 180]);
    expect(parts(shade(0, 1))).toEqual([240, 240, 240]);
    expect(parts(shade(5, 3))).toEqual(parts(shade(1, 1)));
  });

  // Three steps of two units: unit 0 ends low, unit 1 ends high.
  const data = { steps: 3, units: 2, values: [1, -1, 1, -1, -1, 1], shares: [0, 0, 0, 0, 0.25, 0.75] };

  test('sorts its rows by their mean over the last third', () => {
    expect(sortedUnits(data)).toEqual([1, 0]);
  });

  test('says how much of the last states comes from the clue', () => {
    expect(shareAtEnd(data)).toBe(0.5);
  });

  test('fills every square and leaves a hairline under each row', () => {
    const pixels = new Uint32Array(6 * 6);
    paintRibbon(data, shade, { pixels, width: 6, height: 6, hairline: 1 });
    expect(Array.from(pixels.slice(0, 6))).toEqual(
      [0, 0, 1, 1, 2, 2].map((step) => shade(data.values[2 * step + 1] ?? 0, data.shares[2 * step + 1] ?? 0)),
    );
    expect(Array.from(pixels.slice(6, 12))).toEqual(Array.from(pixels.slice(0, 6)));
    expect(Array.from(pixels.slice(12, 18))).toEqual([0, 0, 0, 0, 0, 0]);
    expect(pixels[18]).toBe(shade(1, 0));
  });
});
