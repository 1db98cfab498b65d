/** Runs of the laboratory that outlive the visit: kept, gone on with, taken along as a file. The trainings are real. */
import { signal } from '@preact/signals';
import { describe, expect, test } from 'vitest';
import en from '../../content/interface/en.json' with { type: 'json' };
import { differencesOf } from '../../src/figures/laboratory/differences.ts';
import { createKeeping } from '../../src/figures/laboratory/keeping.ts';
import { createLabModel } from '../../src/figures/laboratory/model.ts';
import { recipeOf } from '../../src/figures/laboratory/recipe.ts';
import { keyOf, usualState } from '../../src/figures/laboratory/rows.ts';
import { type RunFileError, readRunFile } from '../../src/figures/laboratory/run-file.ts';
import type { LabState } from '../../src/figures/laboratory/state.ts';
import { createRunStore, type Database, type KeptRuns, mostKept } from '../../src/figures/laboratory/store.ts';
import type { LabProps, LabTexts, Row } from '../../src/figures/laboratory/types.ts';
import type { FreshRuns } from '../../src/figures/shared/fresh.ts';
import type { WorkerClient } from '../../src/worker/client.ts';
import type { Job } from '../../src/worker/job.ts';
import { createTrainingJob } from '../../src/worker/training-job.ts';

const prefix = 'figures.laboratory.';
const own = Object.entries(en).filter(([key]) => key.startsWith(prefix));
const texts = Object.fromEntries(own.map(([key, text]) => [key.slice(prefix.length), text])) as LabTexts;
const small: LabState = { ...usualState, lag: 5, cells: ['gru', 'lstm'], units: 3, batch: 4, seeds: 1, updates: 30 };

/** A database in memory that holds copies, as a browser's does. */
function database(): Database & { readonly all: Map<string, unknown> } {
  const all = new Map<string, unknown>();
  return {
    all,
    keys: async () => [...all.keys()],
    get: async (key) => structuredClone(all.get(key)),
    set: async (key, value) => {
      all.set(key, structuredClone(value));
    },
    del: async (key) => {
      all.delete(key);
    },
  };
}

/** A visit to the laboratory; its trainings run when the test says so. */
function visit(kept: Database) {
  const jobs: Job[] = [];
  const client = {
    train(run, listener, { from = null, isPaused = false } = {}) {
      const start = { kind: 'train', job: jobs.length, run, from, isPaused, watch: null } as const;
      const job = createTrainingJob(
        start,
        (message) => queueMicrotask(() => listener.onProgress(message)),
        () => 0,
      );
      jobs.push(job);
      return { pause: () => job.pause(), resume: () => job.resume(), step: () => job.step(), stop: () => job.pause() };
    },
    close: () => undefined,
  } as Partial<WorkerClient> as WorkerClient;
  globalThis.window ??= {
    performance,
    navigator: { hardwareConcurrency: 2 },
    setTimeout: () => 0,
    clearTimeout: () => undefined,
  } as never;
  const model = createLabModel({ id: 'lab', shipped: [] } as unknown as LabProps, () => client, createRunStore(kept));
  const settled = () => new Promise((resolve) => setTimeout(resolve, 1));
  const advance = async (updates: number) => {
    for (let k = 0; k < updates; k += 1) {
      jobs.find(({ isRunning }) => isRunning)?.advance(0);
      await settled();
    }
  };
  return { model, advance, settled };
}

/** Everything a row says of its runs. */
const said = ({ current }: { current: { value: Row | null } }) => current.value?.cells;

describe('runs in the laboratory', () => {
  test('go on from where they were left another day, and come to the same, bit for bit', async () => {
    const whole = visit(database());
    whole.model.change(small);
    whole.model.train();
    await whole.advance(60);
    expect(whole.model.current.value?.status).toBe('finished');

    const kept = database();
    const first = visit(kept);
    first.model.change(small);
    first.model.train();
    await first.advance(42);
    first.model.train();
    await first.settled();
    expect(first.model.keeping.isLasting.value).toBe(true);

    const second = visit(kept);
    await second.model.keeping.load();
    second.model.change(small);
    expect(second.model.current.value).toMatchObject({ status: 'left', letter: 'A' });
    expect(second.model.current.value?.cells.map(({ seeds }) => seeds[0]?.update)).toEqual([30, 12]);
    second.model.train();
    await second.advance(20);
    expect(second.model.current.value?.status).toBe('finished');
    expect(said(second.model)).toEqual(said(whole.model));

    const third = visit(kept);
    await third.model.keeping.load();
    third.model.change(small);
    expect(third.model.current.value?.status).toBe('finished');
    expect(said(third.model)).toEqual(said(whole.model));
  });

  test('that the reader stopped are shown another day, and begin afresh', async () => {
    const kept = database();
    const first = visit(kept);
    first.model.change(small);
    first.model.train();
    await first.advance(5);
    first.model.stop();
    await first.settled();
    const second = visit(kept);
    await second.model.keeping.load();
    second.model.change(small);
    expect(second.model.current.value?.status).toBe('stopped');
    second.model.train();
    await second.advance(1);
    second.model.train();
    await second.settled();
    expect(second.model.current.value?.cells[0]?.seeds[0]?.update).toBe(1);
  });

  test('are saved at once when they come to rest, and every three seconds while they go on', async () => {
    const saved: KeptRuns[] = [];
    let nowMs = 0;
    const store = { ...createRunStore(database()), save: async (one: KeptRuns) => saved.push(one) > 0 };
    const keeping = createKeeping('lab', signal([]), store, { now: () => nowMs, today: () => nowMs });
    const runs = { progress: () => [] } as Partial<FreshRuns> as FreshRuns;
    for (nowMs = 0; nowMs <= 10_000; nowMs += 250) keeping.save('', runs, 'running');
    expect(saved.map(({ savedAt }) => savedAt)).toEqual([0, 3000, 6000, 9000]);
    keeping.save('', runs, 'paused');
    keeping.save('', runs, 'stopped');
    expect(saved.slice(4).map(({ isStopped }) => isStopped)).toEqual([false, true]);
  });

  test('last as long as the page where the browser keeps nothing, and it says so', async () => {
    const refused = () => Promise.reject(new Error('not in a private window'));
    const { model, advance, settled } = visit({ keys: refused, get: refused, set: refused, del: refused });
    await model.keeping.load();
    model.change(small);
    model.train();
    await advance(7);
    model.train();
    await settled();
    expect(model.keeping.isLasting.value).toBe(false);
    expect(await model.keeping.find(model.current.value?.key ?? '')).toHaveLength(2);
  });

  test('make room for newer ones', async () => {
    const kept = database();
    const store = createRunStore(kept);
    for (let k = 0; k < mostKept + 3; k += 1) {
      await store.save({ version: 1, link: `f=lab&v=1&seed=${k + 2}`, savedAt: 1000 - k, isStopped: false, runs: [] });
    }
    const loaded: string[] = [];
    await createRunStore(kept).load(({ link }) => loaded.push(link));
    expect(loaded).toHaveLength(mostKept);
    expect(loaded.at(-1)).toBe('f=lab&v=1&seed=2');
    expect(kept.all.size).toBe(mostKept);
  });

  test('leave the table when they are removed, and come back whole', async () => {
    const kept = database();
    const { model, advance, settled } = visit(kept);
    model.change(small);
    model.train();
    await advance(8);
    model.stop();
    await settled();
    const row = model.current.value as Row;
    model.remove(row);
    await settled();
    expect([model.rows.value.length, kept.all.size]).toEqual([0, 0]);
    model.keeping.putBack();
    await settled();
    expect(model.current.value?.cells).toEqual(row.cells);
    expect(kept.all.size).toBe(1);
  });
});

describe('a file of runs', () => {
  async function written(): Promise<string> {
    const { model, advance, settled } = visit(database());
    model.change(small);
    model.train();
    await advance(37);
    model.train();
    await settled();
    return (await model.keeping.write(keyOf('lab', small))) ?? '';
  }

  test('opens in another browser, chooses its setting, and goes on', async () => {
    const text = await written();
    const { model, advance } = visit(database());
    await model.open(text);
    expect(model.state.now.value).toEqual(small);
    expect(model.current.value?.status).toBe('left');
    model.train();
    await advance(25);
    const whole = visit(database());
    whole.model.change(small);
    whole.model.train();
    await whole.advance(60);
    expect(said(model)).toEqual(said(whole.model));
  });

  test('that is behind what this browser has takes nothing away', async () => {
    const text = await written();
    const { model, advance, settled } = visit(database());
    model.change(small);
    model.train();
    await advance(60);
    await model.open(text);
    await settled();
    expect(model.current.value?.status).toBe('finished');
  });

  test.each<[string, (text: string) => string, RunFileError['code']]>([
    ['no JSON', () => 'weights', 'notRunFile'],
    ['another file', () => '[{"format":"other"}]', 'notRunFile'],
    ['another version', (text) => text.replace('"version": 1', '"version": 2'), 'runFileVersion'],
    ['a setting out of range', (text) => text.replace('units=3', 'units=9999'), 'runFileSetting'],
    ['runs of another setting', (text) => text.replace('units=3', 'units=4'), 'runFileSetting'],
    ['a run too few', (text) => withRuns(text, (runs) => runs.slice(1)), 'runFileSetting'],
    ['a checkpoint cut short', (text) => withRuns(text, ([a, b]) => [cut(a), b]), 'runFileDamaged'],
    ['a loss that is no number', (text) => withRuns(text, ([a, b]) => [{ ...a, losses: ['x'] }, b]), 'runFileDamaged'],
    [
      'an end that was not reached',
      (text) => withRuns(text, ([a, b]) => [a, { ...b, isFinished: true }]),
      'runFileDamaged',
    ],
  ])('with %s is refused in a sentence', async (_, spoil, code) => {
    const text = await written();
    expect(() => readRunFile('lab', text)).not.toThrow();
    const { model } = visit(database());
    await model.open(spoil(text));
    expect(model.keeping.fileProblem.value).toBe(code);
    expect(model.rows.value).toEqual([]);
    await model.open(text);
    expect(model.keeping.fileProblem.value).toBeNull();
  });
});

test('two rows differ where their settings do, and a bias counts only what it uses', () => {
  const row = (part: Partial<LabState>): Row => {
    const state = { ...small, ...part };
    return { key: keyOf('lab', state), letter: 'A', state, status: 'finished', cells: [] };
  };
  const base = row({});
  expect([...differencesOf(row({ lag: 10, updates: 50 }), base)]).toEqual(['lag', 'updates']);
  expect([...differencesOf(row({ bias: 'default' }), base)]).toEqual(['bias']);
  expect([...differencesOf(row({ bias: 'default', shortest: 9 }), row({ bias: 'default' }))]).toEqual([]);
  expect([...differencesOf(row({ shortest: 9 }), base)]).toEqual(['bias']);
  expect([...differencesOf(row({ rate: 0.02, units: 5, seed: 2 }), base)]).toEqual(['recipe', 'seeds']);
  expect([...differencesOf(base, base)]).toEqual([]);
});

test('a row names what departs from the usual recipe, and nothing else', () => {
  const said = (part: Partial<LabState>) => recipeOf(texts, { ...usualState, ...part });
  expect(said({ task: 'adding', lag: 50, bias: 'default', seeds: 2 })).toBe('');
  expect(said({ units: 24, rule: 'rmsprop', rate: 0.003 })).toBe(
    'as many weights as an LSTM of 24 units, RMSprop 0.003',
  );
  expect(said({ width: 'same', batch: 8, clip: 0.5, init: 'pytorch' })).toBe(
    '16 units each, batches of 8, norm up to 0.5, RNNs begin uniform, as in PyTorch',
  );
});

type Written = Record<string, unknown>;

function withRuns(text: string, change: (runs: Written[]) => (Written | undefined)[]): string {
  const file = JSON.parse(text) as { runs: Written[] };
  return JSON.stringify({ ...file, runs: change(file.runs) });
}

function cut(run: Written | undefined): Written {
  return { ...run, checkpoint: String(run?.['checkpoint']).slice(0, 400) };
}
