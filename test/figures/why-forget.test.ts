/** Why did it forget: whose network, which numbers, and in which words. */
import { readFileSync } from 'node:fs';
import { describe, expect, test, vi } from 'vitest';
import en from '../../content/interface/en.json' with { type: 'json' };
import zh from '../../content/interface/zh.json' with { type: 'json' };
import { type Forgetting, measureForgetting } from '../../src/experiments/forgetting.ts';
import { type Board, hearOwnRuns, type OwnRun, offerOwnRuns } from '../../src/figures/shared/own-runs.ts';
import { atFirst } from '../../src/figures/why-forget/at-first.ts';
import { floor, linesOf, pointsOf } from '../../src/figures/why-forget/lines.ts';
import { createForgetModel } from '../../src/figures/why-forget/model.ts';
import { offersOf } from '../../src/figures/why-forget/offers.ts';
import { forgetCells } from '../../src/figures/why-forget/state.ts';
import type { AtFirst, ForgetTexts, NetworkOffer } from '../../src/figures/why-forget/types.ts';
import { findingOf, findingWords, networkWords, titleOf } from '../../src/figures/why-forget/words.ts';
import { type Run, recipe } from '../../src/training/run.ts';
import { createTraining } from '../../src/training/trainer.ts';
import type { WorkerClient } from '../../src/worker/client.ts';

const textsOf = (all: Record<string, string>) => {
  const prefix = 'figures.why-forget.';
  const own = Object.entries(all).filter(([key]) => key.startsWith(prefix));
  return Object.fromEntries(own.map(([key, text]) => [key.slice(prefix.length), text])) as ForgetTexts;
};
const texts = textsOf(en);
const runOf = (part: Partial<Run>): Run => ({ ...recipe, task: 'remember', lag: 8, cell: 'rnn', hidden: 3, ...part });
const forgettingOf = (run: Run): Forgetting => {
  const { network, parameters, task } = createTraining(run);
  return measureForgetting(network, parameters, task, 1);
};
const offers: NetworkOffer[] = forgetCells.flatMap((cell) =>
  [5, 20, 100].map((lag) => ({ cell, lag, hidden: 3, accuracy: 0.25, weights: `${cell}-${lag}` })),
);
const opening: AtFirst = { ...atFirst(forgettingOf(runOf({}))), best: 0.5 };

/** A page of nothing but an address, and a worker that measures what begins with this run's weights. */
function stage(hash = '') {
  const board = new EventTarget();
  const page = Object.assign(new EventTarget(), {
    location: { hash, pathname: '/', search: '' },
    history: { state: null, replaceState: () => undefined },
    document: Object.assign(board, { querySelectorAll: () => [] }),
    setTimeout: () => 0,
    clearTimeout: () => undefined,
  }) as never;
  const asked: unknown[] = [];
  const worker = { isBroken: false };
  const client = {
    forget: async (run: Run, weights: unknown) => {
      asked.push([run.cell, run.lag, weights]);
      if (worker.isBroken) throw Object.assign(new Error('gone'), { code: 'notRead', values: {} });
      return forgettingOf({ ...run, lag: 8 });
    },
    close: () => undefined,
  } as Partial<WorkerClient> as WorkerClient;
  const fetchWeights = async (address: string) => new TextEncoder().encode(address);
  const model = createForgetModel({ id: 'forget', offers, opening }, () => client, fetchWeights);
  const settled = () => vi.waitFor(() => expect(model.shown.value.isCurrent).toBe(true));
  return { model, page, board: board as unknown as Board, asked, worker, settled };
}

describe('the network on screen', () => {
  test('is measured from its own file, once', async () => {
    const { model, page, asked, settled } = stage();
    expect(model.shown.value.atFirst?.best).toBe(0.5);
    const close = model.start(page);
    await settled();
    model.choose({ cell: 'lstm' });
    await settled();
    model.choose({ cell: 'rnn' });
    await settled();
    expect(asked).toEqual([
      ['rnn', 100, new TextEncoder().encode('rnn-100')],
      ['lstm', 100, new TextEncoder().encode('lstm-100')],
    ]);
    model.state.undo();
    expect(model.state.now.value.cell).toBe('lstm');
    expect(model.csv().split('\r\n')).toHaveLength(10 + 2);
    close();
  });

  test('is the nearest that ships to what a link asks for, and the link says so', async () => {
    const { model, page, settled } = stage('#f=forget&v=1&cell=gru&lag=17');
    const close = model.start(page);
    expect([model.state.now.value, model.state.asked.value?.lag]).toEqual([{ cell: 'gru', lag: 20 }, 17]);
    await settled();
    expect(model.shown.value.offer?.weights).toBe('gru-20');
    close();
  });

  test('is said not to have come, and asked for again', async () => {
    const { model, page, worker, settled } = stage();
    worker.isBroken = true;
    const close = model.start(page);
    await vi.waitFor(() => expect(model.failure.value?.code).toBe('notRead'));
    worker.isBroken = false;
    model.retry();
    await settled();
    close();
  });

  test('may be one that was trained on the page, before or after the figure woke', async () => {
    const { model, page, board, asked, settled } = stage();
    const own = (update: number): OwnRun => ({ run: runOf({}), update, parameters: new Float64Array(9).fill(update) });
    let now = [own(40)];
    const offered = offerOwnRuns(board, () => now);
    const close = model.start(page);
    expect(model.ownRuns.value).toEqual(now);
    await settled();
    model.chooseOwn(now[0] as OwnRun);
    await settled();
    expect(asked.at(-1)).toEqual(['rnn', 8, now[0]?.parameters]);
    expect(networkWords(texts, model.shown.value)).toBe('Your own RNN with 3 units, seed 1, lag 8, after 40 updates.');
    expect(titleOf(texts, model.shown.value)).toMatch(/^Over lag 8 the RNN /);
    const other = {
      run: runOf({ task: 'adding', lag: 40, variant: 'relu' }),
      update: 3,
      parameters: new Float64Array(1),
    };
    const shownOther = { ...model.shown.value, own: other };
    expect(titleOf(texts, shownOther)).toMatch(/^Over 9 steps the RNN /);
    expect(networkWords(texts, shownOther)).toBe(
      'Your own RNN relu with 3 units, seed 1, after 3 updates, on a task of your choice.',
    );
    // Further on it is measured again; when its setting is left, what ships comes back.
    now = [own(50)];
    offered.tell();
    await settled();
    expect(asked.at(-1)).toEqual(['rnn', 8, now[0]?.parameters]);
    now = [];
    offered.tell();
    await settled();
    expect(model.shown.value.offer?.cell).toBe('rnn');
    close();
    offered.close();
    const late = vi.fn();
    hearOwnRuns(board, late)();
    expect(late).not.toHaveBeenCalled();
  });
});

describe('in words', () => {
  test('what is kept or lost is put down to the road where the road accounts for it', () => {
    expect(findingOf({ jacobian: 4, best: 0.9 })).toBe('kept.road');
    expect(findingOf({ jacobian: 0.5, best: 0.05 })).toBe('kept.rest');
    expect(findingOf({ jacobian: 1e-19, best: 0.11 })).toBe('lost.rest');
    expect(findingOf({ jacobian: 1e-9, best: 1e-8 })).toBe('lost.road');
  });

  test.each(forgetCells)('every finding about the %s has its sentences, with the numbers measured', (cell) => {
    const road = cell === 'rnn' ? 'slope' : cell === 'gru' ? 'updateGate' : 'forgetGate';
    for (const [jacobian, best] of [
      [4, 0.9],
      [0.5, 0.05],
      [1e-19, 0.11],
      [1e-9, 1e-8],
    ] as const) {
      const first = { ...opening, cell, road, jacobian, best, typical: 0.3, gradient: 2e-4, bestUnit: 2 } as const;
      const shown = { offer: null, own: null, forgetting: null, atFirst: first, isCurrent: true };
      for (const words of [texts, textsOf(zh)]) {
        const all = `${titleOf(words, shown)} ${findingWords(words, shown)}`;
        expect(all).toContain('2 × 10⁻⁴');
        expect(all).toContain('0.30');
        expect(all).not.toMatch(/[{}]|undefined/);
      }
    }
  });

  test('a line leaves the chart where it is too small for it', () => {
    const values = Float64Array.from([1e-20, floor, 0.5, 1]);
    const points = pointsOf({ typical: values, best: values, jacobian: values, gradient: values }, 'best');
    expect(points.map(({ y }) => y)).toEqual([null, floor, 0.5, 1]);
    // No two lines look alike, whatever their colours.
    const looks = linesOf('forgetGate').map(({ width, dashes }) => `${width} ${dashes}`);
    expect(new Set(looks).size).toBe(looks.length);
  });

  test('every network of the race that ships is offered, with how well it does', () => {
    const entries = forgetCells.map((cell) => {
      const id = `race-remember-100-${cell}`;
      return { id, data: JSON.parse(readFileSync(`content/networks/${id}.json`, 'utf8')) };
    });
    const addresses = Object.fromEntries(entries.map(({ id }) => [`/content/networks/${id}.safetensors`, `at/${id}`]));
    const other = { id: 'last-capital-rnn', data: entries[0]?.data };
    const found = offersOf([...entries, other], addresses);
    expect(found.map(({ cell, lag }) => [cell, lag])).toEqual(forgetCells.map((cell) => [cell, 100]));
    expect(() => offersOf(entries, {})).toThrow('does not ship');
    const [rnn] = found;
    const words = networkWords(texts, {
      offer: rnn ?? null,
      own: null,
      forgetting: null,
      atFirst: null,
      isCurrent: false,
    });
    expect(words).toMatch(/^RNN with 35 units, trained on lag 100: right on \d+\s% /);
  });
});
