/**
 * Runs trained in the page, each as a job of its own, in a queue where they are many: what has been heard of them so far,
 * told on at most four times a second, so that the page redraws no oftener.
 */
import type { Score } from '../../training/objective.ts';
import type { Run } from '../../training/run.ts';
import type { Failure, TrainingHandle, WorkerClient } from '../../worker/client.ts';
import type { TrainingProgress, Watch } from '../../worker/messages.ts';
import { type FreshRun, freshRunOf, type Heard, heardSoFar, progressOf, type RunProgress, take } from './heard.ts';

export type { FreshRun } from './heard.ts';

/**
 * `waiting`: at rest because the page is hidden, and to go on by itself. `left`: ended before its end, to be gone on with
 * another time.
 */
export type FreshStatus = 'running' | 'paused' | 'waiting' | 'stopped' | 'left' | 'finished' | 'failed';

export interface Fresh {
  readonly runs: readonly Run[];
  readonly status: FreshStatus;
  /** Whether the page was hidden since the reader last started it or let it go on. */
  readonly hasWaited: boolean;
  readonly cells: readonly FreshRun[];
  readonly failure: Failure | null;
  /** What the numbers of this device cannot promise; null when they are the same everywhere. */
  readonly caveat: TrainingProgress['caveat'];
  /** Updates per second of all together; 0 until known. */
  readonly rate: number;
  /** Until the last update of all; null until known. */
  readonly leftMs: number | null;
}

export interface FreshRuns {
  pause(): void;
  resume(): void;
  /** Pauses what runs, until `goOn`. What the reader paused stays as it is. */
  wait(): void;
  goOn(): void;
  /** One update of each run that has begun, then at rest. */
  step(): void;
  /** Ends it for good; what has been heard stays. */
  stop(): void;
  /** Ends it here; `from` its progress it can go on. */
  leave(): void;
  /** How far each run is, to go on from later. */
  progress(): readonly RunProgress[];
}

interface FreshSettings {
  readonly runs: readonly Run[];
  readonly isPaused: boolean;
  /** What is looked at in a run while it learns; in none when absent. */
  readonly watch?: (run: Run) => Watch | null;
  /** How many may be under way at once, the rest in their order as these end; all of them when absent. */
  readonly atOnce?: number;
  /** How far runs had come when they were left; those that are absent begin. */
  readonly from?: readonly RunProgress[];
  /** What of a check is drawn and counted; the share of right answers or the squared error when absent. */
  readonly scoreOf?: (score: Score) => number;
  /** Told of each message: so many updates of this run took so long each. */
  readonly onUpdates?: (run: Run, updates: number, updateMs: number) => void;
}

const tellEveryMs = 250;

/** Starts the runs. `tell` is called at once and whenever there is news; the clock is in milliseconds. */
export function startRuns(
  client: WorkerClient,
  { runs, isPaused, watch = () => null, atOnce = runs.length, from = [], onUpdates, scoreOf }: FreshSettings,
  tell: (fresh: Fresh) => void,
  clock: Clock,
): FreshRuns {
  const heard = runs.map((run, k) => heardSoFar(run, from[k]));
  const pace = createPace(clock.now);
  let status: FreshStatus = isPaused ? 'paused' : 'running';
  let hasWaited = false;
  let failure: Failure | null = null;
  let timer: number | undefined;
  let isOver = false;

  const tellNow = () => {
    clock.clearTimeout(timer);
    timer = undefined;
    const cells = heard.map(freshRunOf);
    const left = cells.reduce((sum, { run, update }) => sum + run.updates - update, 0);
    const rate = pace.rate();
    const caveat = heard.map(({ caveat: one }) => one).find(Boolean) ?? null;
    tell({ runs, status, hasWaited, cells, failure, caveat, rate, leftMs: rate > 0 ? (1000 * left) / rate : null });
  };
  const hear = (of: Heard, progress: TrainingProgress) => {
    if (isOver) return;
    take(of, progress, scoreOf);
    pace.count(progress.reports.length);
    if (progress.reports.length > 0) onUpdates?.(of.run, progress.reports.length, progress.updateMs);
    if (heard.every(({ isFinished }) => isFinished)) {
      status = 'finished';
      isOver = true;
    } else if (progress.state === 'finished') startNext();
    if (progress.state === 'running') timer ??= clock.setTimeout(tellNow, tellEveryMs);
    else tellNow();
  };
  const end = (as: FreshStatus) => {
    if (isOver) return;
    isOver = true;
    status = as;
    for (const handle of handles) handle.stop();
    tellNow();
  };
  const fail = (reason: Failure) => {
    failure = reason;
    end('failed');
  };

  const handles: TrainingHandle[] = [];
  const queue = heard.filter(({ isFinished }) => !isFinished);
  const startNext = () => {
    const of = queue[handles.length];
    if (!of) return;
    const listener = { onProgress: (progress: TrainingProgress) => hear(of, progress), onFailure: fail };
    const settings = { from: of.checkpoint, isPaused: status !== 'running', watch: watch(of.run) };
    handles.push(client.train(of.run, listener, settings));
  };
  for (let begun = 0; begun < Math.min(atOnce, queue.length); begun += 1) startNext();
  tellNow();

  const order = (as: FreshStatus, say: (handle: TrainingHandle) => void, isAfterWaiting = false) => {
    if (isOver) return;
    status = as;
    hasWaited = isAfterWaiting;
    pace.forget();
    for (const handle of handles) say(handle);
    tellNow();
  };
  return {
    pause: () => order('paused', (handle) => handle.pause()),
    resume: () => order('running', (handle) => handle.resume()),
    wait() {
      if (status === 'running') order('waiting', (handle) => handle.pause());
    },
    goOn() {
      if (status === 'waiting') order('running', (handle) => handle.resume(), true);
    },
    step: () => order('paused', (handle) => handle.step()),
    stop: () => end('stopped'),
    leave: () => end('left'),
    progress: () => heard.map(progressOf),
  };
}

/** The parts of `window` that tell the time. */
export interface Clock {
  now(): number;
  setTimeout(action: () => void, ms: number): number;
  clearTimeout(timer: number | undefined): void;
}

/** Updates per second over the last few seconds. */
function createPace(now: () => number) {
  const spanMs = 4000;
  let marks: { at: number; updates: number }[] = [];
  return {
    count(updates: number) {
      const at = now();
      marks.push({ at, updates });
      while (at - (marks[0]?.at ?? at) > spanMs) marks.shift();
    },
    /** Time at rest is no part of the pace. */
    forget() {
      marks = [];
    },
    rate() {
      const span = (marks.at(-1)?.at ?? 0) - (marks[0]?.at ?? 0);
      const updates = marks.slice(1).reduce((sum, mark) => sum + mark.updates, 0);
      return span > 500 ? (1000 * updates) / span : 0;
    },
  };
}
