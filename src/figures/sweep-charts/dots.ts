/**
 * Where each run's dot stands in its panel, in shares of the panel: from the left by lag and biases, from the bottom by
 * the update that solved it, on a log scale; runs that did not solve it stand in a band at the top.
 */
import type { CellPanel, LagCharts, SweepRun } from './types.ts';

export interface Dot {
  readonly run: SweepRun;
  /** From 0 at the left to 1. */
  readonly x: number;
  /** From 0 at the bottom to 1. */
  readonly y: number;
}

/** Earlier than the first check of any task there is nothing to show. */
const leastUpdate = 10;
/** The bands: up to here the updates, from there on the runs that did not. */
export const solvedBand = 0.8;
export const unsolvedBand = 0.88;
/** Of a column's width: between the middles of two kinds of biases, and as wide as the dots of one may spread. */
const apart = 0.46;
const widest = 0.34;
/** Of a column's width: between two dots at the same height. */
const pitch = 0.11;
/** Seeds beside each other in the band at the top. */
const perRow = 5;

/** Of an update, from 0 at the bottom to `solvedBand`. */
export function heightOf(update: number, budget: number): number {
  return (solvedBand * Math.log(update / leastUpdate)) / Math.log(budget / leastUpdate);
}

export function middleOf(column: number, columns: number): number {
  return (column + 0.5) / columns;
}

/** How far the dots of some biases stand from the middle of their column, in columns. */
export function shiftOf(biases: SweepRun['biases'], { series }: Pick<CellPanel, 'series'>): number {
  if (new Set(series.map((one) => one.biases)).size < 2) return 0;
  return biases === 'default' ? -apart / 2 : apart / 2;
}

export function dotsOf(panel: CellPanel, { columns, budget }: Pick<LagCharts, 'columns' | 'budget'>): Dot[] {
  return panel.runs.map((run) => {
    const own = panel.runs.filter((one) => one.setting === run.setting);
    const level = own.filter(({ solvedAt }) => solvedAt === run.solvedAt);
    const place = level.indexOf(run);
    const middle = middleOf(run.column, columns.length) + shiftOf(run.biases, panel) / columns.length;
    if (run.solvedAt === null) {
      const rows = Math.max(1, Math.ceil(own.length / perRow) - 1);
      const row = Math.floor(place / perRow);
      const across = ((place % perRow) - (perRow - 1) / 2) * (widest / (perRow - 1));
      const y = unsolvedBand + (1 - unsolvedBand) * (1 - row / rows);
      return { run, x: middle + across / columns.length, y };
    }
    const step = level.length > 1 ? Math.min(pitch, widest / (level.length - 1)) : 0;
    const across = (place - (level.length - 1) / 2) * step;
    return { run, x: middle + across / columns.length, y: heightOf(run.solvedAt, budget) };
  });
}

/** The dot nearest to a place of a panel of this many pixels; null when none is within reach. */
export function nearestDot(
  dots: readonly Dot[],
  at: { readonly x: number; readonly y: number },
  size: { readonly width: number; readonly height: number },
  reach: number,
): Dot | null {
  let nearest: Dot | null = null;
  let least = reach;
  for (const dot of dots) {
    const distance = Math.hypot((dot.x - at.x) * size.width, (dot.y - at.y) * size.height);
    if (distance <= least) [nearest, least] = [dot, distance];
  }
  return nearest;
}

/** The run that an arrow key leads to: to the same biases and seed of another column, or along the runs of this one. */
export function neighbourOf(
  runs: readonly SweepRun[],
  run: SweepRun,
  way: 'left' | 'right' | 'up' | 'down',
): SweepRun | null {
  if (way === 'up' || way === 'down') {
    const beside = runs[runs.indexOf(run) + (way === 'down' ? 1 : -1)];
    return beside?.column === run.column ? beside : null;
  }
  const by = way === 'right' ? 1 : -1;
  const isSame = (one: SweepRun) => one.biases === run.biases && one.seed === run.seed;
  const ahead = runs.filter((one) => isSame(one) && (one.column - run.column) * by > 0);
  return (by > 0 ? ahead[0] : ahead.at(-1)) ?? null;
}
