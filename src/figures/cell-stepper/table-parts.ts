/** What of the table is shown at once: all of it, or where that would be thousands of cells, one quantity and some steps. */

/** The browser lays out so many cells within a blink; the shipped cells of four units stay whole. */
export const mostCells = 3000;

export interface TableParts {
  /** True while one quantity at a time is shown. */
  readonly isByQuantity: boolean;
  /** The ranges of steps to choose from. */
  readonly ranges: readonly (readonly [number, number])[];
}

export function tableParts(rows: readonly number[], steps: number): TableParts {
  const all = rows.reduce((sum, count) => sum + count, 0);
  const isByQuantity = all * steps > mostCells;
  const widest = isByQuantity ? Math.max(...rows) : all;
  const length = Math.min(steps, Math.max(1, Math.floor(mostCells / widest)));
  const count = Math.ceil(steps / length);
  const ranges = Array.from({ length: count }, (_, k) => [k * length + 1, Math.min(steps, (k + 1) * length)] as const);
  return { isByQuantity, ranges };
}
