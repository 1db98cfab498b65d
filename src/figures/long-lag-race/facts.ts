/** Counting in results: how many seeds solved it, when, and who lost it again. Everything the verdicts say comes from here. */
import type { CellKind } from '../../engine/cells/contract.ts';
import { median } from '../shared/median.ts';
import type { TaskFacts } from './tasks.ts';
import type { CellFacts, CellResult, LagOffer } from './types.ts';

export function factsOf(
  cells: readonly CellResult[],
  { meets, measure }: Pick<TaskFacts, 'meets' | 'measure'>,
): CellFacts[] {
  return cells.map(({ cell, seeds }) => {
    const solved = seeds.filter(({ solvedAt }) => solvedAt !== null);
    const scores = seeds.flatMap(({ checks }) => checks);
    return {
      cell,
      of: seeds.length,
      solvedAt: solved.flatMap(({ solvedAt }) => solvedAt ?? []).sort((a, b) => a - b),
      lost: solved.filter(({ final }) => !meets(final)).length,
      best: measure === 'accuracy' ? Math.max(...scores) : Math.min(...scores),
    };
  });
}

export interface ShortLags {
  /** At this lag and every shorter one that ships, every cell solved it on every seed and none lost it again. */
  readonly lag: number;
  /** The cell with the smallest median at all of them; null where that changes. */
  readonly fastest: CellKind | null;
}

/** Up to which lag all three succeed; null when not even at the shortest. */
export function shortLags(offers: readonly LagOffer[]): ShortLags | null {
  const rising = offers.toSorted((a, b) => a.lag - b.lag);
  const firstHard = rising.findIndex(({ facts }) =>
    facts.some(({ of, solvedAt, lost }) => solvedAt.length < of || lost > 0),
  );
  const easy = firstHard < 0 ? rising : rising.slice(0, firstHard);
  const longest = easy.at(-1);
  if (!longest) return null;
  const fastest = new Set(easy.map(({ facts }) => fastestCell(facts)));
  return { lag: longest.lag, fastest: fastest.size === 1 ? ([...fastest][0] ?? null) : null };
}

/** Null when two share the first place. */
function fastestCell(facts: readonly CellFacts[]): CellKind | null {
  const ranked = facts
    .map(({ cell, solvedAt }) => ({ cell, median: median(solvedAt) ?? Number.POSITIVE_INFINITY }))
    .sort((a, b) => a.median - b.median);
  const [first, second] = ranked;
  return first && first.median !== second?.median ? first.cell : null;
}
