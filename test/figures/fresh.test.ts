/** Training in the page as a figure hears of it, from a client that says what the test wants it to. */
import { describe, expect, test } from 'vitest';
import { type Clock, type Fresh, startRuns } from '../../src/figures/shared/fresh.ts';
import type { RunProgress } from '../../src/figures/shared/heard.ts';
import type { Checkpoint } from '../../src/training/checkpoint.ts';
import { type Run, recipe } from '../../src/training/run.ts';
import type { TrainingListener, WorkerClient } from '../../src/worker/client.ts';
import type { TrainingProgress } from '../../src/worker/messages.ts';

const runs = (['rnn', 'gru', 'lstm'] as const).map(
  (cell): Run => ({ ...recipe, task: 'remember', lag: 60, cell, hidden: 16, updates: 30, stopWhenSolved: false }),
);

/** Three jobs, what was asked of them, a clock that stands still, and all that was told. */
function stage(isPaused = false, atOnce = 3, from: readonly RunProgress[] = []) {
  const listeners: TrainingListener[] = [];
  const orders: string[] = [];
  const client: WorkerClient = {
    train(run, listener, options) {
      listeners.push(listener);
      const after = options?.from ? ` after ${options.from.update}` : '';
      orders.push(`${run.cell} ${options?.isPaused ? 'waits' : 'starts'}${after}`);
      const order = (what: string) => () => orders.push(`${run.cell} ${what}`);
      return { pause: order('pause'), resume: order('resume'), step: order('step'), stop: order('stop') };
    },
    read: () => Promise.reject(new Error('nothing is read here')),
    look: () => Promise.reject(new Error('nothing is looked at here')),
    forget: () => Promise.reject(new Error('nothing is forgotten here')),
    fade: () => Promise.reject(new Error('nothing fades here')),
    original: () => {
      throw new Error('nothing is trained as in 1997 here');
    },
    measure: () => {
      throw new Error('nothing is measured here');
    },
    close: () => undefined,
  };
  const timers: (() => void)[] = [];
  let nowMs = 0;
  const clock: Clock = {
    now: () => nowMs,
    setTimeout: (action) => timers.push(action),
    clearTimeout: () => undefined,
  };
  const told: Fresh[] = [];
  const race = startRuns(
    client,
    { runs, isPaused, watch: () => ({ what: 'reading', every: 20, seed: 1 }), atOnce, from },
    (one) => told.push(one),
    clock,
  );
  const say = (job: number, from: number, to: number, part: Partial<TrainingProgress> = {}) => {
    const reports = Array.from({ length: to - from + 1 }, (_, k) => {
      const update = from + k;
      const check = update % 10 === 0 ? { loss: 0.1, accuracy: update / 30 } : null;
      return { update, loss: 1 / update, accuracy: 0.5, gradientNorm: 1, check, solvedAt: update >= 20 ? 10 : null };
    });
    const rest = {
      kind: 'progress',
      job,
      path: 'wasm',
      caveat: null,
      updateMs: 1,
      reading: null,
      insight: null,
    } as const;
    listeners[job]?.onProgress({ ...rest, checkpoint: null, finalScore: null, state: 'running', reports, ...part });
  };
  return {
    race,
    say,
    orders,
    told,
    fail: (job: number) => listeners[job]?.onFailure({ code: 'workerDied', values: { tries: 3 }, message: 'gone' }),
    wait: (ms: number) => {
      nowMs += ms;
    },
    ring: () => {
      for (const action of timers.splice(0)) action();
    },
    last: () => told.at(-1) as Fresh,
  };
}

describe('three cells trained in the page', () => {
  test('are told of together, at most once until the timer rings', () => {
    const { say, told, ring, last } = stage();
    expect(told).toHaveLength(1);
    say(0, 1, 5);
    say(1, 1, 7);
    say(0, 6, 12);
    expect(told).toHaveLength(1);
    ring();
    expect(told).toHaveLength(2);
    expect(last().cells.map(({ update }) => update)).toEqual([12, 7, 0]);
    expect(last().cells[0]?.checks).toEqual([{ update: 10, score: 10 / 30, loss: 0.1 }]);
  });

  test('go back with a worker that began again at its last checkpoint', () => {
    const { say, ring, last } = stage();
    say(0, 1, 25);
    say(0, 8, 12);
    ring();
    expect(last().cells[0]?.losses).toEqual(Array.from({ length: 12 }, (_, k) => 1 / (k + 1)));
    expect(last().cells[0]?.checks.map(({ update }) => update)).toEqual([10]);
    expect(last().cells[0]?.solvedAt).toBeNull();
  });

  test('are finished when all three are', () => {
    const { say, last } = stage();
    const end = { state: 'finished', finalScore: { loss: 0, accuracy: 1 } } as const;
    say(0, 1, 30, end);
    say(1, 1, 30, end);
    expect(last().status).toBe('running');
    say(2, 1, 30, end);
    expect(last()).toMatchObject({ status: 'finished', leftMs: null });
    expect(last().cells[2]).toMatchObject({ solvedAt: 10, final: 1, isFinished: true });
  });

  test('pause, go on, make one update and stop together', () => {
    const { race, orders, last } = stage();
    race.pause();
    race.step();
    expect(last().status).toBe('paused');
    race.resume();
    race.stop();
    race.resume();
    expect(last().status).toBe('stopped');
    expect(orders.filter((order) => order.startsWith('gru'))).toEqual([
      'gru starts',
      'gru pause',
      'gru step',
      'gru resume',
      'gru stop',
    ]);
  });

  test('wait while the page is hidden, and go on by themselves unless the reader had paused them', () => {
    const { race, orders, last } = stage();
    race.wait();
    race.wait();
    expect(last()).toMatchObject({ status: 'waiting', hasWaited: false });
    race.goOn();
    race.goOn();
    expect(last()).toMatchObject({ status: 'running', hasWaited: true });
    race.pause();
    race.wait();
    race.goOn();
    expect(last()).toMatchObject({ status: 'paused', hasWaited: false });
    expect(orders.filter((order) => order.startsWith('lstm'))).toEqual([
      'lstm starts',
      'lstm pause',
      'lstm resume',
      'lstm pause',
    ]);
  });

  test('begin one after another where there is room for few', () => {
    const { race, say, orders, last } = stage(false, 1);
    const end = { state: 'finished', finalScore: { loss: 0, accuracy: 1 } } as const;
    expect(orders).toEqual(['rnn starts']);
    say(0, 1, 30, end);
    expect(orders).toEqual(['rnn starts', 'gru starts']);
    race.pause();
    say(1, 1, 30, end);
    expect(orders.slice(2)).toEqual(['rnn pause', 'gru pause', 'lstm waits']);
    expect(last().status).toBe('paused');
    say(2, 1, 30, end);
    expect(last().status).toBe('finished');
  });

  test('are left at their last checkpoints, and go on from there another day; what was done is not done again', () => {
    const checkpoint = (run: number, update: number, solvedAt: number | null): Checkpoint => ({
      version: 1,
      run: runs[run] as Run,
      update,
      solvedAt,
      lastCheckPassed: false,
      random: [1, 2, 3, 4],
      optimizerUpdates: update,
      powers: [],
      parameters: new Float64Array(2),
      slots: [],
    });
    const { race, say } = stage(false, 2);
    const end = { state: 'finished', finalScore: { loss: 0, accuracy: 1 } } as const;
    say(0, 1, 30, { ...end, checkpoint: checkpoint(0, 30, 10) });
    say(1, 1, 12, { checkpoint: checkpoint(1, 12, null) });
    say(1, 13, 25);
    const left = race.progress();
    expect(left.map(({ isFinished, solvedAt, final }) => [isFinished, solvedAt, final])).toEqual([
      [true, 10, 1],
      [false, null, null],
      [false, null, null],
    ]);
    expect(left.map(({ losses, checks }) => [losses.length, checks.map(({ update }) => update)])).toEqual([
      [30, [10, 20, 30]],
      [12, [10]],
      [0, []],
    ]);

    const again = stage(false, 2, left);
    expect(again.orders).toEqual(['gru starts after 12', 'lstm starts']);
    expect(again.last().cells.map(({ update }) => update)).toEqual([30, 12, 0]);
    again.say(0, 13, 30, end);
    again.say(1, 1, 30, end);
    expect(again.last()).toMatchObject({ status: 'finished', cells: [{ final: 1 }, { final: 1 }, { final: 1 }] });
    expect(again.last().cells[1]?.losses).toEqual(Array.from({ length: 30 }, (_, k) => 1 / (k + 1)));
  });

  test('all end when one fails, and the failure is told', () => {
    const { say, fail, orders, last } = stage();
    fail(1);
    say(0, 1, 5);
    expect(last()).toMatchObject({ status: 'failed', failure: { code: 'workerDied', values: { tries: 3 } } });
    expect(orders.slice(3)).toEqual(['rnn stop', 'gru stop', 'lstm stop']);
  });

  test('tell their pace once they have gone on for half a second', () => {
    const { say, wait, ring, last } = stage();
    say(0, 1, 1);
    wait(1000);
    say(1, 1, 9);
    ring();
    // 9 of 90 updates in the second after the first word.
    expect(last()).toMatchObject({ rate: 9, leftMs: (80 / 9) * 1000 });
  });
});
