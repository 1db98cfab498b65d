/**
 * The page's side of the workers: start, pause, one update, stop, resume; and a watch over each worker.
 *
 * A worker that dies or falls silent while a training runs is ended, and its trainings go on in a new one from their
 * last checkpoints; after three such ends a training fails with a code that the reader's sentence is made from.
 */

import type { Reading } from '../experiments/reading.ts';
import type { Checkpoint } from '../training/checkpoint.ts';
import type { Run } from '../training/run.ts';
import type { FromWorker, ToWorker, TrainingProgress } from './messages.ts';

export interface TrainingListener {
  onProgress(progress: TrainingProgress): void;
  onFailure(failure: Failure): void;
}

export type Failure = Pick<Extract<FromWorker, { kind: 'failed' }>, 'code' | 'values' | 'message'>;

export interface TrainingHandle {
  pause(): void;
  resume(): void;
  /** One update, then at rest. */
  step(): void;
  /** Ends it for good. */
  stop(): void;
}

export interface TrainOptions {
  readonly from?: Checkpoint | null;
  readonly isPaused?: boolean;
  readonly readEvery?: number | null;
  readonly readSeed?: number;
}

export interface WorkerClient {
  train(run: Run, listener: TrainingListener, options?: TrainOptions): TrainingHandle;
  /** Reads one contrast with the weights in a safetensors file. Rejects with an Error that carries `code` and `values`. */
  read(run: Run, weights: Uint8Array<ArrayBuffer>, readSeed: number): Promise<Reading>;
  /** Ends every worker. */
  close(): void;
}

/** Silence that is too long: 2 s and three times the last update (faults.md, F8). */
const SILENCE_MS = 2000;
const WATCH_EVERY_MS = 500;
const MAX_RESTARTS = 3;

interface Job {
  readonly id: number;
  start: Extract<ToWorker, { kind: 'train' }>;
  readonly listener: TrainingListener;
  isRunning: boolean;
  restarts: number;
  lastHeardMs: number;
  lastUpdateMs: number;
}

interface Seat {
  worker: Worker;
  readonly jobs: Map<number, Job>;
  readonly reads: Map<number, { resolve(reading: Reading): void; reject(error: Error): void }>;
}

export interface ClientSettings {
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

  const seatWithRoom = (): Seat => {
    const least = seats.toSorted((a, b) => a.jobs.size - b.jobs.size)[0];
    if (least && (least.jobs.size === 0 || seats.length >= most)) return least;
    const seat: Seat = { worker: createWorker(), jobs: new Map(), reads: new Map() };
    attach(seat);
    seats.push(seat);
    return seat;
  };

  const attach = (seat: Seat) => {
    seat.worker.onmessage = ({ data }: MessageEvent<FromWorker>) => hear(seat, data);
    seat.worker.onerror = (event) => {
      event.preventDefault();
      restart(seat, 'workerDied', event.message);
    };
  };

  const hear = (seat: Seat, message: FromWorker) => {
    const job = seat.jobs.get(message.job);
    if (message.kind === 'read') {
      seat.reads.get(message.job)?.resolve(message.reading);
      seat.reads.delete(message.job);
    } else if (message.kind === 'failed') {
      seat.reads.get(message.job)?.reject(Object.assign(new Error(message.message), message));
      seat.reads.delete(message.job);
      seat.jobs.delete(message.job);
      job?.listener.onFailure(message);
    } else if (job) {
      job.lastHeardMs = performance.now();
      job.lastUpdateMs = message.updateMs || job.lastUpdateMs;
      job.isRunning = message.state === 'running';
      if (message.checkpoint) job.start = { ...job.start, from: message.checkpoint };
      if (message.state === 'finished') seat.jobs.delete(job.id);
      job.listener.onProgress(message);
    }
  };

  const restart = (seat: Seat, code: string, message: string) => {
    seat.worker.terminate();
    for (const { reject } of seat.reads.values()) reject(Object.assign(new Error(message), { code, values: {} }));
    seat.reads.clear();
    for (const job of seat.jobs.values()) {
      job.restarts += 1;
      if (job.restarts <= MAX_RESTARTS) continue;
      seat.jobs.delete(job.id);
      job.listener.onFailure({ code, values: { tries: MAX_RESTARTS }, message });
    }
    if (seat.jobs.size === 0) {
      seats.splice(seats.indexOf(seat), 1);
      return;
    }
    seat.worker = createWorker();
    attach(seat);
    for (const job of seat.jobs.values()) {
      job.lastHeardMs = performance.now();
      tell(seat, { ...job.start, isPaused: !job.isRunning });
    }
  };

  const watchOver = () => {
    for (const seat of [...seats]) {
      const running = [...seat.jobs.values()].filter((job) => job.isRunning);
      if (running.length === 0) continue;
      // Jobs share a worker in turn: one that speaks shows that the worker lives.
      const silentMs = performance.now() - Math.max(...running.map((job) => job.lastHeardMs));
      const allowedMs = SILENCE_MS + 3 * Math.max(...running.map((job) => job.lastUpdateMs));
      if (silentMs > allowedMs) restart(seat, 'workerSilent', `no word from a worker for ${Math.round(silentMs)} ms`);
    }
    if (seats.every((seat) => seat.jobs.size === 0)) {
      clearInterval(watch);
      watch = undefined;
    }
  };

  return {
    train(run, listener, { from = null, isPaused = false, readEvery = null, readSeed = run.seed } = {}) {
      const id = nextId++;
      const seat = seatWithRoom();
      const start = { kind: 'train', job: id, run, from, isPaused, readEvery, readSeed } as const;
      const job: Job = {
        id,
        start,
        listener,
        isRunning: !isPaused,
        restarts: 0,
        lastHeardMs: performance.now(),
        lastUpdateMs: 0,
      };
      seat.jobs.set(id, job);
      tell(seat, start);
      watch ??= setInterval(watchOver, WATCH_EVERY_MS);
      const order = (kind: 'pause' | 'resume' | 'step', isRunning: boolean) => {
        if (!seat.jobs.has(id)) return;
        job.isRunning = isRunning;
        job.lastHeardMs = performance.now();
        tell(seat, { kind, job: id });
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
      const seat = seatWithRoom();
      return new Promise((resolve, reject) => {
        seat.reads.set(id, { resolve, reject });
        tell(seat, { kind: 'read', job: id, run, weights, readSeed });
      });
    },
    close() {
      clearInterval(watch);
      for (const { worker } of seats.splice(0)) worker.terminate();
    },
  };
}

function tell(seat: Seat, message: ToWorker): void {
  seat.worker.postMessage(message);
}
