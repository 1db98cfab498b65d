import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, test } from 'vitest';
import type { Contestant } from '../../src/commands/bench/contestants.ts';
import { prepareEngine } from '../../src/commands/bench/engine.ts';
import { measureWork } from '../../src/commands/bench/measure.ts';
import { start } from '../../src/commands/bench/running.ts';
import type { Work } from '../../src/commands/bench/work.ts';

const folder = mkdtempSync(join(tmpdir(), 'unrolled-bench-'));
afterAll(() => rmSync(folder, { recursive: true }));

const commands = join(import.meta.dirname, '..', '..', 'src', 'commands');
const benchWith = (...args: string[]) => promisify(execFile)(process.execPath, [join(commands, 'bench.ts'), ...args]);

const layer = { group: 'lstm', inputSize: 2, hiddenSize: 5, steps: 7, batch: 3 } as const;
const tiny: readonly Work[] = [
  ...(['lstm', 'gru', 'rnn'] as const).map((cell): Work => ({ ...layer, kind: 'training', name: cell, cell })),
  { ...layer, kind: 'inference', name: 'forward', cell: 'lstm' },
];

describe("the engine's process", () => {
  const engine = (work: Work, path: string) => {
    const args = [join(commands, 'bench', 'contestants', 'engine.ts'), JSON.stringify(work), path];
    return start({ program: process.execPath, args });
  };

  test.each(tiny)('comes to the results of the readable path: $kind, $cell', async (work) => {
    const { results } = await prepareEngine(work, 'reference');
    expect(results.length).toBe(work.kind === 'training' ? 3 : 1);
    const { ready, ask, stop } = await engine(work, 'relaxed');
    const answer = await ask({ steps: 4 });
    stop();
    // Three losses in single precision, after up to two updates.
    for (const [index, result] of results.entries()) expect(ready.results[index]).toBeCloseTo(result, 5);
    expect(ready.bytes).toBeGreaterThan(0);
    expect(answer.wallMs.length).toBe(4);
    expect(answer.wallMs.every((ms) => ms > 0)).toBe(true);
    expect(answer.cpuMs).toBeGreaterThanOrEqual(0);
    expect(answer.last).toBeTypeOf('number');
    expect(answer.tileMs?.every((ms) => ms > 0)).toBe(true);
  });

  test('multiplies square matrices of any side', async () => {
    const work: Work = { kind: 'matmul', name: 'product', group: 'matmul', side: 17 };
    const plain = await prepareEngine(work, 'wasm');
    const { ready, stop } = await engine(work, 'relaxed');
    stop();
    // Sums of 17 products of numbers below 1 in single precision.
    for (const [index, result] of plain.results.entries()) expect(ready.results[index]).toBeCloseTo(result, 5);
  });
});

describe('contestants', () => {
  const [work] = tiny;
  /** A process that says it is ready with `ready` and answers every question with `answer`; it notes its turns. */
  const fake = (
    name: string,
    ready: object,
    answer: object = { wallMs: [1000], cpuMs: 1000, last: 0.5 },
  ): Contestant => {
    const source = `
      const { createInterface } = require('node:readline');
      const say = (message) => console.log(JSON.stringify(message));
      say(${JSON.stringify(ready)});
      createInterface({ input: process.stdin }).on('line', () => {
        require('node:fs').appendFileSync(${JSON.stringify(join(folder, 'turns'))}, ${JSON.stringify(`${name} `)});
        say(${JSON.stringify(answer)});
      });`;
    const command = () => ({ program: process.execPath, args: ['-e', source] });
    return { name, title: name, isOurs: false, takesPartIn: () => true, command };
  };

  test('take turns', async () => {
    const { timings } = await measureWork(work, [fake('a', { results: [1] }), fake('b', { results: [1] })], 3);
    // Two turns each to warm up: a step alone, and as many as are left of the time.
    expect(readFileSync(join(folder, 'turns'), 'utf8')).toBe('a a b b a b a b a b ');
    expect(timings.map(({ contestant, wallMs, cpuMs }) => [contestant, wallMs.length, cpuMs.length])).toEqual([
      ['a', 3, 3],
      ['b', 3, 3],
    ]);
  });

  test('that come to something else, to nothing or to no end are named and left out', async () => {
    const { timings, absences } = await measureWork(
      work,
      [
        fake('first', { results: [1, 0.9] }),
        fake('fewer results', { results: [1.0001] }),
        fake('other', { results: [1, 0.8] }),
        fake('by its own rules', { results: [7], differs: 'it plays alone' }),
        fake('lost', { results: [1] }, { wallMs: [1000], cpuMs: 1000, last: null }),
        fake('not a number', { results: [null] }),
        {
          ...fake('broken', {}),
          command: () => ({ program: process.execPath, args: ['-e', 'throw Error("no luck")'] }),
        },
        {
          ...fake('absent', {}),
          command: () => {
            throw new Error('it is not here');
          },
        },
      ],
      1,
    );
    expect(timings.map(({ contestant }) => contestant)).toEqual(['first', 'fewer results', 'by its own rules']);
    expect(absences.map(({ contestant, reason }) => `${contestant}: ${reason}`)).toEqual([
      'other: it came to 1, 0.8 instead of 1, 0.9',
      'lost: its loss is not a finite number',
      'not a number: its results are not finite numbers',
      'broken: Error: no luck',
      'absent: it is not here',
    ]);
  });
});

describe('npm run bench', () => {
  test('prints tables and writes rows with every field', async () => {
    const out = join(folder, 'bench.json');
    const args = ['--only', 'engine', '--work', 'rnn-h16-t50-b1', '--rounds', '1', '--out', out];
    const { stdout, stderr } = await benchWith(...args);
    const text = readFileSync(out, 'utf8');
    const { machine, ceiling, rows } = JSON.parse(text);
    expect(Object.keys(machine).join(' ')).toBe('cpu cores node v8');
    expect(ceiling).toBeGreaterThan(0);
    expect(rows.map((row: { work: string; contestant: string }) => `${row.work} ${row.contestant}`)).toEqual([
      'rnn-h16-t50-b1 relaxed',
      'rnn-h16-t50-b1 wasm',
    ]);
    for (const row of rows) {
      expect(Object.keys(row).join(' ')).toBe(
        'work contestant p10Ms cpuMs gflops shareOfCeiling ratioToOurs stepBytes',
      );
    }
    expect(stdout).toContain('| RNN H16 T50 B1 |');
    expect(stderr).toContain('[1/1] rnn-h16-t50-b1: relaxed');
    for (const told of [stdout, text]) expect(told).not.toContain(hostname());
  });

  test.each([
    [['--only', 'abacus'], 'There is no contestant "abacus"; there are: engine, relaxed, wasm,'],
    [['--work', 'lstm,cooking'], 'There is no work "cooking"; there are: lstm, gru, rnn,'],
    [['--rounds', '0'], '--rounds must be a whole number from 1 to 9999, got 0.'],
    [['--only', 'brain.js', '--work', 'matmul'], 'None of these contestants takes part in any of this work.'],
    [['--out', join(folder, 'none', 'x.json')], '--out cannot be written: ENOENT'],
  ])('refuses %j in one sentence with exit code 2', async (args, sentence) => {
    const failure = await benchWith(...args).then(
      () => null,
      (error) => error,
    );
    expect(failure.code).toBe(2);
    expect(failure.stderr).toContain(sentence);
    expect(failure.stderr.trim().split('\n').length).toBe(1);
  });
});
