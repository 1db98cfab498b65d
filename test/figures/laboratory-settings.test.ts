/** The laboratory's settings beyond the usual: variants, widths, rules, beginnings; and that what ships can be asked for. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { createLabModel } from '../../src/figures/laboratory/model.ts';
import { keyOf, usualState } from '../../src/figures/laboratory/rows.ts';
import { type LabState, labFields, nearestState, runsOf, widthsOf } from '../../src/figures/laboratory/state.ts';
import { labFacts, offerOf } from '../../src/figures/laboratory/tasks.ts';
import type { Bias, LabProps, LabTask } from '../../src/figures/laboratory/types.ts';
import { readLink } from '../../src/figures/shared/link.ts';
import { recipe, runProblem } from '../../src/training/run.ts';
import { UPDATE_RULES } from '../../src/training/update-rules.ts';

const state = (part: Partial<LabState> = {}): LabState => nearestState({ ...usualState, ...part });
const reread = (one: LabState) => readLink('lab', labFields, `#${keyOf('lab', one)}`) ?? { state: usualState };
const runsIn = (one: LabState) => runsOf(one, labFacts(one.task, one.lag).longest);

interface Setting {
  readonly task: LabTask;
  readonly cell: 'rnn' | 'gru' | 'lstm';
  readonly lag: number;
  readonly hidden: number;
  readonly init: Bias | 'identity';
  readonly budget: number;
  readonly variant?: LabState['cells'][number];
  readonly gateBias?: number;
  readonly learningRate?: number;
  readonly holds?: readonly [number, number];
}

const folder = 'content/results/sweeps';
const sweeps = readdirSync(folder).map((file) => {
  const { settings } = JSON.parse(readFileSync(`${folder}/${file}`, 'utf8')) as {
    settings: { setting: Setting; seeds: { seed: number }[] }[];
  };
  return [file, settings] as const;
});

describe('every run of a sweep that ships', () => {
  test.each(sweeps)('of %s can be asked for here, and its link says so', (_, settings) => {
    expect(settings.length).toBeGreaterThan(0);
    for (const { setting, seeds } of settings) {
      const { task, lag, cell, variant, hidden, init, budget, gateBias, holds } = setting;
      const learningRate = setting.learningRate ?? recipe.learningRate;
      const bias = gateBias === undefined ? {} : { gateBias };
      const [held, asked] = holds ? [{ shortest: holds[0], longest: holds[1] }, { holds }] : [{}, {}];
      const chosen = state({
        ...{ task, lag, cells: [variant ?? cell], width: 'same', units: hidden, updates: budget, rate: learningRate },
        // A cell without gates has its own usual beginning.
        bias: init === 'identity' ? 'default' : init,
        ...{ seed: seeds[0]?.seed ?? 0, seeds: seeds.length, ...bias, ...held },
      });
      expect(reread(chosen)).toEqual({ state: chosen, isReadable: true });
      const own = { ...recipe, task, lag, cell, hidden, init, learningRate, updates: budget, stopWhenSolved: false };
      expect(runsIn(chosen)).toEqual(
        seeds.map(({ seed }) => ({ ...own, ...bias, ...asked, ...(variant ? { variant } : {}), seed })),
      );
    }
  });
});

describe('a setting', () => {
  test('with all of its parts changed is its link, and makes runs that can be made', () => {
    const chosen = state({
      ...{ bias: 'constant', gateBias: -1.5, cells: ['rnn', 'relu', 'gru', 'coupled', 'peepholes'], width: 'same' },
      ...{ init: 'pytorch', rule: 'rmsprop', rate: 0.001, clip: 5.5, seeds: 20 },
    });
    expect(reread(chosen)).toEqual({ state: chosen, isReadable: true });
    const runs = runsIn(chosen);
    expect(runs.map(runProblem)).toEqual(runs.map(() => null));
    expect(runs[3]).toMatchObject({ cell: 'lstm', variant: 'coupled', hidden: 16, init: 'constant', gateBias: -1.5 });
    expect(runs[1]).toMatchObject({ cell: 'rnn', variant: 'relu', init: 'pytorch', rule: 'rmsprop', clip: 5.5 });
  });

  test('begins a ReLU RNN at the identity and a tanh one orthogonal, unless it says otherwise', () => {
    const both = { cells: ['rnn', 'relu'], seeds: 1 } as const;
    expect(runsIn(state(both)).map(({ init }) => init)).toEqual(['chrono', 'identity']);
    expect(runsIn(state({ ...both, init: 'orthogonal' })).map(({ init }) => init)).toEqual(['default', 'default']);
    expect(runsIn(state({ ...both, init: 'identity' })).map(({ init }) => init)).toEqual(['identity', 'identity']);
    expect(runsIn(state({ cells: ['gru'], seeds: 1, init: 'identity' }))[0]?.init).toBe('chrono');
  });

  test.each(UPDATE_RULES)('trains by %s', (rule) => {
    const [run] = runsIn(state({ rule, seeds: 1 }));
    expect(run?.rule ?? 'adam').toBe(rule);
  });

  test('takes a gate bias as steps or as the number itself', () => {
    const asSteps = runsIn(state({ bias: 'constant', holds: 56, cells: ['gru'], seeds: 1 }))[0];
    expect(asSteps?.gateBias).toBeCloseTo(Math.log(55), 12);
    const asNumber = state({ bias: 'constant', gateBias: 4, cells: ['gru'], seeds: 1 });
    expect(runsIn(asNumber)[0]?.gateBias).toBe(4);
    expect(asNumber.holds).toBe(56);
  });

  test('gives each cell about as many weights, or as many units', () => {
    const budget = widthsOf(state());
    const lstm = budget.find(({ cell }) => cell === 'lstm')?.parameters ?? 0;
    for (const { parameters } of budget) expect(Math.abs(parameters / lstm - 1)).toBeLessThan(0.06);
    const same = widthsOf(state({ width: 'same', units: 10 }));
    expect(new Set(same.map(({ hidden }) => hidden))).toEqual(new Set([10]));
  });

  test.each([
    'cells=rnn,relu,gru,lstm,coupled,peepholes,no-input-gate',
    'cells=Coupled',
    'rule=lion',
    'clip=0',
    'b=7',
    'b=1e1',
    'width=even',
    'init=zeros',
    'seeds=21',
  ])('refuses %s in a link and keeps its usual value', (part) => {
    expect(readLink('lab', labFields, `#f=lab&v=1&${part}`)).toEqual({ state: usualState, isReadable: false });
  });

  test('of a task that needs more room has it, and gives it back with the task', () => {
    const props = { id: 'lab', texts: {}, shipped: [] } as unknown as LabProps;
    const model = createLabModel(props);
    model.chooseTask('copy-small');
    expect(model.state.now.value).toMatchObject({ lag: 50, units: offerOf('copy-small').units, updates: 3000 });
    model.chooseTask('reber');
    expect(model.state.now.value).toMatchObject({ lag: 7, units: 16 });
    model.change({ units: 20 });
    model.chooseTask('remember');
    expect(model.state.now.value.units).toBe(20);
  });

  test('is taken back whole', () => {
    const props = { id: 'lab', texts: {}, shipped: [] } as unknown as LabProps;
    const model = createLabModel(props, () => {
      throw new Error('nothing is trained here');
    });
    model.change({ cells: ['coupled', 'relu'] });
    model.change({ rule: 'sgd', rate: 0.5 });
    model.change({ gateBias: 2 });
    for (let k = 0; k < 3; k += 1) model.state.undo();
    expect(model.state.now.value).toEqual(usualState);
    model.state.redo();
    expect(model.state.now.value.cells).toEqual(['coupled', 'relu']);
  });
});

describe('a task that is asked at every step', () => {
  const score = { loss: 0.5, accuracy: 0.9, sequences: 0.25 };

  test('counts whole strings where the task does, and single answers elsewhere', () => {
    const reber = labFacts('reber', 7);
    expect([reber.measure, reber.scoreOf(score), reber.meets(0.98), reber.meets(0.99)]).toEqual([
      'sequences',
      0.25,
      false,
      true,
    ]);
    expect(labFacts('continual-reber', 100)).toMatchObject({ measure: 'accuracy', checked: 32 });
    expect(labFacts('copy-small', 50).scoreOf(score)).toBe(0.9);
    expect(labFacts('adding', 50).scoreOf({ loss: 0.2, accuracy: null })).toBe(0.2);
  });

  test('has as its chance what guessing the part to remember comes to', () => {
    expect(labFacts('noise-free', 10)).toMatchObject({ measure: 'sequences', chance: 0.5 });
    expect(labFacts('noise-free', 10).chanceLoss).toBeCloseTo(Math.log(2) / 10, 12);
    // Arjovsky and others: 10 ln 8 / (T + 20).
    expect(labFacts('copy', 100).chanceLoss).toBeCloseTo((10 * Math.log(8)) / 120, 12);
    expect(labFacts('reber', 7)).toMatchObject({ chance: 0, chanceLoss: null });
    expect(labFacts('remember', 100).chanceLoss).toBeCloseTo(Math.log(4), 12);
  });
});
