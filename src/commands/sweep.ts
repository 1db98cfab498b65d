/**
 * `npm run sweep -- --task remember --lag 5,10,20 --cell rnn,gru,lstm --seeds 1:20 --out rows.jsonl`: many runs, on all
 * cores.
 *
 * Every option of `npm run train` takes a list, whole numbers a range too; every combination is a run and becomes a line
 * of --out, the same as `npm run train` writes. What the file holds already is not run again, so a sweep goes on where it
 * was stopped. --shard 3/10 does the third of ten parts, which may be done on ten machines; `--merge --out all.jsonl
 * part1.jsonl part2.jsonl ...` puts their files together. --threads how many at once (one per core). --curves keeps the
 * held-out score of every check. `--ship NAME` makes one of the sweeps that ship with the book (sweep/shipped.ts), going
 * on from its rows in .cache/sweeps.
 */
import { appendFileSync, mkdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { attempt, readArguments, refuse } from './shared/arguments.ts';
import { createProgressBar } from './shared/progress-bar.ts';
import { root } from './shared/project.ts';
import { type GridOptions, gridOptions, runsOf, shardOf } from './sweep/grid.ts';
import { trainInThreads } from './sweep/pool.ts';
import { keyOfRow, keyOfRun, mergeRows, readRows, writeRows } from './sweep/rows.ts';
import { keepsCurves, ship, shippedGrids } from './sweep/shipped.ts';
import { summaryOf } from './sweep/summary.ts';
import { pathFromOptions } from './train/options.ts';

const { values, positionals } = readArguments({
  options: {
    ...gridOptions,
    path: { type: 'string' },
    out: { type: 'string' },
    shard: { type: 'string' },
    threads: { type: 'string' },
    merge: { type: 'boolean' },
    curves: { type: 'boolean' },
    ship: { type: 'string' },
  },
  allowPositionals: true,
});
const {
  path: pathName,
  shard = '1/1',
  threads = String(availableParallelism()),
  merge = false,
  curves = false,
  ship: shipped,
  ...rest
} = values;
const { out: givenOut, ...grid } = rest;
const grids: readonly GridOptions[] = shipped === undefined ? [grid] : attempt(() => shippedGrids(shipped));
const out = shipped === undefined ? givenOut : workFile(shipped);
if (out === undefined) refuse('A sweep writes its rows to a file: give --out FILE.');
attempt(() => appendFileSync(out, ''), '--out cannot be written: ');

if (merge) {
  if (positionals.length === 0) refuse('--merge puts files together: name them.');
  const rows = attempt(() => mergeRows(positionals));
  writeRows(out, rows);
  report(rows, `${rows.length} rows from ${positionals.length} files`);
} else {
  if (positionals.length > 0) refuse(`A sweep takes options alone, got ${positionals.join(' ')}.`);
  if (!/^[1-9]\d{0,2}$/.test(threads)) refuse(`--threads must be a whole number from 1 to 999, got ${threads}.`);
  const path = attempt(() => pathFromOptions({ path: pathName }));
  const runs = attempt(() => shardOf(grids.flatMap(runsOf), shard));
  const there = new Map(attempt(() => readRows(out, true)).map((row) => [keyOfRow(row), row]));
  const toDo = runs.filter((run) => !there.has(keyOfRun(run)));
  const bar = createProgressBar(process.stderr, toDo.length);
  let done = 0;
  const setting = { path, curves: curves || (shipped !== undefined && keepsCurves(shipped)) };
  await trainInThreads(toDo, setting, Number(threads), (row) => {
    appendFileSync(out, `${JSON.stringify(row)}\n`);
    there.set(keyOfRow(row), row);
    done += 1;
    bar.show(done, `${row.cell} seed ${row.seed} ${row.solved ? `solved at ${row.updates}` : 'not solved'}`);
  });
  bar.end();
  const rows = runs.flatMap((run) => there.get(keyOfRun(run)) ?? []);
  report(rows, `${rows.length} runs, ${done} of them now`);
  if (shipped !== undefined) attempt(() => ship(shipped, there));
}

/** Where the rows of a sweep that ships are kept until all are there. */
function workFile(name: string): string {
  const folder = join(root, '.cache', 'sweeps');
  mkdirSync(folder, { recursive: true });
  return join(folder, `${name}.jsonl`);
}

function report(rows: Parameters<typeof summaryOf>[0], heading: string): void {
  console.log([heading, ...summaryOf(rows)].join('\n'));
}
