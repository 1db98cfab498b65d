/** The laboratory's settings, its instrument, what it counts and says, and its rows; the worker says what a test wants. */
import { describe, expect, test } from 'vitest';
import en from '../../content/interface/en.json' with { type: 'json' };
import { axisFor, moved, stepBy, withEnd } from '../../src/figures/laboratory/axis.ts';
import { collectShipped } from '../../src/figures/laboratory/collect.ts';
import type { Contender } from '../../src/figures/laboratory/contenders.ts';
import { panelOf } from '../../src/figures/laboratory/curves.ts';
import { heldSteps, stacked } from '../../src/figures/laboratory/dots.ts';
import { createLabModel } from '../../src/figures/laboratory/model.ts';
import { findShipped, keyOf, stateOf, usualState } from '../../src/figures/laboratory/rows.ts';
import { skylineOf } from '../../src/figures/laboratory/skyline.ts';
import { type LabState, labFields, nearestState, runsOf } from '../../src/figures/laboratory/state.ts';
import { labFacts, labTasks, offerOf, sampleOf } from '../../src/figures/laboratory/tasks.ts';
import type { LabProps, LabTexts, Row } from '../../src/figures/laboratory/types.ts';
import { panelNote, verdictOf } from '../../src/figures/laboratory/words.ts';
import { readLink } from '../../src/figures/shared/link.ts';
import { recipe } from '../../src/training/run.ts';
import type { TrainingListener, WorkerClient } from '../../src/worker/client.ts';

const prefix = 'figures.laboratory.';
const texts = Object.fromEntries(
  Object.entries(en)
    .filter(([key]) => key.startsWith(prefix))
    .map(([key, text]) => [key.slice(prefix.length), text]),
) as LabTexts;
const facts = labFacts('remember', 100);
const state = (part: Partial<LabState> = {}): LabState => ({ ...usualState, ...part });

/** A row in which each cell has these updates of success, one per seed; null for a seed that did not. */
function row(solved: Partial<Record<Contender, (number | null)[]>>, part: Partial<LabState> = {}): Row {
  const cells = Object.entries(solved).map(([cell, seeds]) => ({
    cell: cell as Contender,
    hidden: 4,
    parameters: 100,
    seeds: seeds.map((solvedAt, k) => ({
      seed: k + 1,
      update: 300,
      solvedAt,
      final: solvedAt === null ? 0.25 : 1,
      checks: [],
      losses: [],
    })),
  }));
  return { key: keyOf('lab', state(part)), letter: 'A', state: state(part), status: 'finished', cells };
}

describe('the instrument', () => {
  const run = { ...recipe, task: 'remember', lag: 100, hidden: 16, updates: 10 } as const;

  test('has every unit at 1 / (1 - gate) steps: the defaults at 1 + e and at 2', () => {
    const lstm = heldSteps({ ...run, cell: 'lstm', init: 'default' });
    expect(lstm).toHaveLength(16);
    for (const steps of lstm) expect(steps).toBeCloseTo(1 + Math.E, 10);
    for (const steps of heldSteps({ ...run, cell: 'gru', init: 'default' })) expect(steps).toBeCloseTo(2, 10);
  });

  test('has them where the range of holds lets them be, and at its one place for constant', () => {
    const spread = heldSteps({ ...run, cell: 'lstm', init: 'chrono', holds: [30, 60] });
    expect(Math.min(...spread)).toBeGreaterThanOrEqual(30);
    expect(Math.max(...spread)).toBeLessThanOrEqual(60);
    expect(new Set(spread).size).toBe(16);
    const [constant] = runsOf(state({ bias: 'constant', holds: 40, cells: ['gru'] }), 102);
    for (const steps of heldSteps(constant ?? { ...run, cell: 'gru' })) expect(steps).toBeCloseTo(40, 8);
  });

  test('puts dots that would cover each other above and below', () => {
    const dots = stacked([10, 10.5, 11, 30], (steps) => steps, 9);
    expect(dots.map(({ place }) => place)).toEqual([0, 1, -1, 0]);
  });

  test('moves one end no further than the other, and both by one factor', () => {
    expect(withEnd([5, 50], 0, 80)).toEqual([50, 50]);
    expect(withEnd([5, 50], 1, 3)).toEqual([5, 5]);
    expect(moved([5, 50], 2, 400)).toEqual([10, 100]);
    expect(moved([5, 50], 100, 400)).toEqual([40, 400]);
    expect(moved([4, 40], 0.01, 400)).toEqual([2, 20]);
    expect([stepBy(2, -1, 400), stepBy(100, 1, 400), stepBy(398, 5, 400)]).toEqual([2, 105, 400]);
  });

  test('has an axis on which a place and its steps agree, as long as its values need', () => {
    const axis = axisFor([100]);
    expect([2, 17, 100, 400].map((steps) => axis.stepsAt(axis.place(steps)))).toEqual([2, 17, 100, 400]);
    expect(axis.end).toBe(400);
    expect(axisFor([440]).end).toBe(1000);
  });
});

describe('a setting', () => {
  test('is its link, and back', () => {
    const chosen = state({ task: 'adding', lag: 50, bias: 'constant', holds: 30, cells: ['gru', 'lstm'], rate: 0.003 });
    const link = keyOf('lab', chosen);
    expect(link).toBe('f=lab&v=1&task=adding&lag=50&bias=constant&holds=30&cells=gru,lstm&rate=0.003');
    expect(readLink('lab', labFields, `#${link}`)).toEqual({ state: chosen, isReadable: true });
    expect(keyOf('lab', state())).toBe('');
  });

  test.each(['cells=', 'cells=lstm,cnn', 'rate=0', 'rate=1e-3', 'units=99', 'to=1001', 'bias=none'])(
    'refuses %s in a link and keeps its usual value',
    (part) => {
      expect(readLink('lab', labFields, `#f=lab&v=1&${part}`)).toEqual({ state: state(), isReadable: false });
    },
  );

  test('has a lag of its task, and a range from short to long', () => {
    expect(nearestState(state({ task: 'adding', lag: 61 })).lag).toBe(62);
    expect(nearestState(state({ task: 'order-6a', lag: 5 })).lag).toBe(100);
    expect(nearestState(state({ shortest: 80, longest: 20 }))).toMatchObject({ shortest: 20, longest: 80 });
  });

  test('runs one seed of every cell before the next, and the recipe of what ships where nothing is changed', () => {
    const runs = runsOf(state({ seeds: 2 }), facts.longest);
    expect(runs.map(({ cell, seed }) => `${cell} ${seed}`)).toEqual([
      'rnn 1',
      'gru 1',
      'lstm 1',
      'rnn 2',
      'gru 2',
      'lstm 2',
    ]);
    const shipped = {
      ...recipe,
      task: 'remember',
      lag: 100,
      cell: 'lstm',
      hidden: 16,
      updates: 300,
      stopWhenSolved: false,
    };
    expect(runs[2]).toEqual(shipped);
    expect(runsOf(state({ longest: 102, seeds: 1 }), 102)[2]).toEqual(shipped);
    expect(runsOf(state({ shortest: 5, seeds: 1 }), 102)[2]).toEqual({ ...shipped, holds: [5, 102] });
  });

  test.each(labTasks)('of %s has a sample that shows what matters', (task) => {
    const { usualLag } = offerOf(task);
    const sample = sampleOf(task, usualLag);
    expect(sample.filter((step) => step?.isMarked).length).toBeGreaterThan(1);
    expect(sample.length).toBeLessThan(32);
    expect(texts[`about.${task}`]).not.toBe('');
  });
});

describe('the verdict', () => {
  test('counts seeds and updates, of each cell', () => {
    const found = row({ rnn: [null, null], gru: [90, 110], lstm: [null, 120] });
    expect(verdictOf(texts, facts, found, null)).toBe(
      'With chrono gate biases, GRU solved lag 100 on 2 of 2 seeds, LSTM on 1 of 2 within 300 updates. ' +
        'The RNN has no such dial: 0 of 2 within 300.',
    );
  });

  test('says within how many updates where all solved it, and what other biases came to', () => {
    const other = row({ gru: [null], lstm: [null] }, { bias: 'default', updates: 1000 });
    expect(verdictOf(texts, facts, row({ gru: [90, 110], lstm: [80, 120] }), other)).toBe(
      'With chrono gate biases, GRU and LSTM solved lag 100 on 2 of 2 seeds within 120 updates. ' +
        'With the default gate biases, GRU and LSTM solved it on 0 of 1 seeds within 1,000.',
    );
  });

  test('says who lost it again, and nothing of biases where there are no gates', () => {
    const found = row({ rnn: [70, null] });
    const [cell] = found.cells;
    const lost = {
      ...found,
      cells: [{ ...cell, seeds: cell?.seeds.map((seed) => ({ ...seed, final: 0.3 })) ?? [] }],
    } as Row;
    expect(verdictOf(texts, facts, lost, null)).toBe(
      'The RNN solved lag 100 on 1 of 2 seeds within 300 updates. It has no gates, so their biases change nothing. ' +
        'Of the runs that solved it, 1 of the RNN had lost it again at the end.',
    );
  });

  test('counts variants by their names, and names a bias as it was chosen', () => {
    const part = { bias: 'constant', gateBias: -0.5, cells: ['relu', 'coupled'] } as const;
    expect(verdictOf(texts, facts, row({ relu: [null], coupled: [90] }, part), null)).toBe(
      'With gate bias −0.5 in every unit, LSTM with coupled gates solved lag 100 on 1 of 1 seeds within 90 updates. ' +
        'The ReLU RNN has no such dial: 0 of 1 within 300.',
    );
    expect(verdictOf(texts, facts, row({ rnn: [null], relu: [100] }), null)).toBe(
      'The ReLU RNN solved lag 100 on 1 of 1 seeds, RNN on 0 of 1 within 300 updates. ' +
        'Neither has gates, so their biases change nothing.',
    );
  });

  test('never says that a cell cannot', () => {
    for (const text of Object.values(texts)) expect(text).not.toMatch(/cannot|impossible|unable/i);
  });

  test('has a short form over each panel', () => {
    const { cells } = row({ rnn: [null, null], gru: [90, 110, 70], lstm: [null, 120] });
    expect(cells.map((cell) => panelNote(texts, facts, cell))).toEqual([
      '0 of 2',
      '3 of 3, median 90',
      '1 of 2, at 120',
    ]);
    expect(panelNote(texts, facts, undefined)).toBe('not run');
  });
});

const file = (init: 'chrono' | 'default', cells: readonly ('rnn' | 'gru')[], lag = 100) => ({
  address: `/${init}-${lag}.json`,
  results: {
    task: 'remember' as const,
    lag,
    init,
    updates: 300,
    cells: cells.map((cell) => ({
      cell,
      hidden: 4,
      parameters: 100,
      seeds: [{ seed: 1, solvedAt: cell === 'gru' && init === 'chrono' ? 90 : null, final: 0.25, checks: [0.25] }],
    })),
  },
});

describe('what ships', () => {
  const shipped = collectShipped([file('chrono', ['rnn', 'gru']), file('default', ['gru'])]);

  test('has the runs of a cell without gates under either beginning, from where they are', () => {
    expect(shipped[1]?.cells.map(({ cell, address }) => [cell, address])).toEqual([
      ['rnn', '/chrono-100.json'],
      ['gru', '/default-100.json'],
    ]);
  });

  test('is found for the settings that made it alone', () => {
    const [chrono] = shipped;
    expect(chrono && findShipped(shipped, stateOf(chrono))).toBe(chrono);
    for (const part of [{ rate: 0.02 }, { seeds: 4 }, { longest: 50 }, { updates: 200 }] as const) {
      expect(findShipped(shipped, state(part))).toBeNull();
    }
    expect(findShipped(shipped, state({ cells: ['gru'] }))).toBe(chrono);
  });

  test('makes a skyline where there are three lags, with a gap where nothing ships', () => {
    expect(skylineOf(shipped, 'remember')).toBeNull();
    const more = collectShipped([50, 100, 200].map((lag) => file('chrono', ['rnn', 'gru'], lag)));
    const skyline = skylineOf(more, 'remember');
    expect(skyline?.lags).toEqual([50, 100, 200]);
    expect(skyline?.rows.find(({ cell, bias }) => cell === 'gru' && bias === 'chrono')?.counts[1]).toEqual({
      n: 1,
      of: 1,
    });
    expect(skyline?.rows.find(({ bias }) => bias === 'default')?.counts).toEqual([null, null, null]);
    expect(skylineOf(more, 'remember', ['rnn', 'coupled'])?.rows.map(({ cell }) => cell)).toEqual(['rnn']);
    expect(skylineOf(more, 'remember', ['coupled'])?.rows).toEqual([]);
  });
});

/** The laboratory with a client that says what the test wants, and no page. */
function stage() {
  const listeners: TrainingListener[] = [];
  const client: WorkerClient = {
    train(_run, listener) {
      listeners.push(listener);
      const rest = () => undefined;
      return { pause: rest, resume: rest, step: rest, stop: rest };
    },
    read: () => Promise.reject(new Error('nothing is read here')),
    close: () => undefined,
  } as Partial<WorkerClient> as WorkerClient;
  const shipped = collectShipped([file('chrono', ['rnn', 'gru']), file('default', ['gru'])]);
  const props = { id: 'lab', texts, shipped } as Partial<LabProps> as LabProps;
  const before = globalThis.window;
  globalThis.window = {
    performance,
    navigator: { hardwareConcurrency: 3 },
    setTimeout: () => 0,
    clearTimeout: () => undefined,
  } as never;
  const model = createLabModel(props, () => client);
  const finish = (job: number, solvedAt: number | null) => {
    const report = { update: 20, loss: 1, accuracy: 0.5, gradientNorm: 1, check: null, solvedAt };
    const message = {
      kind: 'progress',
      job,
      path: 'wasm',
      caveat: null,
      updateMs: 1,
      reading: null,
      insight: null,
    } as const;
    const end = {
      state: 'finished',
      checkpoint: null,
      finalScore: { loss: 0, accuracy: solvedAt ? 1 : 0.25 },
    } as const;
    const reports = Array.from({ length: 20 }, (_, k) => ({ ...report, update: k + 1 }));
    listeners[job]?.onProgress({ ...message, ...end, reports });
  };
  const leave = () => {
    globalThis.window = before;
  };
  return { model, listeners, finish, leave };
}

describe('the curves', () => {
  const cells = row({ gru: [20] }).cells.map((cell) => ({
    ...cell,
    seeds: cell.seeds.map((seed) => ({
      ...seed,
      checks: [10, 20, 30].map((update) => ({ update, score: update / 30 })),
      losses: Array.from({ length: 400 }, (_, k) => 1 / (k + 1)),
    })),
  }));

  test('show the checks, with a ring at the first of two that passed', () => {
    const { curves, axis, chance } = panelOf(cells, facts, 400, 'chance');
    expect([axis, chance]).toEqual(['accuracy', 0.25]);
    expect(curves[0]?.points.map(({ x }) => x)).toEqual([10, 20, 30]);
    expect(curves[0]?.ring).toEqual({ x: 20, y: 2 / 3 });
  });

  test('show the loss of every batch, in means where there are many, against that of a guess', () => {
    const { curves, axis, chance } = panelOf(cells, facts, 400, 'chance', 'loss');
    expect([axis, chance]).toEqual(['loss', Math.log(4)]);
    expect(curves[0]?.points).toHaveLength(134);
    expect(curves[0]?.points[0]).toEqual({ x: 3, y: (1 + 1 / 2 + 1 / 3) / 3 });
    expect(curves[0]?.points.at(-1)).toEqual({ x: 400, y: 1 / 400 });
  });
});

describe('the model', () => {
  test('opens with what ships at its lag, one row for each beginning', () => {
    const { model, leave } = stage();
    expect(model.rows.value.map(({ letter, state: { bias }, status }) => [letter, bias, status])).toEqual([
      ['A', 'chrono', 'shipped'],
      ['B', 'default', 'shipped'],
    ]);
    expect(model.current.value?.letter).toBe('A');
    expect(model.other.value?.letter).toBe('B');
    leave();
  });

  test('trains no more runs at once than there are cores less one, and each setting has its row', () => {
    const { model, listeners, finish, leave } = stage();
    model.change({ cells: ['gru'], seeds: 3, updates: 20 });
    expect(model.current.value).toBeNull();
    model.train();
    expect(listeners).toHaveLength(2);
    finish(0, 10);
    expect(listeners).toHaveLength(3);
    finish(1, null);
    finish(2, 10);
    expect(model.current.value).toMatchObject({ letter: 'C', status: 'finished' });
    expect(verdictOf(texts, model.facts.value, model.current.value, null)).toBe(
      'With chrono gate biases, GRU solved lag 100 on 2 of 3 seeds within 20 updates.',
    );
    model.change({ bias: 'default' });
    expect(model.current.value).toBeNull();
    leave();
  });

  test('lays two ticked rows over each other, the newer first, and the last two of three', () => {
    const { model, leave } = stage();
    const [a, b] = model.rows.value;
    model.tick(a?.key ?? '');
    expect(model.shown.value.map(({ letter }) => letter)).toEqual(['A']);
    model.tick(b?.key ?? '');
    expect(model.shown.value.map(({ letter }) => letter)).toEqual(['B', 'A']);
    model.tick(a?.key ?? '');
    expect(model.shown.value.map(({ letter }) => letter)).toEqual(['A']);
    leave();
  });

  test('lays no curves of another task over these', () => {
    const { model, leave } = stage();
    model.tick(model.rows.value[0]?.key ?? '');
    model.chooseTask('latch-3a');
    model.change({ cells: ['gru'], seeds: 1 });
    model.train();
    const key = model.current.value?.key ?? '';
    model.tick(key);
    expect(model.ticked.value).toEqual([key]);
    leave();
  });

  test('takes a task with the lag and the updates that suit it, and takes it back', () => {
    const { model, leave } = stage();
    model.chooseTask('adding');
    expect(model.state.now.value).toMatchObject({ task: 'adding', lag: 100, updates: 500 });
    model.state.undo();
    expect(model.state.now.value.task).toBe('remember');
    leave();
  });

  test('hands over a line for every run that is done', () => {
    const { model, leave } = stage();
    const lines = model.csv().trimEnd().split('\r\n');
    expect(lines).toHaveLength(1 + 2 + 2);
    expect(lines[0]?.split(',')).toHaveLength(20);
    expect(lines[2]).toBe('remember,100,chrono,2,102,,,gru,,4,100,32,adam,0.01,1,300,1,90,0.25,#');
    expect(JSON.parse(model.json())).toHaveLength(2);
    leave();
  });
});
