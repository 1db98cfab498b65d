/** What the laboratory keeps of its runs: saved while they go on, found again on the next visit, taken along as a file. */
import { batch, type ReadonlySignal, signal } from '@preact/signals';
import type { FreshRuns, FreshStatus } from '../shared/fresh.ts';
import { freshRunOf, heardSoFar, type RunProgress } from '../shared/heard.ts';
import { readLink } from '../shared/link.ts';
import { freshRow, keyOf, withRow } from './rows.ts';
import { RunFileError, readRunFile, writeRunFile } from './run-file.ts';
import { type LabState, labFields, nearestState } from './state.ts';
import type { KeptRuns, RunStore } from './store.ts';
import type { Row } from './types.ts';

export interface Keeping {
  /** Whether what is saved will be there on the next visit; null until something was saved. */
  readonly isLasting: ReadonlySignal<boolean | null>;
  /** Keys of the rows whose runs can be gone on with, or taken along. */
  readonly kept: ReadonlySignal<ReadonlySet<string>>;
  /** Taken from the table last, until the next change there. */
  readonly removed: ReadonlySignal<Row | null>;
  /** `errors.<code>` of a file that could not be opened. */
  readonly fileProblem: ReadonlySignal<RunFileError['code'] | null>;
  /** Puts what was kept on earlier visits among the rows. */
  load(): Promise<void>;
  /** To be called at every news: saves at once what has come to rest, and every three seconds what goes on. */
  save(key: string, runs: FreshRuns, status: FreshStatus): void;
  find(key: string): Promise<readonly RunProgress[]>;
  remove(row: Row): Promise<void>;
  putBack(): void;
  /** The file of a row; null when there is nothing of it. */
  write(key: string): Promise<string | null>;
  /** Takes a file's runs among the rows; the state they belong to, or null when it could not be opened. */
  open(text: string): Promise<LabState | null>;
}

/** A crash may cost this and the second between two checkpoints: less than five seconds. */
const saveEveryMs = 3000;

interface Clocks {
  /** Milliseconds, steady. */
  now(): number;
  /** Milliseconds since 1970. */
  today(): number;
}

export function createKeeping(
  figure: string,
  rows: { value: readonly Row[]; peek(): readonly Row[] },
  store: RunStore,
  { now, today }: Clocks,
): Keeping {
  const isLasting = signal<boolean | null>(null);
  const kept = signal<ReadonlySet<string>>(new Set());
  const removed = signal<Row | null>(null);
  const fileProblem = signal<RunFileError['code'] | null>(null);
  let removedRuns: KeptRuns | null = null;
  let savedMs = Number.NEGATIVE_INFINITY;

  const put = async (one: KeptRuns) => {
    if (!kept.peek().has(one.link)) kept.value = new Set([...kept.peek(), one.link]);
    isLasting.value = await store.save(one);
  };
  const show = (one: KeptRuns) => {
    const row = keptRow(figure, one);
    if (!row) return;
    batch(() => {
      kept.value = new Set([...kept.peek(), one.link]);
      rows.value = withRow(rows.peek(), row);
    });
  };

  return {
    isLasting,
    kept,
    removed,
    fileProblem,
    // What runs by now is further on than what was kept.
    load: () => store.load((one) => (kept.peek().has(one.link) ? undefined : show(one))),
    save(key, runs, status) {
      const isDue = status !== 'running' || now() - savedMs >= saveEveryMs;
      if (!isDue) return;
      savedMs = now();
      void put({ version: 1, link: key, savedAt: today(), isStopped: status === 'stopped', runs: runs.progress() });
    },
    find: async (key) => (await store.find(key))?.runs ?? [],
    async remove(row) {
      removedRuns = await store.find(row.key);
      batch(() => {
        removed.value = row;
        rows.value = rows.peek().filter(({ key }) => key !== row.key);
        kept.value = new Set([...kept.peek()].filter((key) => key !== row.key));
      });
      await store.remove(row.key);
    },
    putBack() {
      const row = removed.peek();
      if (row) rows.value = withRow(rows.peek(), row);
      if (removedRuns) void put(removedRuns);
      removed.value = null;
      removedRuns = null;
    },
    async write(key) {
      const one = await store.find(key);
      return one && writeRunFile(figure, one);
    },
    async open(text) {
      fileProblem.value = null;
      try {
        const { state, kept: read } = readRunFile(figure, text);
        const link = keyOf(figure, state);
        const here = await store.find(link);
        // The same run goes the same way everywhere: whoever is further has all that the other has.
        if (!here || updatesOf(here.runs) < updatesOf(read.runs)) {
          const one = { ...read, link, savedAt: today() };
          show(one);
          await put(one);
        }
        return state;
      } catch (error) {
        if (!(error instanceof RunFileError)) throw error;
        fileProblem.value = error.code;
        return null;
      }
    },
  };
}

/** The row of what was kept; null for a setting that this version cannot read. */
function keptRow(figure: string, { link, isStopped, runs }: KeptRuns): Omit<Row, 'letter'> | null {
  const reading = readLink(figure, labFields, `#${link || `f=${figure}&v=1`}`);
  if (!reading?.isReadable) return null;
  const cells = runs.map((progress) => freshRunOf(heardSoFar(progress.run, progress)));
  const isDone = runs.every(({ isFinished }) => isFinished);
  const status = isDone ? 'finished' : isStopped ? 'stopped' : 'left';
  return freshRow(figure, nearestState(reading.state), { status, cells });
}

function updatesOf(runs: readonly RunProgress[]): number {
  return runs.reduce((sum, { checkpoint }) => sum + (checkpoint?.update ?? 0), 0);
}
