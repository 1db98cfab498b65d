import { describe, expect, test } from 'vitest';
import { readKernel } from '../../src/commands/shared/kernels.ts';
import type { ComputePlan, PathName } from '../../src/engine/compute.ts';
import { type Available, caveatOf, choose, findAvailable, measure } from '../../src/engine/kernels/choose.ts';
import type { Kernels } from '../../src/engine/kernels/contract.ts';
import {
  crossover,
  estimate,
  MEASUREMENT_VERSION,
  type Measurement,
  measureKernels,
} from '../../src/engine/kernels/measure.ts';
import { referenceKernels } from '../../src/engine/kernels/reference.ts';
import type { WebglDevice } from '../../src/engine/kernels/webgl.ts';

const device: WebglDevice = { bytes: 0, product: () => false, dispose: () => {} };
const full: Available = {
  ...findAvailable({ plain: readKernel('plain'), relaxed: readKernel('relaxed') }, null),
  webgl: device,
};
const bare: Available = findAvailable({ plain: null, relaxed: null }, null);

const planOf = (hiddenSize: number, batch: number): ComputePlan => ({
  network: { cell: 'lstm', inputSize: 2, hiddenSize, outputSize: 1, bias: true },
  traces: [{ capacity: 100, batch }],
  parameterSets: 4,
});
const small = planOf(32, 32);
const large = planOf(128, 256);

/** A device that takes 1 ms for any product, beside paths of so many GFLOP/s. */
function measured(gflops: Partial<Record<PathName, number>>, activationMs = 0): Measurement {
  const sides = [32, 64, 128, 256];
  const timings = (rate: number) => sides.map((side) => ({ side, ms: (2 * side ** 3) / (rate * 1e6) }));
  const products = Object.fromEntries(Object.entries(gflops).map(([name, rate]) => [name, timings(rate)]));
  const webgl = sides.map((side) => ({ side, ms: 1 }));
  return { version: MEASUREMENT_VERSION, activationMs, products: { ...products, webgl } };
}

const slow = measured({ relaxed: 2, wasm: 1.5, float32: 0.5 });

describe('a reproducible run', () => {
  test('takes plain compiled code whatever was measured', () => {
    const absurd = { ...slow, products: { webgl: [{ side: 32, ms: 1e-6 }], wasm: [{ side: 32, ms: 1e6 }] } };
    for (const plan of [small, large]) {
      for (const measurement of [null, slow, absurd]) {
        expect(choose('reproducible', full, plan, measurement).name).toBe('wasm');
      }
    }
    expect(caveatOf('reproducible', choose('reproducible', full, small, null))).toBeNull();
  });

  test('takes typed arrays where there is no plain compiled code, and says what it cannot promise', () => {
    const path = choose('reproducible', { ...full, plain: null }, small, slow);
    expect(path.name).toBe('float32');
    expect(caveatOf('reproducible', path)).toBe('lastDigitsMayDiffer');
  });
});

describe('a run that wants to be fastest', () => {
  test('takes the best compiled code there is, measured or not', () => {
    for (const measurement of [null, slow]) {
      expect(choose('fastest', { ...full, webgl: null }, large, measurement).name).toBe('relaxed');
      expect(choose('fastest', { ...full, webgl: null, relaxed: null }, large, measurement).name).toBe('wasm');
      expect(choose('fastest', bare, large, measurement).name).toBe('float32');
    }
    expect(choose('fastest', full, large, null).name).toBe('relaxed');
  });

  test('takes the graphics processor where it wins for the sizes of the run, and only there', () => {
    expect(choose('fastest', full, large, slow).name).toBe('webgl');
    expect(choose('fastest', full, small, slow).name).toBe('relaxed');
    expect(choose('fastest', full, large, measured({ relaxed: 40 })).name).toBe('relaxed');
  });

  test('counts what an unrolled step pays besides its products, where compiled code would be fused', () => {
    const dear = measured({ relaxed: 2 }, 1e-3);
    expect(choose('fastest', full, large, dear).name).toBe('relaxed');
    const unfused: ComputePlan = { ...large, network: { ...large.network, cell: 'gru', reset: 'before' } };
    // Both pay it: hardly any difference is left.
    expect(choose('fastest', full, unfused, dear).name).toBe('relaxed');
    expect(choose('fastest', full, unfused, measured({ relaxed: 2 }, 1e-6)).name).toBe('webgl');
  });

  test('counts the products of every layer', () => {
    // A layer above another reads 128 numbers instead of 2 and hands a gradient down: six large products to three.
    const layered: ComputePlan = { ...large, network: { ...large.network, layers: 3 } };
    const close = measured({ relaxed: 15 }, 1.1e-5);
    expect(choose('fastest', full, large, close).name).toBe('relaxed');
    expect(choose('fastest', full, layered, close).name).toBe('webgl');
  });

  test('does not believe a measurement of another version, nor one without times', () => {
    expect(choose('fastest', full, large, { ...slow, version: MEASUREMENT_VERSION + 1 }).name).toBe('relaxed');
    expect(choose('fastest', full, large, { ...slow, products: {} }).name).toBe('relaxed');
  });

  test('never promises to be reproducible', () => {
    for (const name of ['relaxed', 'wasm', 'float32', 'webgl'] as const) {
      for (const hasStrictNumerics of [true, false]) {
        expect(caveatOf('fastest', { name, hasStrictNumerics })).toBe('notReproducible');
      }
    }
  });
});

test('a path without strict numerics promises nothing, whatever the run asked for', () => {
  const path = choose('fastest', { ...full, webgl: null }, large, null);
  expect([path.name, path.hasStrictNumerics]).toEqual(['relaxed', false]);
  expect(caveatOf('reproducible', path)).toBe('notReproducible');
});

test('a path may take the memory that the device has for it', () => {
  const tight = { ...full, limitBytes: 2 ** 16 };
  expect(() => choose('reproducible', tight, large, null).open(large)).toThrow(/MiB of memory/);
});

describe('measuring', () => {
  /** Kernels whose products take time on a clock of their own, at so many multiplications a millisecond. */
  const clocked = (perMs: number, fixedMs = 0, tick = 0) => {
    const state = { now: 0 };
    const kernels: Kernels = {
      ...referenceKernels,
      multiply: (out, left) => {
        state.now += fixedMs + (out.rows * out.columns * left.columns) / perMs;
      },
      activate: (out) => {
        state.now += out.data.length * 1e-5;
      },
    };
    return { kernels, clock: () => (tick > 0 ? Math.floor(state.now / tick) * tick : state.now), state };
  };

  test.each([
    ['fast', 2e7, 0, 0],
    ['slow', 2e5, 0, 0],
    ['late to answer', 1e9, 5, 0],
    ['fast, on a coarse clock', 2e7, 0, 0.1],
    ['very slow', 2000, 0, 0],
  ])('takes its times and stays under 300 ms: %s', (_, perMs, fixedMs, tick) => {
    const { kernels, clock, state } = clocked(perMs, fixedMs, tick);
    const { products, activationMs } = measureKernels({ wasm: kernels }, clock);
    const timings = products.wasm ?? [];
    expect(timings.length).toBeGreaterThan(0);
    for (const { side, ms } of timings) {
      const exact = fixedMs + side ** 3 / perMs;
      // A clock of 0.1 ms, read over at least 2 ms.
      expect(Math.abs(ms - exact)).toBeLessThanOrEqual(0.06 * exact);
    }
    expect(Math.abs(activationMs - 1e-5)).toBeLessThanOrEqual(0.06e-5);
    expect(state.now).toBeLessThan(300);
  });

  test('ends, without times, where the clock stands still', () => {
    const { kernels } = clocked(1e7);
    const { products, activationMs } = measureKernels({ wasm: kernels }, () => 0);
    expect([products.wasm, activationMs]).toEqual([[], 0]);
    expect(
      choose(
        'fastest',
        full,
        large,
        measureKernels({ webgl: kernels }, () => 0),
      ).name,
    ).toBe('relaxed');
  });

  test('times everything that this machine has', () => {
    const { products } = measure({ ...full, webgl: null }, () => performance.now());
    expect(Object.keys(products)).toEqual(['float32', 'wasm', 'relaxed']);
    for (const timings of Object.values(products)) expect(timings[0]?.side).toBe(32);
  });

  test('reads the time of any product off its neighbours, never below the smallest', () => {
    const timings = [
      { side: 10, ms: 2 },
      { side: 20, ms: 9 },
    ];
    expect([1, 1000, 4500, 8000, 16_000].map((work) => estimate(timings, work))).toEqual([2, 2, 5.5, 9, 18]);
    expect(estimate([], 1000)).toBeNull();
    expect(estimate(undefined, 1000)).toBeNull();
  });

  test('finds where one path overtakes another for good', () => {
    const times = (...ms: number[]) => ms.map((each, index) => ({ side: 32 * 2 ** index, ms: each }));
    const of = (webgl: number[], relaxed: number[]): Measurement => ({
      version: MEASUREMENT_VERSION,
      activationMs: 0,
      products: { webgl: times(...webgl), relaxed: times(...relaxed) },
    });
    expect(crossover(of([1, 1, 1], [0.1, 0.5, 3]), 'webgl', 'relaxed')).toBe(128 ** 3);
    expect(crossover(of([1, 1, 1], [2, 0.5, 3]), 'webgl', 'relaxed')).toBe(128 ** 3);
    expect(crossover(of([1, 1], [2, 2, 9]), 'webgl', 'relaxed')).toBe(32 ** 3);
    expect(crossover(of([1, 1, 4], [0.1, 0.5, 3]), 'webgl', 'relaxed')).toBeNull();
    expect(crossover(of([], [1]), 'webgl', 'relaxed')).toBeNull();
  });
});
