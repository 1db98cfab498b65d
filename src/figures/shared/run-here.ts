/**
 * Shipped runs made again in the page: how long they would take on this device, what they come to here, and whether it is
 * what shipped. A setting at a time; what it came to is kept for as long as the page is open.
 */
import { computed, effect, type ReadonlySignal, signal } from '@preact/signals';
import type { Run } from '../../training/run.ts';
import type { WorkerClient } from '../../worker/client.ts';
import { createDevicePace, type Piece, visitStore } from './device-pace.ts';
import { type Fresh, type FreshRuns, startRuns } from './fresh.ts';
import { createTiming, type Timing } from './timing.ts';

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
  /** Milliseconds until the last is done; null until their pace is known. */
  readonly leftMs: ReadonlySignal<number | null>;
  /** What they will take on this device, told beforehand. */
  readonly timing: Pick<Timing, 'ms' | 'watch'>;
  /** Starts them; while they run, pauses; while they rest, goes on. They wait while the page is hidden. */
  train(): void;
  stop(): void;
  start(page: HerePage): () => void;
}

/** The parts of `window` that are needed. */
export type HerePage = Pick<Window, 'document' | 'performance' | 'navigator' | 'setTimeout' | 'clearTimeout'>;

export function createRunHere(
  job: ReadonlySignal<HereJob>,
  createClient: () => WorkerClient,
  pieceOf: (run: Run) => Piece,
): RunHereModel {
  const all = signal<ReadonlyMap<string, Fresh>>(new Map());
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
    const rate = fresh.value?.rate ?? 0;
    return rate > 0 ? (1000 * Math.max(0, updates.value.all - updates.value.done)) / rate : null;
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

  const workers = () => {
    client ??= createClient();
    return client;
  };
  const clock = {
    now: () => page?.performance.now() ?? 0,
    setTimeout: (action: () => void, ms: number) => page?.setTimeout(action, ms) ?? 0,
    clearTimeout: (timer: number | undefined) => page?.clearTimeout(timer),
  };
  const timing = createTiming({
    pace: createDevicePace(visitStore()),
    runs: computed(() => job.value.runs.map((run, k) => ({ ...run, updates: updatesOf(job.value, run, k) }))),
    pieceOf,
    atOnce,
    isBusy: computed(() => fresh.value?.status === 'running'),
    client: workers,
    clock,
  });
  const begin = () => {
    const { key, runs } = job.peek();
    const tell = (news: Fresh) => {
      all.value = new Map(all.peek()).set(key, news);
    };
    const settings = { runs, isPaused: false, atOnce: atOnce(), onUpdates: timing.hear };
    running = { key, runs: startRuns(workers(), settings, tell, clock) };
  };

  return {
    fresh,
    seeds,
    updates,
    leftMs,
    timing,
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
        timing.close();
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
