/** The gradient figure: its ramp, its sentences, its file, and what it asks the worker for when something is turned. */
import { describe, expect, test, vi } from 'vitest';
import { type Faded, fade, type Untrained } from '../../src/experiments/fading.ts';
import { FADING_LAG, FADING_ROWS } from '../../src/experiments/fading-rows.ts';
import { gradientCsv } from '../../src/figures/laboratory-gradient/csv.ts';
import { createGradientModel } from '../../src/figures/laboratory-gradient/model.ts';
import { gradientFields } from '../../src/figures/laboratory-gradient/state.ts';
import { nameOf, statusLine, stripLabel, titleOf } from '../../src/figures/laboratory-gradient/words.ts';
import { placeOnRamp, stripOf } from '../../src/figures/shared/gradient-ramp.ts';
import { slice } from '../../src/i18n/dictionary.ts';
import type { WorkerClient } from '../../src/worker/client.ts';

const texts = slice('en', 'figures.laboratory-gradient');
const opening = FADING_ROWS.map(({ name, untrained }) => ({ name, untrained, atFirst: [1e-8, 1e-6] }));

/** A figure in a page that is only an address, and what its worker was asked for. */
function open(answer: (untrained: Untrained, lag: number) => Promise<Faded>, hash = '') {
  const asked: string[] = [];
  const fades = (untrained: Untrained, lag: number) => {
    asked.push(`${untrained.cell} ${untrained.init} ${untrained.gateBias ?? untrained.radius ?? ''} ${lag}`);
    return answer(untrained, lag);
  };
  const client = { fade: fades, close: () => undefined } as unknown as WorkerClient;
  const model = createGradientModel('gradient', opening, () => client);
  const page = {
    location: { hash, pathname: '/', search: '' },
    history: { state: null, replaceState: () => undefined },
    document: { querySelectorAll: () => [] },
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
    setTimeout: () => 0,
    clearTimeout: () => undefined,
  } as unknown as Parameters<typeof model.start>[0];
  const close = model.start(page);
  return { model, asked, close };
}

const shares = (share: number): Faded => ({ shares: new Float64Array([1, share]), atFirst: [share, share] });

describe('a strip', () => {
  test('is blank at 1e-8 and below, full at 1 and above, and even in between', () => {
    expect([0, 1e-12, 1e-8, 1e-4, 1, 50].map(placeOnRamp)).toEqual([0, 0, 0, 0.5, 1, 1]);
  });
  test('begins with the first step, which lies furthest back', () => {
    expect(stripOf([1, 1e-4, 0])).toMatchObject({ rows: 1, columns: 3, values: [0, 0.5, 1] });
  });
});

describe('the figure', () => {
  test('opens on numbers made at build, and asks for what the reader may turn first', async () => {
    const { model, asked, close } = open(async () => shares(0.5));
    expect(model.rows.peek()[0]).toMatchObject({ share: expect.closeTo(1e-7, 12), range: [1e-8, 1e-6], faded: null });
    await vi.waitFor(() => expect(model.isSettled.peek()).toBe(true));
    expect(asked.slice(0, 2)).toEqual(['rnn default 1.2 100', 'lstm constant 3 100']);
    expect(asked).toHaveLength(FADING_ROWS.length);
    close();
  });

  test('asks again only for what a change concerns, and for nothing it was told before', async () => {
    const { model, asked, close } = open(async (_, lag) => shares(1 / lag));
    await vi.waitFor(() => expect(model.isSettled.peek()).toBe(true));
    asked.length = 0;
    model.state.change({ bias: 5 });
    await vi.waitFor(() => expect(model.isSettled.peek()).toBe(true));
    expect(asked).toEqual(['lstm constant 5 100']);
    model.state.change({ lag: 20 });
    await vi.waitFor(() => expect(model.isSettled.peek()).toBe(true));
    expect(asked).toHaveLength(1 + FADING_ROWS.length);
    model.state.undo();
    model.state.undo();
    expect(model.isSettled.peek()).toBe(true);
    expect(asked).toHaveLength(1 + FADING_ROWS.length);
    close();
  });

  test('says what went wrong, and tries again when asked', async () => {
    let isBroken = true;
    const { model, close } = open(async () => {
      if (isBroken) throw Object.assign(new Error('gone'), { code: 'workerNotStarted', values: {} });
      return shares(0.5);
    });
    await vi.waitFor(() => expect(model.failure.peek()?.code).toBe('workerNotStarted'));
    isBroken = false;
    model.retry();
    await vi.waitFor(() => expect(model.isSettled.peek()).toBe(true));
    expect(model.failure.peek()).toBeNull();
    close();
  });

  test('opens a link with all three choices', async () => {
    const { model, close } = open(async () => shares(0.5), '#f=gradient&v=1&lag=50&bias=-1.5&radius=0.95');
    expect(model.state.now.peek()).toEqual({ lag: 50, bias: -1.5, radius: 0.95 });
    expect(nameOf(texts, model.rows.peek()[7] as never).setting).toBe('forget bias −1.5');
    close();
  });
});

describe('what it says and hands over', () => {
  const rows = FADING_ROWS.map(({ name, untrained }) => {
    const faded = fade(untrained, FADING_LAG, [1, 2]);
    const share = faded.shares.at(-1) ?? Number.NaN;
    return { name, untrained, share, range: [share / 2, 2 * share] as const, faded, isCurrent: true };
  });

  test('counts the networks that pass back next to nothing', () => {
    const few = rows.filter(({ share }) => share < 1e-6).length;
    expect(few).toBeGreaterThan(0);
    expect(titleOf(texts, rows, 100)).toMatch(new RegExp(`^${few} of 9 untrained networks pass back less`));
    expect(titleOf(texts, rows.slice(-1), 100)).toMatch(/^All 1 /);
  });
  test('says for how many steps the bias holds, 1 / (1 - sigmoid(b))', () => {
    const state = { lag: 100, bias: gradientFields.bias.fallback, radius: gradientFields.radius.fallback };
    expect(statusLine(texts, rows, state)).toMatch(/^With forget bias 3\.0 a unit holds for about 21\.1 steps; /);
    expect(stripLabel(texts, rows[5] as never, 100)).toMatch(/^GRU, chrono: 0\.\d\d of the gradient comes back/);
  });
  test('hands over every share with all its digits', () => {
    const [head, ...lines] = gradientCsv(rows).trimEnd().split('\r\n');
    expect(head).toBe('network,gate_bias,radius,steps_back,share');
    expect(lines).toHaveLength(9 * (FADING_LAG + 2));
    expect(lines[0]).toBe('rnn-uniform,,,0,1');
    expect(Number(lines[101]?.split(',')[4])).toBe(rows[0]?.faded.shares[101]);
  });
});
