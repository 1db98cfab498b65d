import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type Run, recipe } from '../../src/training/run.ts';
import { createTraining } from '../../src/training/trainer.ts';
import { createWorkerClient, type Failure, type TrainingListener } from '../../src/worker/client.ts';
import type { FromWorker, MeasuringProgress, ToWorker, TrainingProgress } from '../../src/worker/messages.ts';
import { noSpeeds } from '../../src/worker/speeds.ts';

const run: Run = { ...recipe, task: 'remember', lag: 5, cell: 'gru', hidden: 3 };
const checkpoint = createTraining(run).checkpoint();

/** A worker that keeps what it is told and says what the test wants. */
class FakeWorker {
  readonly told: ToWorker[] = [];
  isTerminated = false;
  onmessage: ((event: { data: FromWorker }) => void) | null = null;
  onerror: ((event: { message: string; preventDefault(): void }) => void) | null = null;
  postMessage(message: ToWorker) {
    this.told.push(message);
  }
  terminate() {
    this.isTerminated = true;
  }
  say(progress: Partial<TrainingProgress>) {
    const base = { kind: 'progress', job: 1, reports: [], path: 'wasm', caveat: null, updateMs: 0 } as const;
    this.onmessage?.({
      data: {
        ...base,
        state: 'running',
        reading: null,
        insight: null,
        checkpoint: null,
        finalScore: null,
        ...progress,
      },
    });
  }
}

const boom = { message: 'boom', preventDefault: () => undefined };

let workers: FakeWorker[];
let failures: Failure[];
let progress: TrainingProgress[];
const listener: TrainingListener = {
  onProgress: (message) => progress.push(message),
  onFailure: (failure) => failures.push(failure),
};

function createClient(most = 1, refusal: Error | null = null) {
  const createWorker = () => {
    if (refusal) throw refusal;
    const worker = new FakeWorker();
    workers.push(worker);
    return worker as unknown as Worker;
  };
  return createWorkerClient({ workers: most, createWorker });
}

beforeEach(() => {
  vi.useFakeTimers();
  [workers, failures, progress] = [[], [], []];
});
afterEach(() => vi.useRealTimers());

test('spreads trainings over the workers allowed, and lets them share when there are more', () => {
  const client = createClient(2);
  for (let k = 0; k < 3; k += 1) client.train(run, listener);
  expect(workers.map(({ told }) => told.length).sort()).toEqual([1, 2]);
  client.close();
  expect(workers.every(({ isTerminated }) => isTerminated)).toBe(true);
});

test('a silent worker is replaced within its allowance, and the training goes on from its checkpoint', () => {
  const client = createClient();
  client.train(run, listener);
  workers[0].say({ updateMs: 100, checkpoint: { ...checkpoint, update: 7 } });
  vi.advanceTimersByTime(2200);
  expect(workers.length).toBe(1);
  vi.advanceTimersByTime(700);
  expect(workers[0].isTerminated).toBe(true);
  const [again] = workers[1].told;
  expect(again.kind === 'train' && again.from?.update).toBe(7);
  expect(failures).toEqual([]);
  client.close();
});

test('a training that is paused may be silent for as long as it likes', () => {
  const client = createClient();
  const training = client.train(run, listener);
  training.pause();
  vi.advanceTimersByTime(60_000);
  expect(workers.length).toBe(1);
  client.close();
});

test('after three restarts the training fails with a code, and no worker is left', () => {
  const client = createClient();
  client.train(run, listener);
  for (let k = 0; k < 4; k += 1) {
    workers.at(-1)?.say({});
    workers.at(-1)?.onerror?.(boom);
  }
  expect(workers.length).toBe(4);
  expect(failures).toEqual([{ code: 'workerDied', values: { tries: 3 }, message: 'boom' }]);
  expect(workers.every(({ isTerminated }) => isTerminated)).toBe(true);
});

test('a job that fails ends alone, and what was stopped is not heard any more', () => {
  const client = createClient();
  client.train(run, listener);
  const other = client.train(run, listener);
  workers[0].onmessage?.({ data: { kind: 'failed', job: 1, code: 'notFinite', values: { update: 3 }, message: 'x' } });
  expect(failures.map(({ code }) => code)).toEqual(['notFinite']);
  workers[0].say({ job: 2 });
  expect(progress.length).toBe(1);
  other.stop();
  workers[0].say({ job: 2 });
  expect(progress.length).toBe(1);
  client.close();
});

test('a reading resolves with what the worker read and rejects with its code', async () => {
  const client = createClient();
  const first = client.read(run, new Uint8Array(0), 1);
  const second = client.read(run, new Uint8Array(0), 1);
  const reading = { steps: 1, units: 1 } as never;
  workers[0].onmessage?.({ data: { kind: 'read', job: 1, reading } });
  workers[0].onmessage?.({ data: { kind: 'failed', job: 2, code: 'tensorFileUnreadable', values: {}, message: 'x' } });
  await expect(first).resolves.toBe(reading);
  await expect(second).rejects.toMatchObject({ code: 'tensorFileUnreadable' });
});

test('a look inside and what was forgotten resolve with their own answers, and with their worker are lost', async () => {
  const client = createClient();
  const weights = new Float64Array(3);
  const [first, second] = [client.look(run, null, 4), client.forget(run, weights, 5)];
  expect(workers[0].told).toMatchObject([
    { kind: 'look', job: 1, weights: null, seed: 4 },
    { kind: 'forget', job: 2, weights, seed: 5 },
  ]);
  const [insight, forgetting] = [{ steps: 7 } as never, { steps: 8 } as never];
  workers[0].onmessage?.({ data: { kind: 'forgotten', job: 2, forgetting } });
  workers[0].onmessage?.({ data: { kind: 'looked', job: 1, insight } });
  expect(await Promise.all([first, second])).toEqual([insight, forgetting]);
  const lost = expect(client.look(run, null, 4)).rejects.toMatchObject({ code: 'notRead' });
  workers[0].onerror?.(boom);
  await lost;
});

test('a question about fading gradients resolves with its own answer, and is lost with its worker', async () => {
  const client = createClient();
  const faded = { shares: new Float64Array([1, 0.5]), atFirst: [0.5] };
  const first = client.fade({ cell: 'gru', init: 'default' }, 20);
  expect(workers[0].told.at(-1)).toMatchObject({ kind: 'fade', untrained: { cell: 'gru', init: 'default' }, lag: 20 });
  workers[0].onmessage?.({ data: { kind: 'faded', job: 1, faded } });
  await expect(first).resolves.toBe(faded);
  const lost = expect(client.fade({ cell: 'gru', init: 'default' }, 20)).rejects.toMatchObject({ code: 'notFaded' });
  workers[0].onerror?.(boom);
  await lost;
});

test('the training of 1997 is told on, may rest, and fails with a code when its worker is gone', () => {
  const client = createClient();
  const heard: number[] = [];
  const training = client.original(7, {
    onProgress: ({ sequences }) => heard.push(sequences),
    onFailure: (failure) => failures.push(failure),
  });
  expect(workers[0].told).toEqual([{ kind: 'original', job: 1, seed: 7, isPaused: false }]);
  const base = { kind: 'original', job: 1, rightInARow: 0, errors: [], right: [], learnedAt: null } as const;
  workers[0].onmessage?.({ data: { ...base, sequences: 300, tested: 0, wrong: 0, state: 'running' } });
  training.pause();
  vi.advanceTimersByTime(60_000);
  expect([heard, workers[0].isTerminated]).toEqual([[300], false]);
  training.resume();
  vi.advanceTimersByTime(3000);
  expect(failures.map(({ code }) => code)).toEqual(['notTrained']);
  expect(workers[0].isTerminated).toBe(true);
});

test('a worker that hangs while it reads is ended, and the reading fails with a code', async () => {
  const client = createClient();
  const reading = client.read(run, new Uint8Array(0), 1);
  const failed = expect(reading).rejects.toMatchObject({ code: 'notRead' });
  vi.advanceTimersByTime(9000);
  expect(workers[0].isTerminated).toBe(false);
  vi.advanceTimersByTime(2000);
  expect(workers[0].isTerminated).toBe(true);
  await failed;
  client.read(run, new Uint8Array(0), 1).catch(() => undefined);
  expect(workers.length).toBe(2);
  client.close();
});

const measured: MeasuringProgress = {
  kind: 'measured',
  job: 1,
  speeds: noSpeeds,
  done: 0,
  of: 33,
  next: null,
  state: 'running',
};

test('a measurement is told until it is finished or stopped, and rests in silence', () => {
  const client = createClient();
  const heard: MeasuringProgress[] = [];
  const listen = {
    onProgress: (one: MeasuringProgress) => heard.push(one),
    onFailure: (one: Failure) => failures.push(one),
  };
  const measuring = client.measure(listen);
  workers[0].onmessage?.({ data: measured });
  measuring.pause();
  vi.advanceTimersByTime(120_000);
  expect(workers[0].isTerminated).toBe(false);
  measuring.resume();
  workers[0].onmessage?.({ data: { ...measured, done: 1 } });
  measuring.stop();
  workers[0].onmessage?.({ data: { ...measured, done: 2 } });
  expect(heard.map(({ done }) => done)).toEqual([0, 1]);
  expect(workers[0].told.map(({ kind }) => kind)).toEqual(['measure', 'pause', 'resume', 'stop']);
  expect(failures).toEqual([]);
  client.close();
});

test('a measurement whose worker hangs, dies or fails ends with a code, and is not begun again', () => {
  const client = createClient();
  const listen = { onProgress: () => undefined, onFailure: (one: Failure) => failures.push(one) };
  client.measure(listen);
  workers[0].onmessage?.({ data: measured });
  vi.advanceTimersByTime(29_000);
  expect(workers[0].isTerminated).toBe(false);
  vi.advanceTimersByTime(2000);
  expect(workers[0].isTerminated).toBe(true);
  client.measure(listen);
  workers[1].onerror?.(boom);
  client.measure(listen);
  workers[2].onmessage?.({ data: { kind: 'failed', job: 3, code: 'unexpected', values: {}, message: 'x' } });
  expect(failures.map(({ code }) => code)).toEqual(['notMeasured', 'workerNotStarted', 'unexpected']);
  expect(workers).toHaveLength(3);
  client.close();
});

test('a worker whose file never arrived is told apart from one that died', async () => {
  const client = createClient();
  const reading = client.read(run, new Uint8Array(0), 1);
  workers[0].onerror?.(boom);
  await expect(reading).rejects.toMatchObject({ code: 'workerNotStarted' });
  client.train(run, listener);
  for (let k = 0; k < 4; k += 1) workers.at(-1)?.onerror?.(boom);
  expect(failures.map(({ code }) => code)).toEqual(['workerNotStarted']);
  client.close();
});

test('a browser that refuses workers is told of by the training and the reading, not thrown at the page', async () => {
  const client = createClient(1, new Error('no workers here'));
  client.train(run, listener).step();
  expect(failures).toEqual([]);
  await Promise.resolve();
  expect(failures.map(({ code }) => code)).toEqual(['workerNotStarted']);
  await expect(client.read(run, new Uint8Array(0), 1)).rejects.toMatchObject({ code: 'workerNotStarted' });
});

test('a page that was asleep for a minute does not take its worker for dead', () => {
  const client = createClient();
  client.train(run, listener);
  workers[0].say({ updateMs: 10 });
  vi.setSystemTime(Date.now() + 60_000);
  const asleep = vi.spyOn(performance, 'now').mockReturnValue(performance.now() + 60_000);
  vi.advanceTimersByTime(500);
  asleep.mockRestore();
  expect(workers.length).toBe(1);
  client.close();
});
