/** What the worker does with what it is told, on a desk whose files arrive, fail or hang as the test wants. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createReferencePath, MemoryError } from '../../src/engine/compute.ts';
import { writeSafetensors } from '../../src/exchange/safetensors.ts';
import { measureForgetting } from '../../src/experiments/forgetting.ts';
import { lookInside } from '../../src/experiments/insight.ts';
import { type Run, recipe } from '../../src/training/run.ts';
import { createTraining, type Way } from '../../src/training/trainer.ts';
import { findContenders } from '../../src/worker/contenders.ts';
import { createDesk, type DeskTools } from '../../src/worker/desk.ts';
import { keepFound } from '../../src/worker/keep.ts';
import type { FromWorker } from '../../src/worker/messages.ts';

const run: Run = { ...recipe, task: 'remember', lag: 5, cell: 'gru', hidden: 3, updates: 4, stopWhenSolved: false };
const start = { kind: 'train', run, from: null, isPaused: false, watch: null } as const;
const way: Way = createReferencePath('float32');

let said: FromWorker[];
let turns: number;
const kinds = () => said.map(({ kind, job }) => `${kind} ${job}`);

function openDesk(tools: Partial<DeskTools> = {}) {
  return createDesk({
    post: (message) => said.push(message),
    now: () => 0,
    requestTurn: () => {
      turns += 1;
    },
    findWay: async () => way,
    findContenders: async () => findContenders({ plain: null, relaxed: null }, null, 1e9),
    ...tools,
  });
}

beforeEach(() => {
  vi.useFakeTimers();
  [said, turns] = [[], 0];
});
afterEach(() => vi.useRealTimers());

test('a search for a way that fails is told, and the next training is heard', async () => {
  let isBroken = true;
  const findWay = async () => {
    if (isBroken) throw new RangeError('could not allocate memory');
    return way;
  };
  const desk = openDesk({ findWay });
  desk.hear({ ...start, job: 1 });
  await vi.advanceTimersByTimeAsync(0);
  expect(said).toEqual([
    { kind: 'failed', job: 1, code: 'unexpected', values: {}, message: 'RangeError: could not allocate memory' },
  ]);
  isBroken = false;
  desk.hear({ ...start, job: 2 });
  await vi.advanceTimersByTimeAsync(0);
  expect(kinds()).toEqual(['failed 1', 'progress 2']);
});

test('the worker says that it lives while files are on their way, and not after they failed', async () => {
  let fail = (_reason: Error) => {};
  const findWay = () =>
    new Promise<Way>((_, reject) => {
      fail = reject;
    });
  const desk = openDesk({ findWay });
  desk.hear({ ...start, job: 1 });
  await vi.advanceTimersByTimeAsync(1100);
  expect(kinds()).toEqual(['waiting 1', 'waiting 1']);
  fail(new MemoryError(2 ** 31, 2 ** 30));
  await vi.advanceTimersByTimeAsync(5000);
  expect(kinds()).toEqual(['waiting 1', 'waiting 1', 'failed 1']);
  expect(said.at(-1)).toMatchObject({ code: 'tooMuchMemory', values: { needed: 2048, limit: 1024 } });
});

test('an impossible run fails alone, and its error says no number for a code', async () => {
  const desk = openDesk();
  desk.hear({ ...start, job: 1, run: { ...run, hidden: 1000 } });
  desk.hear({ ...start, job: 2 });
  await vi.advanceTimersByTimeAsync(0);
  expect(kinds()).toEqual(['failed 1', 'progress 2']);
  expect(said[0]).toMatchObject({ code: 'unexpected' });
});

test('jobs have their turns until each is finished, paused or stopped', async () => {
  const desk = openDesk();
  desk.hear({ ...start, job: 1 });
  desk.hear({ ...start, job: 2 });
  desk.hear({ kind: 'pause', job: 2 });
  await vi.advanceTimersByTimeAsync(0);
  expect(turns).toBe(1);
  said = [];
  desk.turn();
  expect(said).toMatchObject([{ kind: 'progress', job: 1, state: 'finished' }]);
  // One is finished and the other rests: nobody needs a turn.
  expect(turns).toBe(1);
  desk.hear({ kind: 'resume', job: 2 });
  desk.hear({ kind: 'stop', job: 2 });
  await vi.advanceTimersByTimeAsync(0);
  said = [];
  desk.turn();
  expect(said).toEqual([]);
});

test('a measurement tells each timing, and is silent once it is stopped', async () => {
  let nowMs = 0;
  const now = () => {
    nowMs += 30;
    return nowMs;
  };
  const desk = openDesk({ now });
  desk.hear({ kind: 'measure', job: 5 });
  await vi.advanceTimersByTimeAsync(0);
  desk.turn();
  desk.turn();
  expect(said).toMatchObject([
    { kind: 'measured', job: 5, done: 0, state: 'running' },
    { kind: 'measured', job: 5, done: 1, speeds: { rows: [{ kind: 'product', path: 'float32', size: 32 }] } },
    { kind: 'measured', job: 5, done: 2, next: { kind: 'product', path: 'float32', size: 128 } },
  ]);
  desk.hear({ kind: 'stop', job: 5 });
  await vi.advanceTimersByTimeAsync(0);
  desk.turn();
  expect(said).toHaveLength(3);
});

test('what was found is kept, and a search that failed is made again', async () => {
  let searches = 0;
  const find = keepFound(async (name: string) => {
    searches += 1;
    if (searches === 1) throw new Error('offline');
    return `${name} ${searches}`;
  });
  const [first, second] = await Promise.allSettled([find('a'), find('a')]);
  expect([first?.status, second?.status, searches]).toEqual(['rejected', 'rejected', 1]);
  expect(await find('a')).toBe('a 2');
  expect(await find('a')).toBe('a 2');
  expect(await find('b')).toBe('b 3');
});

test('looks inside a run as it begins, with the weights of a checkpoint, and with those of a file alike', async () => {
  const { network, parameters, task, checkpoint } = createTraining(run);
  const desk = openDesk();
  const file = writeSafetensors(parameters, {}, 'F64');
  const ask = { kind: 'look', run, seed: 2 } as const;
  desk.hear({ ...ask, job: 1, weights: null });
  desk.hear({ ...ask, job: 2, weights: checkpoint().parameters });
  desk.hear({ ...ask, job: 3, weights: file });
  desk.hear({ ...ask, job: 4, weights: new Float64Array(5), kind: 'forget' });
  desk.hear({ ...ask, job: 5, weights: null, kind: 'forget' });
  await vi.advanceTimersByTimeAsync(0);
  const insight = lookInside(network, parameters, task, 2);
  expect(kinds()).toEqual(['looked 1', 'looked 2', 'looked 3', 'failed 4', 'forgotten 5']);
  expect(said.slice(0, 3)).toMatchObject([{ insight }, { insight }, { insight }]);
  expect(said[3]).toMatchObject({ message: expect.stringContaining('5 weights were given') });
  expect(said[4]).toMatchObject({ forgetting: measureForgetting(network, parameters, task, 2) });
});
