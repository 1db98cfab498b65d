/**
 * The page's side of the workers: start, pause, one update, stop, resume; and a watch over each worker.
 *
 * A worker that dies or falls silent while it has work is ended. Its trainings go on in a new one from their last
 * checkpoints; after three such ends a training fails with a code that the reader's sentence is made from. A reading and
 * a measurement fail at once, because asking for them again costs little.
 */

import type { Reading } from '../experiments/reading.ts';
import type { Run } from '../training/run.ts';
import type { MeasuringHandle, MeasuringListener, TrainingHandle, TrainingListener, TrainOptions } from './handles.ts';
import type { FromWorker, ToWorker } from './messages.ts';

export type * from './handles.ts';

export interface WorkerClient {
  train(run: Run, listener: TrainingListener, options?: TrainOptions): TrainingHandle;
  /** Reads one contrast with the weights in a safetensors file. Rejects with an Error that carries `code` and `values`. */
  read(run: Run, weights: Uint8Array<ArrayBuffer>, readSeed: number): Promise<Reading>;
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

interface Measurement {
  readonly listener: MeasuringListener;
  isRunning: boolean;
}

interface Seat {
  worker: Worker;
  /** Of the worker that sits there now; one that never spoke was not let in, or its file did not arrive. */
  hasSpoken: boolean;
  /** Jobs share a worker in turn: whichever it speaks of, the worker lives. */
  lastHeardMs: number;
  readonly jobs: Map<number, Job>;
  readonly reads: Map<number, { resolve(reading: Reading): void; reject(error: Error): void }>;
  readonly measurements: Map<number, Measurement>;
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
      reads: new Map(),
      measurements: new Map(),
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
    if (message.kind === 'read') {
      seat.reads.get(message.job)?.resolve(message.reading);
      seat.reads.delete(message.job);
    } else if (message.kind === 'failed') {
      seat.reads.get(message.job)?.reject(Object.assign(new Error(message.message), message));
      seat.reads.delete(message.job);
      seat.jobs.delete(message.job);
      job?.listener.onFailure(message);
      takeMeasurement(seat, message.job)?.listener.onFailure(message);
    } else if (message.kind === 'measured') {
      const measurement = seat.measurements.get(message.job);
      if (message.state === 'finished') seat.measurements.delete(message.job);
      measurement?.listener.onProgress(message);
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
    for (const { reject } of seat.reads.values()) {
      reject(Object.assign(new Error(message), { code: isMissing ? NOT_STARTED : 'notRead', values: {} }));
    }
    seat.reads.clear();
    for (const id of [...seat.measurements.keys()]) {
      const failure = { code: isMissing ? NOT_STARTED : 'notMeasured', values: {}, message };
      takeMeasurement(seat, id)?.listener.onFailure(failure);
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
    if (seats.every(({ jobs, reads, measurements }) => jobs.size + reads.size + measurements.size === 0)) {
      clearInterval(watch);
      watch = undefined;
    }
  };

  return {
    train(run, listener, { from = null, isPaused = false, readEvery = null, readSeed = run.seed } = {}) {
      const id = nextId++;
      let seat: Seat;
      try {
        seat = seatWithRoom();
      } catch (error) {
        queueMicrotask(() => listener.onFailure({ code: NOT_STARTED, values: {}, message: String(error) }));
        return { pause: rest, resume: rest, step: rest, stop: rest };
      }
      const start = { kind: 'train', job: id, run, from, isPaused, readEvery, readSeed } as const;
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
    read(run, weights, readSeed) {
      const id = nextId++;
      return new Promise((resolve, reject) => {
        try {
          const seat = seatWithRoom();
          seat.reads.set(id, { resolve, reject });
          give(seat, { kind: 'read', job: id, run, weights, readSeed });
        } catch (error) {
          reject(Object.assign(new Error(String(error)), { code: NOT_STARTED, values: {} }));
        }
      });
    },
    measure(listener) {
      const id = nextId++;
      let seat: Seat;
      try {
        seat = seatWithRoom();
      } catch (error) {
        queueMicrotask(() => listener.onFailure({ code: NOT_STARTED, values: {}, message: String(error) }));
        return { pause: rest, resume: rest, stop: rest };
      }
      const measurement = { listener, isRunning: true };
      seat.measurements.set(id, measurement);
      give(seat, { kind: 'measure', job: id });
      const order = (kind: 'pause' | 'resume') => {
        if (!seat.measurements.has(id)) return;
        measurement.isRunning = kind === 'resume';
        give(seat, { kind, job: id });
      };
      return {
        pause: () => order('pause'),
        resume: () => order('resume'),
        stop: () => {
          if (seat.measurements.delete(id)) tell(seat, { kind: 'stop', job: id });
        },
      };
    },
    close() {
      clearInterval(watch);
      watch = undefined;
      for (const { worker } of seats.splice(0)) worker.terminate();
    },
  };
}

/** Milliseconds; infinite while nothing is asked of it. Where several things are, the most patient counts. */
function allowedSilence({ jobs, reads, measurements }: Seat): number {
  const running = [...jobs.values()].filter((job) => job.isRunning);
  if ([...measurements.values()].some(({ isRunning }) => isRunning)) return MEASURING_SILENCE_MS;
  if (running.length > 0) return SILENCE_MS + 3 * Math.max(...running.map((job) => job.lastUpdateMs));
  return reads.size > 0 ? READING_SILENCE_MS : Number.POSITIVE_INFINITY;
}

function takeMeasurement(seat: Seat, id: number): Measurement | undefined {
  const measurement = seat.measurements.get(id);
  seat.measurements.delete(id);
  return measurement;
}

function tell(seat: Seat, message: ToWorker): void {
  seat.worker.postMessage(message);
}
