import { execFile } from 'node:child_process';
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, test } from 'vitest';
import { runsOf, shardOf } from '../../src/commands/sweep/grid.ts';
import { mergeRows, type Row, readRows } from '../../src/commands/sweep/rows.ts';

const commands = join(import.meta.dirname, '..', '..', 'src', 'commands');
const folder = mkdtempSync(join(tmpdir(), 'unrolled-sweep-'));
afterAll(() => rmSync(folder, { recursive: true }));

const command = (name: string, ...args: string[]) =>
  promisify(execFile)(process.execPath, [join(commands, `${name}.ts`), ...args]);
const file = (name: string) => join(folder, `${name}.jsonl`);
const small = ['--task', 'remember', '--lag', '5', '--hidden', '4', '--updates', '3'];
const grid = [...small, '--cell', 'rnn,gru', '--seeds', '1:4'];

/** What does not depend on when and how fast it ran. */
const timeless = (rows: readonly Row[]) => rows.map(({ elapsedMs: _, ...row }) => row);

test('four shards, merged, are the rows of one run', async () => {
  await command('sweep', ...grid, '--out', file('whole'));
  const parts = [1, 2, 3, 4].map((part) => file(`part${part}`));
  await Promise.all(parts.map((out, index) => command('sweep', ...grid, '--shard', `${index + 1}/4`, '--out', out)));
  expect(parts.map((part) => readRows(part).length)).toEqual([2, 2, 2, 2]);
  const { stdout } = await command('sweep', '--merge', '--out', file('merged'), ...parts);
  expect(stdout).toContain('8 rows from 4 files');
  expect(timeless(readRows(file('merged')))).toEqual(timeless(mergeRows([file('whole')])));
}, 60_000);

test('goes on where it was cut off, in the middle of a line too', async () => {
  const out = file('cut');
  await command('sweep', ...grid, '--out', out);
  const whole = timeless(mergeRows([out]));
  const lines = readFileSync(out, 'utf8').split('\n');
  writeFileSync(out, `${lines.slice(0, 3).join('\n')}\n${lines[3].slice(0, 40)}`);
  const { stdout } = await command('sweep', ...grid, '--out', out);
  expect(stdout).toContain('8 runs, 5 of them now');
  expect(timeless(mergeRows([out]))).toEqual(whole);
}, 60_000);

test('a row is what npm run train says of the same run', async () => {
  await command('sweep', ...small, '--cell', 'gru', '--seeds', '7', '--threads', '1', '--out', file('one'));
  const { stdout } = await command('train', ...small, '--cell', 'gru', '--seed', '7');
  expect(timeless(readRows(file('one')))).toEqual(timeless([JSON.parse(stdout)]));
});

test('a run whose numbers ran away is a row that says so', async () => {
  const wild = ['--rule', 'sgd', '--rate', '1', '--clip', '1000', '--variant', 'relu', '--init', 'identity'];
  const adding = ['--task', 'adding', '--lag', '200', '--hidden', '32', '--cell', 'rnn', '--updates', '9'];
  const { stdout } = await command('sweep', ...adding, ...wild, '--out', file('wild'));
  const [row] = readRows(file('wild'));
  expect(row).toMatchObject({ solved: false, loss: null });
  expect(row.failed).toMatch(/^Update \d: .* is not a finite number/);
  expect(stdout).toContain('0 of 1');
});

describe('a grid', () => {
  test('is every combination of lists and ranges, the seeds of a setting one after another', () => {
    const runs = runsOf({ task: 'remember,adding', cell: 'rnn,lstm', lag: '10', seeds: '1:3,9', updates: '50' });
    expect(runs.length).toBe(2 * 2 * 4);
    expect(runs.slice(0, 4).map(({ seed }) => seed)).toEqual([1, 2, 3, 9]);
    expect(new Set(runs.map(({ task, cell }) => `${task} ${cell}`)).size).toBe(4);
  });

  test('keeps the colon of two numbers that belong together', () => {
    const runs = runsOf({ task: 'remember', cell: 'gru', holds: '2:100,50:50' });
    expect(runs.map(({ holds }) => holds)).toEqual([
      [2, 100],
      [50, 50],
    ]);
  });

  test('falls into shards that share nothing and leave nothing out', () => {
    const all = [...Array(11).keys()];
    const shards = [1, 2, 3].map((part) => shardOf(all, `${part}/3`));
    expect(shards.flat().sort((a, b) => a - b)).toEqual(all);
    expect(shards.map(({ length }) => length)).toEqual([4, 4, 3]);
  });

  test.each([
    [{ task: 'remember', cell: 'gru', lag: '5,,7' }, '--lag has an empty entry in 5,,7.'],
    [{ task: 'remember', cell: 'gru', lag: '7:5' }, '--lag has a range like 1:20, got 7:5.'],
    [{ task: 'remember', cell: 'gru', lag: '3' }, 'remember: the lag must be 5 to 200, got 3'],
    [{ task: 'remember', cell: 'gru', seed: '1', seeds: '2' }, 'either --seed or --seeds'],
    [{ task: 'remember', cell: 'gru', seeds: '1:50000', lag: '5,6,7' }, 'a sweep may have 100000 at most'],
    [{ task: 'remember', cell: 'rnn,gru', variant: 'relu' }, 'variant must be absent for a gru'],
  ])('%j is refused in a sentence', (options, sentence) => expect(() => runsOf(options)).toThrow(sentence));

  test.each(['0/3', '4/3', '1', 'a/b', '1/0'])('--shard %s is refused in a sentence', (shard) => {
    expect(() => shardOf([1], shard)).toThrow(`--shard must be like 3/10, from 1/n to n/n, got ${shard}.`);
  });
});

test('files that are no rows, or that disagree, are refused in a sentence', async () => {
  await command('sweep', ...small, '--cell', 'gru', '--seeds', '1', '--out', file('mine'));
  const [row] = readRows(file('mine'));
  writeFileSync(file('theirs'), `${JSON.stringify({ ...row, weightsSha256: 'other' })}\n`);
  expect(() => mergeRows([file('mine'), file('theirs')])).toThrow(
    'Two rows disagree on the weights of {"task":"remember"',
  );
  expect(() => mergeRows([file('nowhere')])).toThrow('There is no file');
  appendFileSync(file('theirs'), 'hello\n');
  expect(() => readRows(file('theirs'))).toThrow('line 2 is no row of a sweep.');
});

test.each([
  [[...grid], 'give --out FILE.'],
  [[...grid, '--out', join(folder, 'none', 'x')], '--out cannot be written: ENOENT'],
  [[...grid, '--out', file('x'), '--threads', 'many'], '--threads must be a whole number from 1 to 999, got many.'],
  [[...grid, '--out', file('x'), 'stray'], 'A sweep takes options alone, got stray.'],
  [
    ['--ship', 'gold'],
    '--ship must be one of remember-lag, adding-length, order, ablations, bias, copy, paper, controls, got gold.',
  ],
  [['--merge', '--out', file('x')], '--merge puts files together: name them.'],
])('refuses %j in one sentence with exit code 2', async (args, sentence) => {
  const failure = await command('sweep', ...args).then(
    () => null,
    (error) => error,
  );
  expect(failure.code).toBe(2);
  expect(failure.stderr).toContain(sentence);
  expect(failure.stderr.trim().split('\n').length).toBe(1);
});
