import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Absence, Timing } from '../../src/commands/bench/measure.ts';
import { chooseContestants, chooseWork } from '../../src/commands/bench/options.ts';
import { withTables } from '../../src/commands/bench/readme.ts';
import { percent, renderTable, shown, shownBytes } from '../../src/commands/bench/render.ts';
import { renderReport, reportOf } from '../../src/commands/bench/report.ts';
import { median, percentile } from '../../src/commands/bench/statistics.ts';
import { allWork, operations, title } from '../../src/commands/bench/work.ts';
import { root } from '../../src/commands/shared/project.ts';

const work = (name: string) => {
  const found = allWork.find((one) => one.name === name);
  if (!found) throw new Error(`There is no work ${name}`);
  return found;
};
const lstm = work('lstm-h32-t100-b32');
const machine = { cpu: 'Abacus', cores: 2, node: '24.0.0', v8: '13.6' };

const timing = (contestant: string, of: Partial<Timing> = {}): Timing => ({
  work: lstm,
  contestant,
  ready: { results: [1], note: `${contestant} 1.0` },
  wallMs: [10],
  cpuMs: [10],
  tileMs: [],
  ...of,
});

/** Of one tile: 40 GFLOP/s. */
const TILE_MS = 24_576 / 40e6;
const relaxed = timing('relaxed', {
  ready: { results: [1], bytes: 3_470_000 },
  // Ten steps: the tenth percentile is the shortest.
  wallMs: [4, 5, 3, 5, 5, 5, 5, 5, 5, 5],
  cpuMs: [4, 2, 9],
  tileMs: [TILE_MS, 3 * TILE_MS],
});

describe('a row', () => {
  const plain = timing('wasm', { wallMs: [6], cpuMs: [6], tileMs: [2 * TILE_MS] });
  const peer = timing('tfjs-wasm', { wallMs: [200, 100], cpuMs: [100, 300, 200] });
  const elsewhere = timing('tfjs-webgl', { wallMs: [500], cpuMs: [] });
  const { rows, ceiling } = reportOf([relaxed, plain, peer, elsewhere], [], machine);
  const row = (name: string) => rows.find(({ contestant }) => contestant === name);
  // 3 products x 2 x T B (I + H) 4 H.
  const gflop = (3 * 2 * 100 * 32 * 34 * 128) / 1e9;

  test('has the tenth percentile of the wall times and the median of the processor times', () => {
    expect(row('relaxed')).toMatchObject({ p10Ms: 3, cpuMs: 4, stepBytes: 3_470_000 });
    expect(row('tfjs-wasm')).toMatchObject({ p10Ms: 100, cpuMs: 200, stepBytes: null });
  });

  test('has the share of W that was timed beside the same steps, or beside ours', () => {
    expect(row('relaxed')?.gflops).toBeCloseTo(gflop / 0.003, 9);
    expect(row('relaxed')?.shareOfCeiling).toBeCloseTo(gflop / 0.003 / 40, 9);
    expect(row('wasm')?.shareOfCeiling).toBeCloseTo(gflop / 0.006 / 20, 9);
    expect(row('tfjs-wasm')?.shareOfCeiling).toBeCloseTo(gflop / 0.1 / 40, 9);
    expect(ceiling).toBeCloseTo(30, 9);
  });

  test('is doubted where W was far below its best', () => {
    const usual = timing('wasm', { tileMs: [TILE_MS] });
    expect(reportOf([usual, timing('relaxed', { tileMs: [2 * TILE_MS] })], [], machine).remarks).toEqual([
      'relaxed is doubtful in lstm-h32-t100-b32: W was 20.0 GFLOP/s beside it, so its share says little.',
    ]);
    expect(reportOf([usual, timing('relaxed', { tileMs: [1.1 * TILE_MS] })], [], machine).remarks).toEqual([]);
  });

  test('has the ratio of processor times, of wall times where those are not known', () => {
    expect(row('relaxed')?.ratioToOurs).toBe(1);
    expect(row('wasm')?.ratioToOurs).toBe(1.5);
    expect(row('tfjs-wasm')?.ratioToOurs).toBe(50);
    expect(row('tfjs-webgl')).toMatchObject({ cpuMs: null, ratioToOurs: 100 });
  });

  test('has neither share nor ratio where ours did not take part', () => {
    expect(reportOf([peer], [], machine)).toMatchObject({
      ceiling: null,
      rows: [{ shareOfCeiling: null, ratioToOurs: null }],
    });
  });
});

describe('a report', () => {
  const longer = timing('relaxed', { work: work('lstm-h32-t200-b32'), wallMs: [6], tileMs: [TILE_MS] });
  const brain = timing('brain.js', { ready: { results: [2], differs: 'it plays alone', note: 'brain.js 1' } });
  const absences: Absence[] = ['gru-h16-t50-b1', 'rnn-h16-t50-b1'].map((name) => ({
    work: work(name),
    contestant: 'pytorch',
    reason: 'no python3',
  }));
  const text = renderReport(reportOf([relaxed, brain, longer], absences, machine));

  test('names the machine and W', () => {
    expect(text).toMatch(/^Abacus, 2 cores; Node 24\.0\.0, V8 13\.6; one thread\. W is 40\.0 GFLOP\/s\.\n/);
  });

  test('shows ours, the others and how the cost grows', () => {
    expect(text).toMatch(/\| LSTM H32 T100 B32 +\| +3\.00 \| +27\.9 \| 70 % \| +– \| +– \| +– \| +– \| 3\.47 MB \|/);
    expect(text).toMatch(/\| LSTM H32 T100 B32 +\| +2\.50x \(10\.0\) \|/);
    // 3 ms and 6 ms over 100 and 200 steps of 32 rows.
    expect(text).toMatch(/\| LSTM H32 T100 B32 +\| +3\.00 \| +0\.938 \|/);
    expect(text).toMatch(/\| LSTM H32 T200 B32 +\| +6\.00 \| +0\.938 \|/);
    expect(text).not.toContain('More rows');
  });

  test('says what others run on, what they do otherwise and who is missing', () => {
    expect(text).toContain('- brain.js: brain.js 1.\n');
    expect(text).toContain('- brain.js differs in lstm-h32-t100-b32: it plays alone.\n');
    expect(text).toContain('- pytorch is missing in gru-h16-t50-b1, rnn-h16-t50-b1: no python3.');
  });

  test('stands in the README between its markers, again and again', () => {
    const readme = readFileSync(join(root, 'README.md'), 'utf8');
    const once = withTables(readme, text);
    expect(withTables(once, text)).toBe(once);
    expect(once).toContain(`\n\n${text}\n\n`);
    expect(withTables(once, '').replace(/\n+/g, '\n')).toBe(withTables(readme, '').replace(/\n+/g, '\n'));
    expect(() => withTables('no markers', text)).toThrow('README.md has no lines');
  });
});

describe('numbers', () => {
  test('the tenth percentile is one of the values, the median may lie between two', () => {
    expect(percentile([5, 1, 4, 2, 3], 0.1)).toBe(1);
    expect(
      percentile(
        Array.from({ length: 20 }, (_, k) => 20 - k),
        0.1,
      ),
    ).toBe(2);
    expect([median([3, 1, 2]), median([4, 1, 3, 2])]).toEqual([2, 2.5]);
    expect([percentile([], 0.1), median([])]).toEqual([Number.NaN, Number.NaN]);
  });

  test('are shown with three figures', () => {
    expect([0.01754, 2.7, 37.31, 844.4, 12_345, 0].map(shown)).toEqual(['0.0175', '2.70', '37.3', '844', '12345', '0']);
    expect([percent(0.704), percent(null)]).toEqual(['70 %', '–']);
    expect([shownBytes(160_832), shownBytes(6_530_000), shownBytes(null)]).toEqual(['161 kB', '6.53 MB', '–']);
  });

  test('stand in columns', () => {
    const table = renderTable({
      title: 'T',
      head: ['Work', 'ms'],
      rows: [
        ['a', '1.00'],
        ['longer', '20.0'],
      ],
    });
    expect(table).toBe(
      ['T', '', '| Work   |   ms |', '| ------ | ---: |', '| a      | 1.00 |', '| longer | 20.0 |'].join('\n'),
    );
  });
});

describe('what can be chosen', () => {
  const names = (list: readonly { name: string }[]) => list.map(({ name }) => name);

  test('is everything but the browser, unless something is named', () => {
    expect(names(chooseContestants(undefined, false))).not.toContain('tfjs-webgl');
    expect(names(chooseContestants(undefined, true))).toContain('tfjs-webgl');
    expect(names(chooseContestants(['engine'], false))).toEqual(['relaxed', 'wasm']);
    expect(names(chooseContestants(['wasm,pytorch'], false))).toEqual(['wasm', 'pytorch']);
    expect(names(chooseContestants(['tfjs-webgl'], false))).toEqual(['tfjs-webgl']);
    expect(chooseWork(undefined)).toEqual(allWork);
    expect(names(chooseWork(['rnn,matmul-64', 'inference']))).toEqual([
      'rnn-h32-t100-b32',
      'rnn-h128-t28-b64',
      'rnn-h16-t50-b1',
      'inference-h128-t1000-b1',
      'matmul-64',
    ]);
  });

  test('has a name of its own, and operations that count the products', () => {
    expect(new Set(names(allWork)).size).toBe(allWork.length);
    expect(operations(lstm)).toBe(83_558_400);
    expect(operations(work('gru-h16-t50-b1'))).toBe(6 * 50 * 18 * 48);
    expect(operations(work('inference-h128-t1000-b1'))).toBe(2 * 1000 * 130 * 512);
    expect(operations(work('matmul-64'))).toBe(2 * 64 * 64 * 64);
    expect([lstm, work('inference-h128-t1000-b1'), work('matmul-64')].map(title)).toEqual([
      'LSTM H32 T100 B32',
      'LSTM H128 T1000 B1 forward',
      'matmul 64',
    ]);
  });
});
