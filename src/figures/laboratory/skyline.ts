/** How many seeds solved a task at each lag, by cell and beginning, from what ships. */
import type { CellKind } from '../../engine/cells/contract.ts';
import type { Contender } from './contenders.ts';
import type { LabTask, ShippedSetting } from './types.ts';

interface Skyline {
  /** In rising order. */
  readonly lags: readonly number[];
  readonly updates: number;
  readonly rows: readonly {
    readonly cell: CellKind;
    /** None of a cell without gates. */
    readonly bias: 'default' | 'chrono' | null;
    /** Of each lag; null where nothing ships. */
    readonly counts: readonly ({ readonly n: number; readonly of: number } | null)[];
  }[];
}

const rows = [
  ['rnn', null],
  ['gru', 'default'],
  ['gru', 'chrono'],
  ['lstm', 'default'],
  ['lstm', 'chrono'],
] as const;
/** Fewer make no line. */
const fewestLags = 3;

/** Of the chosen cells; null for a task with few lags. All of it was given the same number of updates. */
export function skylineOf(
  shipped: readonly ShippedSetting[],
  task: LabTask,
  chosen: readonly Contender[] = rows.map(([cell]) => cell),
): Skyline | null {
  const own = shipped.filter((entry) => entry.task === task);
  const lags = [...new Set(own.map(({ lag }) => lag))].sort((a, b) => a - b);
  const [first] = own;
  if (!first || lags.length < fewestLags || own.some(({ updates }) => updates !== first.updates)) return null;
  const countAt = (lag: number, cell: CellKind, bias: string | null) => {
    const entry = own.find((one) => one.lag === lag && one.bias === (bias ?? 'chrono'));
    const seeds = entry?.cells.find((one) => one.cell === cell)?.seeds;
    return seeds ? { n: seeds.filter(([solvedAt]) => solvedAt !== null).length, of: seeds.length } : null;
  };
  return {
    lags,
    updates: first.updates,
    rows: rows
      .filter(([cell]) => chosen.includes(cell))
      .map(([cell, bias]) => ({ cell, bias, counts: lags.map((lag) => countAt(lag, cell, bias)) })),
  };
}
