/** Speeds as data: rates, what is missing and why, who is faster from where on, and what a page may read back. */
import { describe, expect, test } from 'vitest';
import { readKernel } from '../../src/commands/shared/kernels.ts';
import { type Contenders, findContenders, rendererOf } from '../../src/worker/contenders.ts';
import { leadsAmong, measureSpeeds, plannedTimings, type SpeedStep } from '../../src/worker/measure-speeds.ts';
import { createMeasuringJob } from '../../src/worker/measuring-job.ts';
import type { MeasuringProgress } from '../../src/worker/messages.ts';
import {
  eachMs,
  mostSeconds,
  noSpeeds,
  rateOf,
  readSpeeds,
  type SpeedRow,
  type Speeds,
  speedPlan,
} from '../../src/worker/speeds.ts';

const compiled = { plain: readKernel('plain'), relaxed: readKernel('relaxed') };
const nothing = new Uint8Array([0, 97, 115, 109]);
const megabyte = 1_048_576;

/** A clock that moves `stepMs` at each look. */
function clockOf(stepMs: number) {
  let nowMs = 0;
  return () => {
    nowMs += stepMs;
    return nowMs;
  };
}

/** As much of a context as is asked for its name and its extensions. */
function contextOf(names: { masked?: string; unmasked?: string; hasFloats?: boolean }) {
  return {
    RENDERER: 1,
    getExtension(name: string) {
      if (name === 'WEBGL_debug_renderer_info') return names.unmasked ? { UNMASKED_RENDERER_WEBGL: 2 } : null;
      return name === 'EXT_color_buffer_float' && names.hasFloats ? {} : null;
    },
    getParameter: (which: number) => (which === 2 ? names.unmasked : names.masked),
    canvas: { addEventListener: () => undefined },
  } as unknown as WebGL2RenderingContext;
}

describe('a rate', () => {
  test('of products counts 2 n³ operations', () => {
    expect(rateOf({ kind: 'product', size: 100, ms: 2 })).toBe(1);
    expect(rateOf({ kind: 'product', size: 512, ms: 10 })).toBeCloseTo(26.84, 2);
  });
  test('of updates counts seconds', () => {
    expect(rateOf({ kind: 'update', size: 64, ms: 4 })).toBe(250);
  });
});

describe('what is missing', () => {
  test('is named by its reason: a file, SIMD, relaxed SIMD, a context', () => {
    expect(findContenders({ plain: null, relaxed: nothing }, null, megabyte).missing).toEqual({
      wasm: 'noFile',
      relaxed: 'noRelaxedSimd',
      webgl: 'noWebgl',
    });
    expect(findContenders({ ...compiled, plain: nothing }, null, megabyte).missing).toEqual({
      wasm: 'noSimd',
      webgl: 'noWebgl',
    });
  });
  test('float render targets and wrong products are told apart', () => {
    expect(findContenders(compiled, contextOf({}), megabyte).missing).toEqual({ webgl: 'noFloatTargets' });
    expect(findContenders(compiled, contextOf({ hasFloats: true }), megabyte).missing).toEqual({
      webgl: 'wrongProduct',
    });
  });
  test('software rendering is known by its name, and no graphics processor is taken for it', () => {
    const isSoftware = (unmasked: string) => rendererOf(contextOf({ unmasked })).isSoftware;
    expect(isSoftware('ANGLE (Google, Vulkan 1.3.0 (SwiftShader Device (Subzero)), SwiftShader driver)')).toBe(true);
    expect(isSoftware('llvmpipe (LLVM 15.0.7, 256 bits)')).toBe(true);
    expect(isSoftware('ANGLE (Microsoft, Microsoft Basic Render Driver Direct3D11)')).toBe(true);
    expect(isSoftware('ANGLE (NVIDIA, NVIDIA GeForce RTX 3060 Direct3D11)')).toBe(false);
    expect(isSoftware('Apple GPU')).toBe(false);
    expect(rendererOf(contextOf({ masked: 'Mesa Intel(R) UHD' }))).toEqual({
      name: 'Mesa Intel(R) UHD',
      isSoftware: false,
    });
  });
});

describe('a measurement', () => {
  const here = findContenders(compiled, null, 1024 * megabyte);

  test('tells every timing once, in its order, and every gap with its reason', () => {
    const { messages } = measureAll(here, 20);
    const last = messages.at(-1);
    const named = last?.speeds.rows.map(({ kind, path, size }) => ({ kind, path, size }));
    expect(named).toEqual(plannedTimings(here));
    expect(last).toMatchObject({ state: 'finished', done: 33, of: 33, next: null });
    expect(last?.speeds.gaps).toEqual([{ kind: 'product', path: 'webgl', from: 32, reason: 'noWebgl' }]);
    // One after the other, never two at once.
    const counts = messages.map(({ speeds }) => speeds.rows.length + speeds.gaps.length);
    expect(counts).toEqual([...Array(35).keys(), 34]);
  });

  test('on a device too slow for the large sizes says from which on', () => {
    const { messages } = measureAll(here, 200);
    const speeds = messages.at(-1)?.speeds;
    expect(messages.at(-1)).toMatchObject({ state: 'finished', done: 33, of: 33 });
    const slow = speeds?.gaps.filter(({ reason }) => reason === 'tooSlow') ?? [];
    expect(slow.map(({ path, kind }) => `${kind} ${path}`)).toContain('product float32');
    for (const { kind, path, from } of slow) {
      const timed = speeds?.rows.filter((row) => row.kind === kind && row.path === path).map(({ size }) => size) ?? [];
      const sizes: readonly number[] = speedPlan[kind].sizes;
      expect(sizes[timed.length]).toBe(from);
    }
  });

  test('goes on with the others where a path runs out of memory', () => {
    const small: Contenders = { ...here, available: { ...here.available, limitBytes: 1000 } };
    const steps: SpeedStep[] = [...measureSpeeds(small, clockOf(20))];
    const failed = steps.filter((step) => 'reason' in step && step.reason === 'failed');
    expect(failed).toEqual([
      { kind: 'update', path: 'wasm', from: 4, reason: 'failed' },
      { kind: 'update', path: 'relaxed', from: 4, reason: 'failed' },
    ]);
    expect(steps.filter((step) => 'ms' in step && step.kind === 'update')).toHaveLength(6);
  });

  test('rests when it is told to, makes one timing for each step, and goes on', () => {
    const messages: MeasuringProgress[] = [];
    const job = createMeasuringJob(1, here, (message) => messages.push(message), clockOf(30));
    job.pause();
    job.step();
    expect(messages.map(({ state, done }) => [state, done])).toEqual([
      ['running', 0],
      ['paused', 0],
      ['paused', 1],
    ]);
    job.resume();
    expect(job.isRunning).toBe(true);
  });

  test('takes no longer than a reader waits for', () => {
    expect(mostSeconds).toBe(Math.ceil(((4 * 5 + 3 * 6) * eachMs) / 1000));
    expect(mostSeconds).toBeLessThanOrEqual(10);
  });
});

describe('who is faster', () => {
  test('is told against the next best path that was timed, from the first size of a lead that lasts', () => {
    const rows: SpeedRow[] = [
      ...timings('product', 'float32', [1, 4, 30]),
      ...timings('product', 'wasm', [2, 1, 3]),
      ...timings('product', 'webgl', [9, 9, 9]),
    ];
    expect(leadsAmong(rows)).toEqual([
      { kind: 'product', path: 'wasm', over: 'float32', from: 64 },
      { kind: 'product', path: 'webgl', over: 'wasm', from: null },
    ]);
  });
});

describe('what a page kept', () => {
  const speeds: Speeds = {
    ...noSpeeds,
    rows: timings('product', 'wasm', [1, 2]),
    gaps: [{ kind: 'product', path: 'webgl', from: 32, reason: 'noWebgl' }],
    leads: [{ kind: 'product', path: 'wasm', over: 'float32', from: null }],
    renderer: { name: 'llvmpipe', isSoftware: true },
  };

  test('is read back as it was', () => {
    expect(readSpeeds(JSON.stringify(speeds))).toEqual(speeds);
  });
  test.each([
    ['nothing', null],
    ['what is no JSON', '{'],
    ['another version', JSON.stringify({ ...speeds, version: 0 })],
    ['a size that is not measured', JSON.stringify({ ...speeds, rows: [{ ...speeds.rows[0], size: 33 }] })],
    ['a time that is none', JSON.stringify({ ...speeds, rows: [{ ...speeds.rows[0], ms: 0 }] })],
    ['an unknown path', JSON.stringify({ ...speeds, rows: [{ ...speeds.rows[0], path: 'gpu' }] })],
    ['an unknown reason', JSON.stringify({ ...speeds, gaps: [{ ...speeds.gaps[0], reason: 'why' }] })],
    ['a list that is missing', JSON.stringify({ ...speeds, leads: undefined })],
  ])('and not when it is %s', (_, text) => {
    expect(readSpeeds(text)).toBeNull();
  });
});

function timings(kind: SpeedRow['kind'], path: SpeedRow['path'], times: readonly number[]): SpeedRow[] {
  return times.map((ms, k) => ({ kind, path, size: speedPlan[kind].sizes[k] as number, ms }));
}

function measureAll(contenders: Contenders, stepMs: number) {
  const messages: MeasuringProgress[] = [];
  const job = createMeasuringJob(1, contenders, (message) => messages.push(message), clockOf(stepMs));
  while (job.isRunning) job.advance(0);
  return { messages };
}
