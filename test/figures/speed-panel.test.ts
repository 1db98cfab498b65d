/** The speed panel: its numbers as panels and as a file, its sentences, and what it does when pressed. */
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { speedsCsv } from '../../src/figures/speed-panel/csv.ts';
import { createSpeedModel, type SpeedPage, storageKey } from '../../src/figures/speed-panel/model.ts';
import { fastestAt, panelOf, rangeOf, ticksIn, valueAt } from '../../src/figures/speed-panel/panels.ts';
import { formatRate, formatTick } from '../../src/figures/speed-panel/rates.ts';
import {
  leadLine,
  notes,
  panelNote,
  panelSummary,
  statusLine,
  titleOf,
  verdict,
} from '../../src/figures/speed-panel/words.ts';
import { slice } from '../../src/i18n/dictionary.ts';
import type { MeasuringListener, WorkerClient } from '../../src/worker/client.ts';
import type { MeasuringProgress } from '../../src/worker/messages.ts';
import { noSpeeds, type SpeedRow, type Speeds } from '../../src/worker/speeds.ts';

const texts = slice('en', 'figures.speed-panel');
const errors = slice('en', 'errors');
const rows: SpeedRow[] = [
  { kind: 'product', path: 'float32', size: 32, ms: 0.065536 },
  { kind: 'product', path: 'float32', size: 64, ms: 0.524288 },
  { kind: 'product', path: 'wasm', size: 32, ms: 0.0065536 },
  { kind: 'update', path: 'float32', size: 4, ms: 2 },
  { kind: 'update', path: 'wasm', size: 4, ms: 0.25 },
];
const speeds: Speeds = { ...noSpeeds, rows };

describe('a panel', () => {
  test('shows rates, or how many times as fast as typed arrays', () => {
    expect(panelOf('product', 'rate', rows).series.slice(0, 2)).toEqual([
      {
        path: 'float32',
        points: [
          { size: 32, value: 1 },
          { size: 64, value: 1 },
        ],
      },
      { path: 'wasm', points: [{ size: 32, value: 10 }] },
    ]);
    expect(valueAt(panelOf('update', 'rate', rows), 'wasm', 4)).toBe(4000);
    expect(valueAt(panelOf('update', 'times', rows), 'wasm', 4)).toBe(8);
    expect(valueAt(panelOf('update', 'times', rows), 'relaxed', 4)).toBeNull();
  });
  test('knows the fastest at each size, and that there is none where nothing was measured', () => {
    const panel = panelOf('product', 'rate', rows);
    expect([32, 64, 128].map((size) => fastestAt(panel, size))).toEqual(['wasm', 'float32', null]);
  });
  test('spans one, two or five times a power of ten, with ticks that a reader knows', () => {
    const spanOf = (low: number, high: number) =>
      rangeOf({
        ...panelOf('product', 'rate', []),
        series: [
          {
            path: 'wasm',
            points: [
              { size: 32, value: low },
              { size: 64, value: high },
            ],
          },
        ],
      });
    expect(spanOf(0.7, 45)).toEqual([0.5, 50]);
    expect(spanOf(2, 2)).toEqual([1, 4]);
    expect(rangeOf(panelOf('update', 'rate', []))).toEqual([10, 10_000]);
    expect(ticksIn([0.5, 500])).toEqual([1, 10, 100]);
    expect(ticksIn([0.5, 50])).toEqual([0.5, 1, 2, 5, 10, 20, 50]);
  });
  test('prints about three digits of a rate, and of a tick what it is', () => {
    expect([0.7, 31.65, 1374.2, 5, 0.00449].map(formatRate)).toEqual(['0.70', '31.7', '1,374', '5.00', '0.0045']);
    expect([0.5, 20, 10_000].map(formatTick)).toEqual(['0.5', '20', '10,000']);
  });
});

test('the file has a line for each timing, with the rate of its milliseconds and its unit', () => {
  const lines = speedsCsv(rows).split('\r\n');
  expect(lines[0]).toBe('kind,path,size,milliseconds,rate,unit');
  expect(lines[3]).toBe('product,wasm,32,0.0065536,10,GFLOP/s');
  expect(lines[5]).toBe('update,wasm,4,0.25,4000,updates/s');
  expect(lines).toHaveLength(rows.length + 2);
});

describe('its sentences', () => {
  test('say the best rate, and nothing before there is one', () => {
    expect(titleOf(texts, 'none', noSpeeds)).toBe('How fast is this device?');
    expect(titleOf(texts, 'finished', speeds)).toBe('This device multiplies matrices at up to 10.0 GFLOP/s');
    expect(verdict(texts, 'product', noSpeeds)).toBe('');
  });
  test('compare the fastest at the largest size with typed arrays, where it is another', () => {
    expect(verdict(texts, 'update', speeds)).toBe(
      'At 4 units, WASM trains at 4,000 updates a second: 8.00 times the pace of typed arrays.',
    );
    expect(verdict(texts, 'product', speeds)).toBe('At n = 64, typed arrays are fastest: 1.00 GFLOP/s.');
  });
  test('say from where on a path leads', () => {
    const lead = { kind: 'product', path: 'relaxed', over: 'wasm' } as const;
    expect(leadLine(texts, { ...lead, from: 32 })).toBe('Relaxed WASM is ahead of WASM at every size measured.');
    expect(leadLine(texts, { ...lead, from: 128 })).toBe('Relaxed WASM is ahead of WASM from n = 128 on.');
    expect(leadLine(texts, { ...lead, from: null })).toMatch(/^Relaxed WASM is not ahead of WASM/);
  });
  test('give each reason once, and name software that draws', () => {
    const gap = { path: 'relaxed', from: 32, reason: 'noRelaxedSimd' } as const;
    const said = notes(texts, {
      ...speeds,
      rows: [...rows, { kind: 'product', path: 'webgl', size: 32, ms: 1 }],
      gaps: [
        { ...gap, kind: 'product' },
        { ...gap, kind: 'update', from: 4 },
      ],
      renderer: { name: 'llvmpipe', isSoftware: true },
    });
    expect(said).toEqual([
      'Relaxed WASM is missing: this browser does not offer relaxed SIMD.',
      'WebGL2 is drawn by software here, on the processor (llvmpipe): its numbers say nothing about a graphics processor.',
    ]);
  });
  test('tell a panel to whoever does not see it, and what a training is', () => {
    expect(panelSummary(texts, panelOf('product', 'rate', rows))).toBe(
      'Typed arrays from 1.00 at 32 to 1.00 at 64; WASM from 10.0 at 32 to 10.0 at 32',
    );
    expect(panelSummary(texts, panelOf('product', 'rate', []))).toBe('Not measured yet');
    expect(panelNote(texts, panelOf('update', 'rate', rows))).toContain('32 sequences of 22 steps');
  });
});

describe('pressed', () => {
  let listener: MeasuringListener | null;
  let orders: string[];
  let stored: Map<string, string>;
  let isHidden: boolean;
  let onVisibility: () => void;

  const client = () =>
    ({
      measure(heard: MeasuringListener) {
        listener = heard;
        const order = (name: string) => () => void orders.push(name);
        return { pause: order('pause'), resume: order('resume'), stop: order('stop') };
      },
      close: () => void orders.push('close'),
    }) as unknown as WorkerClient;
  const page = () =>
    ({
      location: { pathname: '/', search: '', hash: '' },
      history: { replaceState: () => undefined },
      document: {
        get hidden() {
          return isHidden;
        },
        querySelectorAll: () => [],
        addEventListener: (_: string, listen: () => void) => {
          onVisibility = listen;
        },
        removeEventListener: () => undefined,
      },
      sessionStorage: {
        getItem: (key: string) => stored.get(key) ?? null,
        setItem: (key: string, value: string) => void stored.set(key, value),
        removeItem: (key: string) => void stored.delete(key),
      },
      addEventListener: () => undefined,
      removeEventListener: () => undefined,
      setTimeout: () => 0,
      clearTimeout: () => undefined,
    }) as unknown as SpeedPage;
  const progress = (part: Partial<MeasuringProgress>): MeasuringProgress => ({
    kind: 'measured',
    job: 1,
    speeds,
    done: 5,
    of: 33,
    next: { kind: 'product', path: 'wasm', size: 64 },
    state: 'running',
    ...part,
  });
  const open = () => {
    const model = createSpeedModel('speed', client);
    model.start(page());
    return model;
  };

  beforeEach(() => {
    vi.useFakeTimers();
    [listener, orders, stored, isHidden] = [null, [], new Map(), false];
    return () => vi.useRealTimers();
  });

  test('nothing is measured before', () => {
    const model = open();
    vi.advanceTimersByTime(60_000);
    expect([listener, model.status.value]).toEqual([null, 'none']);
    expect(statusLine(texts, errors, model)).toMatch(/^Nothing has been measured yet\. It takes about 10 seconds/);
  });

  test('it measures, keeps what came for the visit, and lets the worker go', () => {
    const model = open();
    model.measure();
    listener?.onProgress(progress({}));
    vi.advanceTimersByTime(1);
    expect(statusLine(texts, errors, model)).toBe('Timing 6 of 33: WASM, 64 × 64 matrices.');
    listener?.onProgress(progress({ state: 'finished', done: 33, next: null }));
    expect([model.status.value, orders]).toEqual(['finished', ['stop', 'close']]);
    const later = open();
    expect([later.status.value, later.speeds.value]).toEqual(['kept', speeds]);
    later.reset();
    expect([later.status.value, stored.has(storageKey)]).toEqual(['none', false]);
  });

  test('stop ends it at once, and what had come stands', () => {
    const model = open();
    model.measure();
    listener?.onProgress(progress({}));
    model.stop();
    expect(orders).toEqual(['stop', 'close']);
    expect(model.speeds.value).toEqual(speeds);
    listener?.onProgress(progress({ done: 6, speeds: noSpeeds }));
    vi.advanceTimersByTime(1000);
    expect(model.speeds.value).toEqual(speeds);
    expect(statusLine(texts, errors, model)).toBe('Stopped after 5 of 33 timings. What was measured stands.');
  });

  test('it waits while the page is hidden, and goes on', () => {
    const model = open();
    model.measure();
    isHidden = true;
    onVisibility();
    expect(model.status.value).toBe('waiting');
    isHidden = false;
    onVisibility();
    expect([model.status.value, orders]).toEqual(['running', ['pause', 'resume']]);
  });

  test('a failure is told in the words of its code, and another try is free', () => {
    const model = open();
    model.measure();
    listener?.onFailure({ code: 'notMeasured', values: {}, message: 'silence' });
    expect(statusLine(texts, errors, model)).toMatch(/^The measurement ended before it was done/);
    model.measure();
    expect([model.status.value, model.failure.value]).toEqual(['running', null]);
  });

  test('a page whose storage is closed measures all the same', () => {
    const model = createSpeedModel('speed', client);
    const closed = () => {
      throw new DOMException('denied', 'SecurityError');
    };
    model.start({ ...page(), sessionStorage: { getItem: closed, setItem: closed, removeItem: closed } as never });
    model.measure();
    listener?.onProgress(progress({ state: 'finished' }));
    expect(model.status.value).toBe('finished');
  });
});
