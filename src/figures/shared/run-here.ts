/**
 * Shipped runs made again in the page: how long they would take on this device, what they come to here, and whether it is
 * what shipped. A setting at a time; what it came to is kept for as long as the page is open.
 */
import { computed, effect, type ReadonlySignal, signal } from '@preact/signals';
import type { Run } from '../../training/run.ts';
import type { WorkerClient } from '../../worker/client.ts';
import { type Fresh, type FreshRuns, startRuns } from './fresh.ts';

export interface HereJob {
  /** Names the setting: runs of one key are the same runs. */
  readonly key: string;
  readonly runs: readonly Run[];
  /** What each came to when it was shipped. */
  readonly shipped: readonly (number | null)[];
  /** Updates from one check to the next: a run that has solved its task ends with the check after. */
  readonly checkEvery: number;
}

export interface SeedHere {
  readonly seed: number;
  readonly shipped: number | null;
  /** What it came to here; undefined until it is done. */
  readonly here: number | null | undefined;
}

export interface RunHereModel {
  readonly fresh: ReadonlySignal<Fresh | null>;
  readonly seeds: ReadonlySignal<readonly SeedHere[]>;
  /** Updates that all of them make, and how many have been made here. */
  readonly updates: ReadonlySignal<{ readonly all: number; readonly done: number }>;
  /** Until the last is done: while they run from their pace, before from a trial on this device. Null until known. */
  readonly leftMs: ReadonlySignal<number | null>;
  /** Times a few updates, once for each network, where that has not been done: a second of work at most. */
  time(): void;
  /** Starts them; while they run, pauses; while they rest, goes on. They wait while the page is hidden. */
  train(): void;
  stop(): void;
  start(page: HerePage): () => void;
}

/** The parts of `window` that are needed. */
export type HerePage = Pick<Window, 'document' | 'performance' | 'navigator' | 'setTimeout' | 'clearTimeout'>;

/** Two checks fall into it. */
const trialUpdates = 50;

export function createRunHere(job: ReadonlySignal<HereJob>, createClient: () => WorkerClient): RunHereModel {
  const all = signal<ReadonlyMap<string, Fresh>>(new Map());
  /** Milliseconds of an update, by network and task. */
  const pace = signal<ReadonlyMap<string, number>>(new Map());
  const timing = new Set<string>();
  let running: { readonly key: string; readonly runs: FreshRuns } | null = null;
  let client: WorkerClient | null = null;
  let page: HerePage | null = null;

  const fresh = computed(() => all.value.get(job.value.key) ?? null);
  const atOnce = () => Math.max(1, (page?.navigator.hardwareConcurrency || 2) - 1);
  const updates = computed(() => {
    const { runs } = job.value;
    const madeBy = runs.map((_, k) => fresh.value?.cells[k]);
    const each = runs.map((run, k) => (madeBy[k]?.isFinished ? madeBy[k].update : updatesOf(job.value, run, k)));
    return {
      all: each.reduce((sum, n) => sum + n, 0),
      done: madeBy.reduce((sum, cell) => sum + (cell?.update ?? 0), 0),
    };
  });
  const leftMs = computed(() => {
    const left = Math.max(0, updates.value.all - updates.value.done);
    if (fresh.value && fresh.value.rate > 0) return (1000 * left) / fresh.value.rate;
    const [run] = job.value.runs;
    const updateMs = run && pace.value.get(networkOf(run));
    return updateMs === undefined ? null : (left * updateMs) / Math.min(atOnce(), job.value.runs.length);
  });
  const seeds = computed(() =>
    job.value.runs.map((run, k): SeedHere => {
      const cell = fresh.value?.cells[k];
      return {
        seed: run.seed,
        shipped: job.value.shipped[k] ?? null,
        here: cell?.isFinished ? cell.solvedAt : undefined,
      };
    }),
  );

  const begin = () => {
    if (!page) return;
    const window = page;
    const { key, runs } = job.peek();
    client ??= createClient();
    const tell = (news: Fresh) => {
      all.value = new Map(all.peek()).set(key, news);
    };
    const clock = {
      now: () => window.performance.now(),
      setTimeout: (action: () => void, ms: number) => window.setTimeout(action, ms),
      clearTimeout: (timer: number | undefined) => window.clearTimeout(timer),
    };
    const settings = { runs, isPaused: false, readEvery: null, atOnce: atOnce() };
    running = { key, runs: startRuns(client, settings, tell, clock) };
  };

  return {
    fresh,
    seeds,
    updates,
    leftMs,
    time() {
      const [run] = job.peek().runs;
      if (!run || !page || timing.has(networkOf(run)) || fresh.peek()) return;
      client ??= createClient();
      timing.add(networkOf(run));
      const trial = { ...run, updates: trialUpdates, stopWhenSolved: false };
      let spentMs = 0;
      let made = 0;
      client.train(trial, {
        onProgress({ reports, updateMs, state }) {
          spentMs += updateMs * reports.length;
          made += reports.length;
          if (state === 'finished') pace.value = new Map(pace.peek()).set(networkOf(run), spentMs / made);
        },
        // Not to know how long it takes keeps nobody from running it, which will say what is wrong.
        onFailure: () => timing.delete(networkOf(run)),
      });
    },
    train() {
      const status = running?.key === job.peek().key ? fresh.peek()?.status : undefined;
      if (status === 'running' || status === 'waiting') running?.runs.pause();
      else if (status === 'paused') running?.runs.resume();
      else begin();
    },
    stop: () => running?.runs.stop(),
    start(window) {
      page = window;
      // Choosing another setting ends what is under way.
      const follow = effect(() => {
        const { key } = job.value;
        if (running && running.key !== key) {
          running.runs.stop();
          running = null;
        }
      });
      const onVisibilityChange = () => (window.document.hidden ? running?.runs.wait() : running?.runs.goOn());
      window.document.addEventListener('visibilitychange', onVisibilityChange);
      return () => {
        follow();
        window.document.removeEventListener('visibilitychange', onVisibilityChange);
        running?.runs.stop();
        client?.close();
        running = null;
        client = null;
        page = null;
      };
    },
  };
}

/** As many as it made when it was shipped. */
function updatesOf({ shipped, checkEvery }: HereJob, run: Run, k: number): number {
  const solvedAt = shipped[k] ?? null;
  return solvedAt === null ? run.updates : Math.min(run.updates, solvedAt + checkEvery);
}

/** What decides how long an update takes. */
function networkOf({ task, lag, cell, hidden, variant, batch }: Run): string {
  return [task, lag, cell, hidden, variant ?? '', batch].join(' ');
}
