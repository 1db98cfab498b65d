/**
 * The page's side of the workers: start, pause, one update, stop, resume; and a watch over each worker.
 *
 * A worker that dies or falls silent while it has work is ended. Its trainings go on in a new one from their last
 * checkpoints; after three such ends a training fails with a code that the reader's sentence is made from. A question
 * and an errand (a measurement, the training of 1997) fail at once, because asking for them again costs little.
 */

import type { Faded, Untrained } from '../experiments/fading.ts';
import type { Forgetting } from '../experiments/forgetting.ts';
import type { Insight } from '../experiments/insight.ts';
import type { Reading } from '../experiments/reading.ts';
import type { Run } from '../training/run.ts';
import type {
  MeasuringHandle,
  MeasuringListener,
  OriginalListener,
  TrainingHandle,
  TrainingListener,
  TrainOptions,
} from './handles.ts';
import type { Answer, FromWorker, ToWorker, Weights } from './messages.ts';

export type * from './handles.ts';

export interface WorkerClient {
  train(run: Run, listener: TrainingListener, options?: TrainOptions): TrainingHandle;
  /** Reads one contrast with the weights in a safetensors file. Rejects with an Error that carries `code` and `values`. */
  read(run: Run, weights: Uint8Array<ArrayBuffer>, readSeed: number): Promise<Reading>;
  /** Its gradient, gates and answers on the sequences that `seed` decides. Rejects as `read` does. */
  look(run: Run, weights: Weights, seed: number): Promise<Insight>;
  /** What the states lose on their way to the last step, on such sequences. Rejects as `read` does. */
  forget(run: Run, weights: Weights, seed: number): Promise<Forgetting>;
  /** How a gradient fades in an untrained network that remembers over `lag` steps. Rejects as `read` does. */
  fade(untrained: Untrained, lag: number): Promise<Faded>;
  /** The network of 1997 on temporal order; `seed` decides weights and sequences. */
  original(seed: number, listener: OriginalListener, options?: { readonly isPaused?: boolean }): TrainingHandle;
  /** How fast this device computes what. Nothing else should be asked of it meanwhile. */
  measure(listener: MeasuringListener): MeasuringHandle;
  /** Ends every worker. */
  close(): void;
}

/** Silence that is too long: 2 s and three times the last update (faults.md, F8). */
const SILENCE_MS = 2000;
/** While it only reads: the worker's file may still be on its way over a slow line. */
const READING_SILENCE_MS = 10_000;
/** While it measures: shaders that a processor draws with take seconds to compile on a busy machine. */
const MEASURING_SILENCE_MS = 30_000;
const WATCH_EVERY_MS = 500;
const MAX_RESTARTS = 3;
/** The code of a worker that the browser refuses, or whose file does not arrive or does not run. */
const NOT_STARTED = 'workerNotStarted';
const rest = () => undefined;

interface Job {
  readonly id: number;
  start: Extract<ToWorker, { kind: 'train' }>;
  readonly listener: TrainingListener;
  isRunning: boolean;
  restarts: number;
  lastUpdateMs: number;
}

interface Errand {
  readonly listener: MeasuringListener | OriginalListener;
  /** Milliseconds of silence that are too long while it runs. */
  readonly patienceMs: number;
  /** The code of an end that came from outside. */
  readonly lost: 'notMeasured' | 'notTrained';
  isRunning: boolean;
}

interface Question {
  /** The code of an end that came from outside. */
  readonly lost: 'notRead' | 'notFaded';
  resolve(answer: Answer): void;
  reject(error: Error): void;
}

interface Seat {
  worker: Worker;
  /** Of the worker that sits there now; one that never spoke was not let in, or its file did not arrive. */
  hasSpoken: boolean;
  /** Jobs share a worker in turn: whichever it speaks of, the worker lives. */
  lastHeardMs: number;
  readonly jobs: Map<number, Job>;
  readonly questions: Map<number, Question>;
  readonly errands: Map<number, Errand>;
}

interface ClientSettings {
  /** Workers at most; the machine's cores less one when absent. */
  readonly workers?: number;
  readonly createWorker?: () => Worker;
}

/** Workers are made when first needed. */
export function createWorkerClient(settings: ClientSettings = {}): WorkerClient {
  const most = settings.workers ?? Math.max(1, (navigator.hardwareConcurrency || 2) - 1);
  const createWorker =
    settings.createWorker ?? (() => new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' }));
  const seats: Seat[] = [];
  let nextId = 1;
  let watch: ReturnType<typeof setInterval> | undefined;
  let lastWatchMs = 0;

  const seatWithRoom = (): Seat => {
    const least = seats.toSorted((a, b) => a.jobs.size - b.jobs.size)[0];
    if (least && (least.jobs.size === 0 || seats.length >= most)) return least;
    const worker = createWorker();
    const seat: Seat = {
      worker,
      hasSpoken: false,
      lastHeardMs: 0,
      jobs: new Map(),
      questions: new Map(),
      errands: new Map(),
    };
    attach(seat);
    seats.push(seat);
    return seat;
  };

  const give = (seat: Seat, message: ToWorker) => {
    seat.lastHeardMs = performance.now();
    if (watch === undefined) {
      lastWatchMs = performance.now();
      watch = setInterval(watchOver, WATCH_EVERY_MS);
    }
    tell(seat, message);
  };

  const attach = (seat: Seat) => {
    seat.worker.onmessage = ({ data }: MessageEvent<FromWorker>) => hear(seat, data);
    seat.worker.onerror = (event) => {
      event.preventDefault();
      restart(seat, 'workerDied', event.message);
    };
  };

  const hear = (seat: Seat, message: FromWorker) => {
    seat.hasSpoken = true;
    seat.lastHeardMs = performance.now();
    if (message.kind === 'waiting') return;
    const job = seat.jobs.get(message.job);
    if (isAnswer(message)) {
      take(seat.questions, message.job)?.resolve(message);
    } else if (message.kind === 'failed') {
      take(seat.questions, message.job)?.reject(Object.assign(new Error(message.message), message));
      seat.jobs.delete(message.job);
      job?.listener.onFailure(message);
      take(seat.errands, message.job)?.listener.onFailure(message);
    } else if (message.kind === 'measured' || message.kind === 'original') {
      const errand = seat.errands.get(message.job);
      if (message.state === 'finished') seat.errands.delete(message.job);
      // An errand hears of nothing but what it was started for.
      (errand?.listener as { onProgress(progress: typeof message): void } | undefined)?.onProgress(message);
    } else if (job) {
      job.lastUpdateMs = message.updateMs || job.lastUpdateMs;
      job.isRunning = message.state === 'running';
      if (message.checkpoint) job.start = { ...job.start, from: message.checkpoint };
      if (message.state === 'finished') seat.jobs.delete(job.id);
      job.listener.onProgress(message);
    }
  };

  const restart = (seat: Seat, code: string, message: string) => {
    seat.worker.terminate();
    const isMissing = code === 'workerDied' && !seat.hasSpoken;
    for (const { reject, lost } of seat.questions.values()) {
      reject(Object.assign(new Error(message), { code: isMissing ? NOT_STARTED : lost, values: {} }));
    }
    seat.questions.clear();
    for (const [id, { listener, lost }] of [...seat.errands]) {
      seat.errands.delete(id);
      listener.onFailure({ code: isMissing ? NOT_STARTED : lost, values: {}, message });
    }
    for (const job of seat.jobs.values()) {
      job.restarts += 1;
      if (job.restarts > MAX_RESTARTS) fail(seat, job, isMissing ? NOT_STARTED : code, message);
    }
    if (seat.jobs.size > 0) replace(seat);
    if (seat.jobs.size === 0) seats.splice(seats.indexOf(seat), 1);
  };

  const fail = (seat: Seat, job: Job, code: string, message: string) => {
    seat.jobs.delete(job.id);
    job.listener.onFailure({ code, values: { tries: MAX_RESTARTS }, message });
  };

  const replace = (seat: Seat) => {
    try {
      seat.worker = createWorker();
    } catch (error) {
      for (const job of seat.jobs.values()) fail(seat, job, NOT_STARTED, String(error));
      return;
    }
    seat.hasSpoken = false;
    attach(seat);
    for (const job of seat.jobs.values()) give(seat, { ...job.start, isPaused: !job.isRunning });
  };

  const watchOver = () => {
    const now = performance.now();
    // A watch this late was held up with the whole page: asleep, frozen, kept for the way back. So was the worker.
    const wasHeldUp = now - lastWatchMs > SILENCE_MS;
    lastWatchMs = now;
    for (const seat of [...seats]) {
      if (wasHeldUp) seat.lastHeardMs = now;
      const allowedMs = allowedSilence(seat);
      const silentMs = now - seat.lastHeardMs;
      if (silentMs > allowedMs) restart(seat, 'workerSilent', `no word from a worker for ${Math.round(silentMs)} ms`);
    }
    if (seats.every(({ jobs, questions, errands }) => jobs.size + questions.size + errands.size === 0)) {
      clearInterval(watch);
      watch = undefined;
    }
  };

  const ask = (lost: Question['lost'], say: (job: number) => ToWorker): Promise<Answer> => {
    const id = nextId++;
    return new Promise((resolve, reject) => {
      try {
        const seat = seatWithRoom();
        seat.questions.set(id, { lost, resolve, reject });
        give(seat, say(id));
      } catch (error) {
        reject(Object.assign(new Error(String(error)), { code: NOT_STARTED, values: {} }));
      }
    });
  };

  const send = (errand: Errand, say: (job: number) => ToWorker): TrainingHandle => {
    const id = nextId++;
    let seat: Seat;
    try {
      seat = seatWithRoom();
    } catch (error) {
      queueMicrotask(() => errand.listener.onFailure({ code: NOT_STARTED, values: {}, message: String(error) }));
      return { pause: rest, resume: rest, step: rest, stop: rest };
    }
    seat.errands.set(id, errand);
    give(seat, say(id));
    const order = (kind: 'pause' | 'resume' | 'step') => {
      if (!seat.errands.has(id)) return;
      errand.isRunning = kind === 'resume';
      give(seat, { kind, job: id });
    };
    return {
      pause: () => order('pause'),
      resume: () => order('resume'),
      step: () => order('step'),
      stop: () => {
        if (seat.errands.delete(id)) tell(seat, { kind: 'stop', job: id });
      },
    };
  };

  return {
    train(run, listener, { from = null, isPaused = false, watch = null } = {}) {
      const id = nextId++;
      let seat: Seat;
      try {
        seat = seatWithRoom();
      } catch (error) {
        queueMicrotask(() => listener.onFailure({ code: NOT_STARTED, values: {}, message: String(error) }));
        return { pause: rest, resume: rest, step: rest, stop: rest };
      }
      const start = { kind: 'train', job: id, run, from, isPaused, watch } as const;
      const job: Job = {
        id,
        start,
        listener,
        isRunning: !isPaused,
        restarts: 0,
        lastUpdateMs: 0,
      };
      seat.jobs.set(id, job);
      give(seat, start);
      const order = (kind: 'pause' | 'resume' | 'step', isRunning: boolean) => {
        if (!seat.jobs.has(id)) return;
        job.isRunning = isRunning;
        give(seat, { kind, job: id });
      };
      return {
        pause: () => order('pause', false),
        resume: () => order('resume', true),
        step: () => order('step', false),
        stop: () => {
          if (seat.jobs.delete(id)) tell(seat, { kind: 'stop', job: id });
        },
      };
    },
    async read(run, weights, readSeed) {
      const answer = await ask('notRead', (job) => ({ kind: 'read', job, run, weights, readSeed }));
      return (answer as Extract<Answer, { kind: 'read' }>).reading;
    },
    async look(run, weights, seed) {
      const answer = await ask('notRead', (job) => ({ kind: 'look', job, run, weights, seed }));
      return (answer as Extract<Answer, { kind: 'looked' }>).insight;
    },
    async forget(run, weights, seed) {
      const answer = await ask('notRead', (job) => ({ kind: 'forget', job, run, weights, seed }));
      return (answer as Extract<Answer, { kind: 'forgotten' }>).forgetting;
    },
    async fade(untrained, lag) {
      const answer = await ask('notFaded', (job) => ({ kind: 'fade', job, untrained, lag }));
      return (answer as Extract<Answer, { kind: 'faded' }>).faded;
    },
    measure: (listener) =>
      send({ listener, isRunning: true, patienceMs: MEASURING_SILENCE_MS, lost: 'notMeasured' }, (job) => ({
        kind: 'measure',
        job,
      })),
    original: (seed, listener, { isPaused = false } = {}) =>
      send({ listener, isRunning: !isPaused, patienceMs: SILENCE_MS, lost: 'notTrained' }, (job) => ({
        kind: 'original',
        job,
        seed,
        isPaused,
      })),
    close() {
      clearInterval(watch);
      watch = undefined;
      for (const { worker } of seats.splice(0)) worker.terminate();
    },
  };
}

/** Milliseconds; infinite while nothing is asked of it. Where several things are, the most patient counts. */
function allowedSilence({ jobs, questions, errands }: Seat): number {
  const running = [...jobs.values()].filter((job) => job.isRunning);
  const patience = [...errands.values()].filter((errand) => errand.isRunning).map(({ patienceMs }) => patienceMs);
  if (running.length > 0) patience.push(SILENCE_MS + 3 * Math.max(...running.map((job) => job.lastUpdateMs)));
  if (questions.size > 0) patience.push(READING_SILENCE_MS);
  return patience.length > 0 ? Math.max(...patience) : Number.POSITIVE_INFINITY;
}

const answers: ReadonlySet<string> = new Set<Answer['kind']>(['read', 'looked', 'forgotten', 'faded']);

function isAnswer(message: FromWorker): message is Answer {
  return answers.has(message.kind);
}

/** Takes one out. */
function take<Kind>(all: Map<number, Kind>, id: number): Kind | undefined {
  const one = all.get(id);
  all.delete(id);
  return one;
}

function tell(seat: Seat, message: ToWorker): void {
  seat.worker.postMessage(message);
}
