/**
 * The sweeps that ship with the book, by name, and the file each becomes: content/results/sweeps/<name>.json, with the
 * commands that make it, the version that did, and the day.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../shared/project.ts';
import { type GridOptions, runsOf } from './grid.ts';
import { keyOfRun, type Row } from './rows.ts';

const LAGS = '5,10,20,30,50,70,100,150,200';
const ABLATED = 'no-input-gate,no-forget-gate,no-output-gate,no-input-activation,no-output-activation,coupled';
const BIASES = '0,1,2,3,4,5,6';
const long = { updates: '1500' };
const biased = { task: 'remember,order-6a', lag: '100', cell: 'gru,lstm', seeds: '1:5', updates: '1000' };
/** Every unit for 56 steps: a bias of 4 on the forget gate, and of -4 on the input gate. */
const HELD = '56:56';
const copied = { lag: '50', cell: 'rnn,gru,lstm', init: 'chrono' };
/** The plain network at the width and rate at which one that begins with the identity learns to add. */
const ungated = { task: 'adding', lag: '100', cell: 'rnn', hidden: '32', rate: '0.001', seeds: '1:5', updates: '3000' };

const shippedSweeps: Readonly<Record<string, readonly GridOptions[]>> = {
  'remember-lag': [
    { task: 'remember', lag: LAGS, cell: 'rnn,gru,lstm', init: 'default', seeds: '1:20', ...long },
    { task: 'remember', lag: LAGS, cell: 'gru,lstm', init: 'chrono', seeds: '1:20', ...long },
  ],
  'adding-length': [
    { task: 'adding', lag: '50,100,200,400', cell: 'rnn,gru,lstm', init: 'chrono', seeds: '1:10', ...long },
  ],
  order: [{ task: 'order-6a,order-6b', cell: 'rnn,gru,lstm', init: 'chrono,default', seeds: '1:10', ...long }],
  ablations: [
    { task: 'order-6a,adding', cell: 'lstm', init: 'chrono,default', seeds: '1:5', ...long },
    { task: 'order-6a,adding', cell: 'lstm', init: 'chrono,default', variant: ABLATED, seeds: '1:5', ...long },
  ],
  bias: [
    { ...biased, init: 'constant', 'gate-bias': BIASES },
    { ...biased, init: 'chrono' },
  ],
  copy: [
    { task: 'copy-small', ...copied, hidden: '32', seeds: '1:5', updates: '3000' },
    { task: 'copy', ...copied, hidden: '64', seeds: '1:3', updates: '5000' },
  ],
  paper: [
    {
      task: 'multiplication,latch-3b',
      lag: '100',
      cell: 'rnn,gru,lstm',
      init: 'chrono',
      seeds: '1:10',
      updates: '1000',
    },
  ],
  controls: [
    { task: 'reber', cell: 'rnn,gru,lstm', init: 'default', seeds: '1:10', ...long },
    { ...ungated, init: 'default' },
    { ...ungated, init: 'identity', variant: 'relu' },
    { ...biased, cell: 'lstm', init: 'chrono', holds: HELD },
  ],
};

/** Of these the curves ship too. */
const CURVED: ReadonlySet<string> = new Set(['copy']);

export const SHIPPED_NAMES = Object.keys(shippedSweeps);
export const sweepsFolder = join(root, 'content', 'results', 'sweeps');

/** The grids of a shipped sweep. Throws a sentence for a name that is none. */
export function shippedGrids(name: string): readonly GridOptions[] {
  const grids = shippedSweeps[name];
  if (!grids) throw new Error(`--ship must be one of ${SHIPPED_NAMES.join(', ')}, got ${name}.`);
  return grids;
}

export function keepsCurves(name: string): boolean {
  return CURVED.has(name);
}

/** One setting and what came of each of its seeds. */
interface Setting {
  /** As in a row, without the seed. */
  readonly setting: Readonly<Record<string, unknown>>;
  /**
   * By seed: the update at which it was solved, or null, the hash of its weights and, where the sweep keeps its curves,
   * the held-out score at every check to four decimals.
   */
  readonly seeds: readonly {
    readonly seed: number;
    readonly solvedAt: number | null;
    readonly weightsSha256: string;
    readonly checks?: readonly number[];
  }[];
}

export interface ShippedSweep {
  readonly name: string;
  /** `npm run sweep` with these does the same. */
  readonly commands: readonly string[];
  readonly version: string;
  /** Day, as 2026-11-21. */
  readonly made: string;
  readonly settings: readonly Setting[];
}

/** Writes the file of a sweep from its rows, all of which must be there. */
export function ship(name: string, rows: ReadonlyMap<string, Row>): void {
  const grids = shippedGrids(name);
  const settings = new Map<string, { setting: Record<string, unknown>; seeds: Setting['seeds'][number][] }>();
  for (const run of grids.flatMap(runsOf)) {
    const row = rows.get(keyOfRun(run));
    if (!row) throw new Error(`The sweep ${name} lacks the row of ${keyOfRun(run)}.`);
    const { seed: _, ...setting } = JSON.parse(keyOfRun(run)) as Record<string, unknown>;
    const key = JSON.stringify(setting);
    const known = settings.get(key) ?? { setting, seeds: [] };
    known.seeds.push({
      seed: row.seed,
      solvedAt: row.solved ? row.updates : null,
      weightsSha256: row.weightsSha256,
      ...(row.checks && keepsCurves(name) ? { checks: row.checks.map((score) => Math.round(score * 1e4) / 1e4) } : {}),
    });
    settings.set(key, known);
  }
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  const made = new Date().toISOString().slice(0, 10);
  const sweep: ShippedSweep = {
    name,
    commands: grids.map((grid) => commandOf(grid, keepsCurves(name))),
    version,
    made,
    settings: [...settings.values()],
  };
  mkdirSync(sweepsFolder, { recursive: true });
  writeFileSync(join(sweepsFolder, `${name}.json`), `${JSON.stringify(sweep)}\n`);
}

function commandOf(grid: GridOptions, keeps: boolean): string {
  const options = Object.entries(grid).map(([name, value]) => `--${name} ${value}`);
  return `npm run sweep -- ${options.join(' ')}${keeps ? ' --curves' : ''} --out rows.jsonl`;
}
