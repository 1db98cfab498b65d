/** What runs came to: from what has been heard of them, or from what ships; counted. */
import type { Fresh } from '../shared/fresh.ts';
import { allCells, type Contender, contenderOf } from './contenders.ts';
import type { LabState, Width } from './state.ts';
import type { LabTaskFacts } from './tasks.ts';
import type { CellOutcome, ResultFile, ShippedSetting } from './types.ts';

/** Runs in the page, cell by cell. */
export function freshOutcomes(fresh: Pick<Fresh, 'cells'>, widths: readonly Width[]): CellOutcome[] {
  return widths
    .map((width) => ({
      ...width,
      seeds: fresh.cells
        .filter(({ run }) => contenderOf(run) === width.cell)
        .map(({ run, update, solvedAt, final, checks, losses }) => ({
          seed: run.seed,
          update,
          solvedAt,
          final,
          checks,
          losses,
        })),
    }))
    .filter(({ seeds }) => seeds.length > 0);
}

/** What ships of a setting, without curves. */
export function shippedOutcomes({ cells, updates }: ShippedSetting): CellOutcome[] {
  return cells.map(({ cell, hidden, parameters, seeds }) => ({
    cell,
    hidden,
    parameters,
    seeds: seeds.map(([solvedAt, final], k) => ({
      seed: k + 1,
      update: updates,
      solvedAt,
      final,
      checks: [],
      losses: [],
    })),
  }));
}

/** The same with the curves of the files that were fetched. */
export function withCurves(
  cells: readonly CellOutcome[],
  files: readonly ResultFile[],
  checkEvery: number,
): CellOutcome[] {
  return cells.map((cell) => {
    const found = files.flatMap((file) => file.cells).find((one) => one.cell === cell.cell);
    return {
      ...cell,
      seeds: cell.seeds.map((outcome) => ({
        ...outcome,
        checks: (found?.seeds.find(({ seed }) => seed === outcome.seed)?.checks ?? []).map((score, k) => ({
          update: k * checkEvery,
          score,
        })),
      })),
    };
  });
}

const recipeFields = ['units', 'width', 'init', 'batch', 'rule', 'rate', 'clip', 'seed', 'seeds'] as const;

/** Whether what ships is what this setting would come to; what it leaves open must stand at the shipped recipe. */
export function isShipped(state: LabState, usual: LabState, { task, lag, bias, updates }: ShippedSetting): boolean {
  const isSame = state.task === task && state.lag === lag && state.bias === bias && state.updates === updates;
  const same = recipeFields.every((name) => state[name] === usual[name]);
  const isPlain = state.cells.every((one) => allCells.some((cell) => cell === one));
  const isUsualSpread = bias === 'default' || (state.shortest === usual.shortest && state.longest === usual.longest);
  return isSame && same && isPlain && isUsualSpread;
}

/** How one cell did on the runs that are done. */
export interface CellCount {
  readonly cell: Contender;
  /** Runs that are done. */
  readonly done: number;
  /** In rising order, one for each of those that solved it. */
  readonly solvedAt: readonly number[];
  /** Solved, but not at the end. */
  readonly lost: number;
}

export function countsOf(cells: readonly CellOutcome[], { meets }: Pick<LabTaskFacts, 'meets'>): CellCount[] {
  return cells.map(({ cell, seeds }) => {
    const done = seeds.filter(({ final }) => final !== null);
    const solved = done.filter(({ solvedAt }) => solvedAt !== null);
    return {
      cell,
      done: done.length,
      solvedAt: solved.flatMap(({ solvedAt }) => solvedAt ?? []).sort((a, b) => a - b),
      lost: solved.filter(({ final }) => final !== null && !meets(final)).length,
    };
  });
}
