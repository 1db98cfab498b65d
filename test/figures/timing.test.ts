/** How long a training will take here, told beforehand: from earlier runs, or from a trial; the clock is the test's. */
import { signal } from '@preact/signals';
import { describe, expect, test } from 'vitest';
import en from '../../content/interface/en.json' with { type: 'json' };
import { createOriginalTiming } from '../../src/figures/original-1997/timing.ts';
import { createDevicePace, timeText } from '../../src/figures/shared/device-pace.ts';
import type { SharedTexts } from '../../src/figures/shared/texts.ts';
import { createTiming } from '../../src/figures/shared/timing.ts';
import { type Run, recipe } from '../../src/training/run.ts';
import { updatePiece, updateWork } from '../../src/training/work.ts';
import type { TrainingListener, WorkerClient } from '../../src/worker/client.ts';

const prefix = 'figures.shared.';
const texts = Object.fromEntries(
  Object.entries(en)
    .filter(([key]) => key.startsWith(prefix))
    .map(([key, text]) => [key.slice(prefix.length), text]),
) as SharedTexts;
const run: Run = { ...recipe, task: 'remember', lag: 100, cell: 'lstm', hidden: 16, updates: 300 };
const memory = () => {
  const kept = new Map<string, string>();
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, text: string) => kept.set(key, text),
  };
};

describe('the pace of a device', () => {
  test('says the time of more of the same work, and nothing of work of another kind', () => {
    const pace = createDevicePace(null);
    pace.count({ kind: 'lstm', work: 100 }, 50);
    expect(pace.estimateMs([{ kind: 'lstm', work: 1000 }], 1)).toBe(500);
    expect(pace.estimateMs([{ kind: 'gru', work: 1000 }], 1)).toBeNull();
  });

  test('has pieces side by side, each as soon as there is room', () => {
    const pace = createDevicePace(null);
    pace.count({ kind: 'a', work: 1 }, 1);
    const pieces = [30, 10, 10, 10].map((work) => ({ kind: 'a', work }));
    expect(pace.estimateMs(pieces, 1)).toBe(60);
    expect(pace.estimateMs(pieces, 2)).toBe(30);
    expect(pace.estimateMs([...pieces, { kind: 'a', work: 15 }], 2)).toBe(45);
  });

  test('follows the latest seconds, and forgets what is long past', () => {
    const pace = createDevicePace(null);
    pace.count({ kind: 'a', work: 1000 }, 1000);
    for (let k = 0; k < 10; k += 1) pace.count({ kind: 'a', work: 500 }, 1000);
    expect(pace.estimateMs([{ kind: 'a', work: 100 }], 1)).toBeGreaterThan(190);
  });

  test('is kept for the next page of the visit, and lives without where a browser refuses', () => {
    const store = memory();
    createDevicePace(store).count({ kind: 'a', work: 10 }, 20);
    expect(createDevicePace(store).estimateMs([{ kind: 'a', work: 5 }], 1)).toBe(10);
    store.setItem('unrolled.pace', '{"broken');
    expect(createDevicePace(store).knows('a')).toBe(false);
    const refuse = () => {
      throw new Error('refused');
    };
    const pace = createDevicePace({ getItem: refuse, setItem: refuse });
    pace.count({ kind: 'a', work: 10 }, 20);
    expect(pace.knows('a')).toBe(true);
  });

  test('is told as an estimate, rounder the longer it is', () => {
    expect(timeText(texts, null)).toBe('How long it takes here: being tried.');
    expect(timeText(texts, 800)).toBe('About a second here, by estimate.');
    expect(timeText(texts, 7400)).toBe('About 7 s here, by estimate.');
    expect(timeText(texts, 41_000)).toBe('About 40 s here, by estimate.');
    expect(timeText(texts, 1_260_000)).toBe('About 20 min here, by estimate.');
    expect(timeText(texts, [5200, 14_000])).toBe('About 5 to 15 s here, by estimate.');
  });
});

describe('the work of an update', () => {
  test('grows with batch, width and length, and not with the number of updates', () => {
    const work = updateWork(run);
    expect(updateWork({ ...run, batch: 64 })).toBeGreaterThan(1.5 * work);
    expect(updateWork({ ...run, hidden: 32 })).toBeGreaterThan(2 * work);
    expect(updateWork({ ...run, lag: 200 }) / work).toBeCloseTo(202 / 102, 10);
    expect(updatePiece({ ...run, updates: 5 })).toEqual(updatePiece(run));
  });

  test('is of another kind for another task or variant', () => {
    expect(updatePiece(run).kind).toBe('remember lstm');
    expect(updatePiece({ ...run, task: 'adding', variant: 'coupled' }).kind).toBe('adding coupled');
  });
});

/** A timing of these runs with a client and a clock that do what the test says. */
function stage(runs: readonly Run[]) {
  const asked = signal(runs);
  const isBusy = signal(false);
  const jobs: { run: Run; listener: TrainingListener; isStopped: boolean }[] = [];
  let timer: (() => void) | undefined;
  const rest = () => undefined;
  const client = {
    train(one: Run, listener: TrainingListener) {
      const job = { run: one, listener, isStopped: false };
      jobs.push(job);
      const stop = () => {
        job.isStopped = true;
      };
      return { pause: rest, resume: rest, step: rest, stop };
    },
  } as Partial<WorkerClient> as WorkerClient;
  const clock = {
    setTimeout: (action: () => void) => {
      timer = action;
      return 1;
    },
    clearTimeout: () => {
      timer = undefined;
    },
  } as unknown as Pick<Window, 'setTimeout' | 'clearTimeout'>;
  const pace = createDevicePace(null);
  const settings = { pace, runs: asked, pieceOf: updatePiece, atOnce: () => 1, isBusy, client: () => client, clock };
  /** A slice of 30 ms with so many updates. */
  const slice = (job: number, updates: number) => {
    const report = { update: 1, loss: 1, accuracy: 0.5, gradientNorm: 1, check: null, solvedAt: null };
    const reports = Array.from({ length: updates }, () => report);
    jobs[job]?.listener.onProgress({ reports, updateMs: 30 / updates, state: 'running' } as never);
  };
  return { timing: createTiming(settings), asked, isBusy, jobs, slice, rest: () => timer?.() };
}

describe('the time of what would be trained', () => {
  test('is tried once a reader is there, a moment of each kind, the first slice left out', () => {
    const { timing, jobs, slice, rest } = stage([run, { ...run, seed: 2 }, { ...run, cell: 'gru' }]);
    expect(jobs).toHaveLength(0);
    timing.watch();
    rest();
    expect(jobs.map((job) => job.run.cell)).toEqual(['lstm']);
    for (const updates of [1, 10, 10, 10, 10]) slice(0, updates);
    expect(jobs.map((job) => [job.run.cell, job.isStopped])).toEqual([
      ['lstm', true],
      ['gru', false],
    ]);
    expect(timing.ms.value).toBeNull();
    for (let k = 0; k < 5; k += 1) slice(1, 30);
    expect(timing.ms.value).toBeCloseTo(2 * 300 * 3 + 300, 6);
  });

  test('comes from what was trained, without a trial, and follows the settings', () => {
    const { timing, asked, jobs, rest } = stage([run]);
    timing.hear(run, 10, 4);
    timing.watch();
    rest();
    expect(jobs).toHaveLength(0);
    expect(timing.ms.value).toBeCloseTo(1200, 6);
    asked.value = [{ ...run, updates: 600 }];
    expect(timing.ms.value).toBeCloseTo(2400, 6);
  });

  test('lets a training have the worker to itself, and what fails stays unknown', () => {
    const { timing, isBusy, jobs, rest } = stage([run]);
    timing.watch();
    rest();
    isBusy.value = true;
    expect(jobs[0]?.isStopped).toBe(true);
    isBusy.value = false;
    rest();
    jobs[1]?.listener.onFailure({ code: 'workerDied', values: {}, message: '' });
    expect(timing.ms.value).toBeNull();
    expect(jobs).toHaveLength(2);
  });
});

describe('the time of the network of 1997', () => {
  test('is a range, for nobody knows how many sequences a seed will need', () => {
    let nowMs = 0;
    const timing = createOriginalTiming(() => nowMs);
    expect(timing.ms.value).toBeNull();
    timing.hear(0);
    nowMs = 500;
    timing.hear(1000);
    const [least = 0, most = 0] = timing.ms.value ?? [];
    expect([least, most]).toEqual([18_704 / 2, 50_084 / 2]);
  });

  test('leaves out what passed while it rested', () => {
    let nowMs = 0;
    const timing = createOriginalTiming(() => nowMs);
    timing.hear(100);
    timing.forget();
    nowMs = 60_000;
    timing.hear(200);
    expect(timing.ms.value).toBeNull();
    nowMs = 60_100;
    timing.hear(300);
    expect(timing.ms.value?.[0]).toBeCloseTo(18_704, 6);
  });
});
