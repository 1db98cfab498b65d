/** The rows of a sweep in a file: one JSON line each, appended as runs end, so that a sweep can be stopped at any time. */
import { existsSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import type { Run } from '../../training/run.ts';
import { describeRun, type Result } from '../train/result.ts';

/** A line: what was run, and what came of it. */
export type Row = ReturnType<typeof describeRun> & Result & Curve;

interface Curve {
  /** Held-out accuracy, or squared error, at every check; where the sweep was told to keep it. */
  readonly checks?: readonly number[];
}

const RESULT_FIELDS = [
  'solved',
  'updates',
  'accuracy',
  'sequences',
  'loss',
  'parameters',
  'elapsedMs',
  'weightsSha256',
  'failed',
  'checks',
] as const satisfies readonly (keyof (Result & Curve))[];

/** What was run, as text: the same for a run and for its row. */
export function keyOfRow(row: Row): string {
  const results: ReadonlySet<string> = new Set(RESULT_FIELDS);
  return JSON.stringify(Object.fromEntries(Object.entries(row).filter(([name]) => !results.has(name))));
}

export function keyOfRun(run: Run): string {
  return JSON.stringify(describeRun(run));
}

/**
 * The rows of a file, none where there is no file. A last line without its end, where a sweep was cut off, is left out
 * and, with `repair`, taken away. Throws a sentence for a line that is no row.
 */
export function readRows(file: string, repair = false): Row[] {
  if (!existsSync(file)) return [];
  const text = readFileSync(file, 'utf8');
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  if (repair && whole.length < text.length) truncateSync(file, Buffer.byteLength(whole));
  return whole
    .split('\n')
    .filter(Boolean)
    .map((line, index) => readRow(line, `${file}, line ${index + 1}`));
}

function readRow(line: string, where: string): Row {
  try {
    const row: unknown = JSON.parse(line);
    if (typeof row === 'object' && row !== null && 'task' in row && 'solved' in row) return row as Row;
  } catch {
    // said below
  }
  throw new Error(`${where} is no row of a sweep.`);
}

/** All rows of the files, each once, in an order that does not depend on when they were made. Throws where two disagree. */
export function mergeRows(files: readonly string[]): Row[] {
  const merged = new Map<string, Row>();
  for (const file of files) {
    if (!existsSync(file)) throw new Error(`There is no file ${file}.`);
    for (const row of readRows(file)) {
      const key = keyOfRow(row);
      const known = merged.get(key);
      if (known && known.weightsSha256 !== row.weightsSha256) {
        throw new Error(`Two rows disagree on the weights of ${key}; the later is in ${file}.`);
      }
      merged.set(key, known ?? row);
    }
  }
  const collator = new Intl.Collator('en', { numeric: true });
  return [...merged].sort(([a], [b]) => collator.compare(a, b)).map(([, row]) => row);
}

export function writeRows(file: string, rows: readonly Row[]): void {
  writeFileSync(file, rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
}
