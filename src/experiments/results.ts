/**
 * Finished training runs, and what can be counted in them: how many seeds solved a task, and how soon.
 */

import type { CellKind } from '../engine/cells/contract.ts';

/** One file of content/results: several seeds of several cells on one task. */
export interface RaceResults {
  readonly lag: number;
  /** The budget: the most updates each run could make. */
  readonly updates: number;
  readonly cells: readonly CellResults[];
}

interface CellResults {
  readonly cell: CellKind;
  readonly parameters: number;
  /** Update of the first of two passed checks in a row; null when it never came. */
  readonly seeds: readonly { readonly seed: number; readonly solvedAt: number | null }[];
}

/** What one cell did. Throws when it took no part: a count of nothing is no result. */
export function resultsOf(results: RaceResults, cell: CellKind): CellResults {
  const found = results.cells.find((own) => own.cell === cell);
  if (!found || found.seeds.length === 0) throw new Error(`At lag ${results.lag} there are no results for ${cell}`);
  return found;
}

/** How many seeds solved it. */
export function solvedCount({ seeds }: CellResults): number {
  return seeds.filter(({ solvedAt }) => solvedAt !== null).length;
}

/** Median update at which it was solved, over the seeds that did; the lower middle of an even number. */
export function medianSolved({ cell, seeds }: CellResults): number {
  const updates = seeds.flatMap(({ solvedAt }) => (solvedAt === null ? [] : [solvedAt])).sort((a, b) => a - b);
  if (updates.length === 0) throw new Error(`No seed of ${cell} solved it, so there is no median`);
  return updates[Math.floor((updates.length - 1) / 2)];
}
