/** Shipped runs made again in a page, as the figures that offer it hear of them; the worker says what a test wants. */
import { signal } from '@preact/signals';
import { describe, expect, test } from 'vitest';
import { loadSweeps } from '../../src/build/sweeps.ts';
import { changes } from '../../src/figures/ablations/equations.ts';
import { createAblationModel } from '../../src/figures/ablations/model.ts';
import { columns, parts } from '../../src/figures/ablations/state.ts';
import { outcome } from '../../src/figures/ablations/words.ts';
import { createBiasModel, heldSteps } from '../../src/figures/bias-lab/model.ts';
import { biases, cells, tasks } from '../../src/figures/bias-lab/state.ts';
import { heldNote, verdict } from '../../src/figures/bias-lab/words.ts';
import { hereJob } from '../../src/figures/shared/here-job.ts';
import { hereVerdict } from '../../src/figures/shared/RunHere.tsx';
import { createRunHere, type HereJob, type HerePage } from '../../src/figures/shared/run-here.ts';
import { pack, type SweepSetting, settingsCsv } from '../../src/figures/shared/sweeps.ts';
import { slice } from '../../src/i18n/dictionary.ts';
import { type Run, recipe } from '../../src/training/run.ts';
import { VARIANT_NAMES } from '../../src/training/variants.ts';
import type { TrainingListener, WorkerClient } from '../../src/worker/client.ts';

const texts = slice('en', 'figures.run-here');
const setting: SweepSetting = {
  task: 'adding',
  lag: 100,
  cell: 'lstm',
  hidden: 16,
  init: 'chrono',
  variant: 'coupled',
  budget: 1500,
  solvedAt: [300, null],
};
const sweepOf = (name: string) => loadSweeps().find(({ id }) => id === name)?.settings ?? [];

/** A page with two processors, a worker that keeps silent, and a way to speak for it. */
function stage(first: HereJob = hereJob(setting, 'all', recipe, 25)) {
  const jobs: { run: Run; listener: TrainingListener; orders: string[] }[] = [];
  const client = {
    train(run: Run, listener: TrainingListener) {
      const orders: string[] = [];
      jobs.push({ run, listener, orders });
      const order = (what: string) => () => orders.push(what);
      return { pause: order('pause'), resume: order('resume'), step: order('step'), stop: order('stop') };
    },
    close: () => undefined,
  } as unknown as WorkerClient;
  let nowMs = 0;
  const listeners: (() => void)[] = [];
  const timers: (() => void)[] = [];
  const document = { hidden: false, addEventListener: (_: string, hear: () => void) => listeners.push(hear) };
  const page = {
    document: { ...document, removeEventListener: () => undefined },
    performance: { now: () => nowMs },
    navigator: { hardwareConcurrency: 2 },
    setTimeout: (action: () => void) => timers.push(action),
    clearTimeout: () => undefined,
  } as unknown as HerePage;
  const job = signal(first);
  const model = createRunHere(
    job,
    () => client,
    (run) => ({ kind: run.task, work: 1 }),
  );
  const end = model.start(page);
  /** `count` more updates of the job, 4 ms each. */
  const say = (of: number, to: number, part: { state?: 'finished'; solvedAt?: number } = {}) => {
    const one = jobs[of];
    const reports = Array.from({ length: to }, (_, k) => ({
      update: k + 1,
      loss: 1,
      accuracy: null,
      gradientNorm: 1,
      check: null,
      solvedAt: part.solvedAt ?? null,
    }));
    nowMs += 4 * to;
    const rest = { path: 'wasm', caveat: null, reading: null, insight: null, checkpoint: null, updateMs: 4 } as const;
    const finalScore = part.state ? { loss: 0, accuracy: null } : null;
    const state = part.state ?? 'running';
    one?.listener.onProgress({ kind: 'progress', job: of, reports, ...rest, finalScore, state });
  };
  const rest = () => {
    for (const action of timers.splice(0)) action();
  };
  return {
    model,
    job,
    jobs,
    say,
    end,
    rest,
    hide: () => Object.assign(page.document, { hidden: true }) && listeners[0]?.(),
  };
}

describe('shipped runs made again', () => {
  test('say how many updates they take before they begin, and after a trial how long on this device', () => {
    const { model, jobs, say, rest } = stage();
    // Solved at 300 and so over at 325, the next check; the other goes on to its last.
    expect(model.updates.value).toEqual({ all: 325 + 1500, done: 0 });
    expect(model.timing.ms.value).toBeNull();
    model.timing.watch();
    rest();
    expect(jobs.length).toBe(1);
    say(0, 30);
    say(0, 30);
    expect(jobs[0]?.orders).toEqual(['stop']);
    expect(model.timing.ms.value).toBe(4 * (325 + 1500));
    expect(model.leftMs.value).toBeNull();
  });

  test('hold each seed beside what shipped, and say whether all came to the same', () => {
    const { model, jobs, say } = stage();
    model.train();
    expect(jobs.map(({ run }) => [run.seed, run.variant, run.updates])).toEqual([[1, 'coupled', 1500]]);
    expect(hereVerdict(texts, model.seeds.value)).toMatch(/^The update at which each seed solved it\./);
    say(0, 325, { state: 'finished', solvedAt: 300 });
    expect(model.seeds.value.map(({ here }) => here)).toEqual([300, undefined]);
    expect(hereVerdict(texts, model.seeds.value)).toBe('Done here: 1 of 2. Each came to the very update that shipped.');
    say(1, 1500, { state: 'finished', solvedAt: 1400 });
    expect(hereVerdict(texts, model.seeds.value)).toMatch(/1 came to the very update that shipped, 1 did not\.$/);
    expect(model.fresh.value?.status).toBe('finished');
  });

  test('pause, go on, wait while the page is hidden, and end with another setting; what they came to is kept', () => {
    const { model, job, jobs, say, hide } = stage();
    const first = job.value;
    model.train();
    say(0, 10);
    model.train();
    expect(model.fresh.value?.status).toBe('paused');
    model.train();
    hide();
    expect(model.fresh.value?.status).toBe('waiting');
    expect(jobs[0]?.orders).toEqual(['pause', 'resume', 'pause']);
    job.value = hereJob({ ...setting, init: 'default' }, 'one', recipe, 25);
    expect(jobs[0]?.orders.at(-1)).toBe('stop');
    expect(model.fresh.value).toBeNull();
    expect(model.seeds.value.map(({ seed }) => seed)).toEqual([1]);
    job.value = first;
    expect(model.fresh.value?.status).toBe('stopped');
  });
});

describe('the LSTM taken apart', () => {
  const settings = sweepOf('ablations');
  const model = createAblationModel({ id: 'ablations', settings: settings.map(pack) });

  test('has a setting in every square, and a line for every part that the engine can leave out', () => {
    for (const part of parts) for (const column of columns) expect(model.settingAt(part, column)).not.toBeNull();
    expect(parts.length * columns.length).toBe(settings.length);
    const missing = parts.filter((part) => changes[part] !== null);
    expect([...missing, 'peepholes'].sort()).toEqual([...VARIANT_NAMES.lstm].sort());
  });

  test('says what the chosen row came to beside the whole', () => {
    const say = () => outcome(slice('en', 'figures.ablations'), model);
    model.choose('no-input-gate', 'adding.chrono');
    expect(say()).toMatch(
      /^Adding over 100 steps, chrono biases: without the input gate, 0 of 5 seeds solved it within 1,500 updates\. The whole LSTM: 5 of 5, median \d+\.$/,
    );
    model.choose('full', 'order-6a.default');
    expect(say()).toMatch(/^Temporal order, default biases: the whole LSTM solved it on 0 of 5 seeds within/);
  });

  test('goes out as a line per run', () => {
    const lines = settingsCsv(settings).trimEnd().split('\r\n');
    expect(lines.length).toBe(1 + settings.length * 5);
    expect(lines[0]).toBe('task,cell,variant,lag,units,biases,gate_bias,seed,updates,solved_at');
  });
});

describe('the gate bias as the only variable', () => {
  const settings = sweepOf('bias');
  const model = createBiasModel({ id: 'bias', settings: settings.map(pack) });
  const own = slice('en', 'figures.bias-lab');

  test('has a setting in every stack of both tasks', () => {
    for (const task of tasks) {
      model.state.change({ task });
      for (const cell of cells) for (const bias of biases) expect(model.settingAt(cell, bias)?.task).toBe(task);
    }
    expect(tasks.length * cells.length * biases.length).toBe(settings.length);
  });

  test('says for how many steps a bias holds', () => {
    expect(heldSteps(0)).toBe(2);
    expect(1 - 1 / heldSteps(4)).toBeCloseTo(1 / (1 + Math.exp(-4)), 12);
    expect(biases.map((bias) => heldNote(own, bias))).toEqual([
      'holds 2.0',
      'holds 3.7',
      'holds 8.4',
      'holds 21',
      'holds 56',
      'holds 149',
      'holds 404',
      'spread',
    ]);
  });

  test('counts what one number does for each cell, whatever it comes to', () => {
    const counts = { gru: [0, 5, 5, 5, 5, 5, 5, 4], lstm: [0, 0, 1, 2, 2, 0, 0, 5] };
    const at = (cell: string, bias: string) => {
      const n = counts[cell as 'gru'][biases.indexOf(bias as 'chrono')] ?? 0;
      return { ...setting, solvedAt: Array.from({ length: 5 }, (_, k) => (k < n ? 100 : null)) };
    };
    expect(verdict(own, at)).toBe(
      'GRU: with one number for all units every seed solves it, at bias 1 to 6; with chrono 4 of 5. ' +
        'LSTM: one number for all units comes to 2 of 5 seeds at best, at bias 3, 4; with chrono 5 of 5.',
    );
  });
});
