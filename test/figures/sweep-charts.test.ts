/** The charts of the sweeps: what they collect, where a dot stands, what a run is called, and where its link leads. */
import { describe, expect, test } from 'vitest';
import { loadSweeps } from '../../src/build/sweeps.ts';
import { pack, type SweepSetting, unpack } from '../../src/figures/shared/sweeps.ts';
import { collectCharts } from '../../src/figures/sweep-charts/collect.ts';
import { dotsOf, nearestDot, neighbourOf, solvedBand, unsolvedBand } from '../../src/figures/sweep-charts/dots.ts';
import { createSweepModel } from '../../src/figures/sweep-charts/model.ts';
import type { SweepRun } from '../../src/figures/sweep-charts/types.ts';
import { wilson } from '../../src/figures/sweep-charts/wilson.ts';
import { panelNote, rateLabel, runSentence } from '../../src/figures/sweep-charts/words.ts';
import { slice } from '../../src/i18n/dictionary.ts';

const texts = slice('en', 'figures.sweep-charts');
const setting = (part: Partial<SweepSetting>): SweepSetting => {
  const base = { task: 'remember', cell: 'gru', lag: 5, hidden: 16, init: 'default', budget: 1500 } as const;
  return { ...base, solvedAt: [10, null], ...part };
};
const small = collectCharts([
  setting({ lag: 50, solvedAt: [null, 900] }),
  setting({}),
  setting({ init: 'chrono', solvedAt: [40, 40] }),
  setting({ lag: 50, init: 'chrono', solvedAt: [90, 100] }),
  setting({ cell: 'rnn', solvedAt: [20, 30] }),
  setting({ cell: 'rnn', init: 'chrono', solvedAt: [20, 30] }),
]);
const gru = small.panels[1] as (typeof small.panels)[number];

describe('an interval', () => {
  test('is the one of the textbooks', () => {
    // Newcombe (1998), table I: 15 of 148 by the score method, 0.0624 to 0.1605.
    const [low, high] = wilson(15, 148);
    expect([low.toFixed(4), high.toFixed(4)]).toEqual(['0.0624', '0.1605']);
  });

  test('has no room to the side where all or none did, and stays inside 0 to 1', () => {
    expect(wilson(0, 20)[0]).toBe(0);
    expect(wilson(0, 20)[1]).toBeCloseTo(0.1611, 4);
    expect(wilson(20, 20)[1]).toBe(1);
  });
});

describe('charts', () => {
  test('have the lags in rising order, and a cell without gates once, whatever the biases', () => {
    expect(small.columns.map(({ name }) => name)).toEqual(['5', '50']);
    expect(small.panels[0]?.series.map(({ biases }) => biases)).toEqual(['none']);
    expect(gru.runs.map(({ key }) => key).slice(0, 4)).toEqual([
      'gru.default.5.1',
      'gru.default.5.2',
      'gru.chrono.5.1',
      'gru.chrono.5.2',
    ]);
  });

  test('set a dot higher the later a run solved it, and those that did not above all others', () => {
    const dots = dotsOf(gru, small);
    const heightOf = (key: string) => dots.find(({ run }) => run.key === key)?.y ?? Number.NaN;
    expect(heightOf('gru.default.5.1')).toBe(0);
    expect(heightOf('gru.chrono.50.1')).toBeLessThan(heightOf('gru.chrono.50.2'));
    expect(heightOf('gru.default.50.2')).toBeLessThan(solvedBand);
    expect(heightOf('gru.default.50.1')).toBeGreaterThanOrEqual(unsolvedBand);
  });

  test('give two runs of the same update a dot each, and know which is meant', () => {
    const dots = dotsOf(gru, small);
    const [one, two] = dots.filter(({ run }) => run.key.startsWith('gru.chrono.5.'));
    expect(one?.y).toBe(two?.y);
    expect(one?.x).not.toBe(two?.x);
    const size = { width: 300, height: 200 };
    for (const dot of [one, two]) expect(dot && nearestDot(dots, dot, size, 20)).toBe(dot);
    expect(nearestDot(dots, { x: 0.5, y: 0.3 }, size, 20)).toBeNull();
  });

  test('are gone through by arrow keys: the same seed at another lag, another run at this one', () => {
    const { runs } = gru;
    const run = (key: string) => runs.find((one) => one.key === key) as SweepRun;
    const to = (key: string, way: Parameters<typeof neighbourOf>[2]) => neighbourOf(runs, run(key), way)?.key ?? null;
    expect(to('gru.default.5.2', 'right')).toBe('gru.default.50.2');
    expect(to('gru.chrono.50.1', 'left')).toBe('gru.chrono.5.1');
    expect(to('gru.default.5.2', 'down')).toBe('gru.chrono.5.1');
    expect(to('gru.chrono.5.2', 'down')).toBeNull();
    expect(to('gru.default.5.1', 'left')).toBeNull();
  });

  test('say what they count', () => {
    expect(panelNote(texts, gru)).toBe('default biases 2 of 4, chrono biases 4 of 4');
    expect(rateLabel(texts, small, gru)).toContain('chrono biases, lag 50: 2 of 2, interval 34 to 100 %');
    const [first, second] = gru.runs;
    expect(first && runSentence(texts, small, first)).toBe('GRU, default biases, lag 5, seed 1: solved at update 10.');
    expect(second && runSentence(texts, small, second)).toMatch(/seed 2: not solved in 1,500 updates\.$/);
  });
});

test('survives being packed', () => {
  const one = setting({ solvedAt: [null, 120, null], variant: 'coupled' });
  expect(pack(one).solvedAt).toBe('- 120 -');
  expect(unpack(pack(one))).toEqual(one);
});

describe('a run of a sweep', () => {
  test('is chosen by a link, and one that the sweep does not have is none', () => {
    const remember = loadSweeps().find((sweep) => sweep.id === 'remember-lag');
    const file = { settings: remember?.settings.map(pack) ?? [], commands: [] };
    const files = { remember: file, adding: file, order: file, copy: file };
    const open = (hash: string) => {
      const model = createSweepModel({ id: 'sweeps', files, curvesAddress: '' });
      const location = { hash, pathname: '/', search: '' };
      const nothing = () => undefined;
      const page = { location, history: { replaceState: nothing }, document: { querySelectorAll: () => [] } };
      const events = {
        addEventListener: nothing,
        removeEventListener: nothing,
        setTimeout: () => 0,
        clearTimeout: nothing,
      };
      model.start({ ...page, ...events } as never);
      return model;
    };
    const keyed = open('#f=sweeps&v=1&run=lstm.chrono.100.3');
    expect(keyed.chosen.value).toMatchObject({ cell: 'lstm', seed: 3, biases: 'chrono' });
    expect(open('#f=sweeps&v=1&run=lstm.chrono.99.3').chosen.value).toBeNull();
    expect(open('#f=sweeps&v=1&run=nobody').state.hasUnreadableLink.value).toBe(true);
    keyed.go('lstm', 'right');
    expect(keyed.state.link()).toBe('f=sweeps&v=1&run=lstm.chrono.150.3');
    keyed.state.undo();
    expect(keyed.chosen.value?.key).toBe('lstm.chrono.100.3');
  });
});
