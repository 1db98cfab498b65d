/** The runs of a sweep: every combination of what its options list. */

import { createTask } from '../../tasks/tasks.ts';
import type { Run } from '../../training/run.ts';
import { runProblem } from '../../training/run.ts';
import { runFromOptions, runOptions } from '../train/options.ts';

const { out: _out, weights: _weights, path: _path, ...listed } = runOptions;

/** The options of `npm run train` that describe a run, each a list, and `seeds` for `seed`. */
export const gridOptions = { ...listed, seeds: { type: 'string' } } as const;

export type GridOptions = { [name in keyof typeof gridOptions]?: string | undefined };

/** Whole numbers, for which 1:20 is the twenty from 1 to 20; elsewhere a colon is no range. */
const RANGES: ReadonlySet<string> = new Set(['lag', 'hidden', 'layers', 'seed', 'updates', 'batch']);
const MOST_RUNS = 100_000;

/**
 * Every combination, the seeds of a setting one after another. Throws a sentence for a list that cannot be read, or for
 * the first run that is impossible.
 */
export function runsOf({ seeds, ...options }: GridOptions): Run[] {
  if (seeds !== undefined && options.seed !== undefined) throw new Error('Give either --seed or --seeds, not both.');
  const { seed = seeds, ...rest } = options;
  const lists = Object.entries({ ...rest, seed })
    .filter((entry): entry is [string, string] => entry[1] !== undefined)
    .map(([name, text]) => [name, listOf(name, text)] as const);
  const count = lists.reduce((product, [, values]) => product * values.length, 1);
  if (count > MOST_RUNS) throw new Error(`That is ${count} runs; a sweep may have ${MOST_RUNS} at most.`);
  const combinations = lists.reduce<Record<string, string>[]>(
    (sofar, [name, values]) => sofar.flatMap((one) => values.map((value) => ({ ...one, [name]: value }))),
    [{}],
  );
  return combinations.map((combination) => {
    const run = runFromOptions(combination);
    const problem = runProblem(run);
    if (problem) throw new Error(problem);
    createTask(run.task, run.lag); // refuses an impossible lag
    return run;
  });
}

/** "a,b" and, for whole numbers, "1:3" as 1, 2, 3. */
function listOf(option: string, text: string): string[] {
  return text.split(',').flatMap((part) => {
    if (part === '') throw new Error(`--${option} has an empty entry in ${text}.`);
    if (!RANGES.has(option) || !part.includes(':')) return [part];
    const [first, last] = part.split(':').map(Number);
    if (!(Number.isInteger(first) && Number.isInteger(last) && first <= last && last - first < MOST_RUNS)) {
      throw new Error(`--${option} has a range like 1:20, got ${part}.`);
    }
    return Array.from({ length: last - first + 1 }, (_, index) => String(first + index));
  });
}

/** Part `k/n` of the runs, every n-th from the k-th on. Throws a sentence where it is none. */
export function shardOf<T>(runs: readonly T[], shard: string): T[] {
  const [part, parts] = shard.split('/').map(Number);
  if (!/^\d+\/\d+$/.test(shard) || part < 1 || part > parts) {
    throw new Error(`--shard must be like 3/10, from 1/n to n/n, got ${shard}.`);
  }
  return runs.filter((_, index) => index % parts === part - 1);
}
