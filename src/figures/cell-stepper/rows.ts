/** The rows of one strip: which is the chosen one, and how many of them are tall enough to have their numbers beside them. */
import type { StripName } from './cells.ts';
import { selectedUnit } from './keys.ts';
import type { Stepper } from './model.ts';
import type { StripSquares } from './strips.ts';

/** All strips of units look at the same one; those of the answers and of the numbers read are their own. From 1; 0 for none. */
export function chosenRow(stepper: Stepper, name: StripName): number {
  const { row, unit } = stepper.state.now.value;
  if (name !== 'probability' && name !== 'input') return unit;
  return row === name ? selectedUnit(stepper) : 0;
}

export function squaresOf(stepper: Stepper, name: StripName): StripSquares {
  const found = stepper.visible.value.find(({ strip }) => strip.name === name);
  if (!found) throw new Error(`There is no strip of ${name}`);
  return found;
}

/** More rows than this shrink, to keep a strip about as tall as it is with four. */
const plainRows = 4;
const crowdedHeight = 56;
/** Rows of fewer pixels have no room for a number; CSS hides it below the same height. */
const leastForNumbers = 9.5;

/** In pixels; undefined where rows are as tall as columns are wide. */
export function rowHeight(rows: number): number | undefined {
  return rows > plainRows ? Math.max(1, Math.round(crowdedHeight / rows)) : undefined;
}

/** The rows (from 1) that have their numbers beside them: all, or the chosen one. */
export function numberedRows(rows: number, chosen: number): number[] {
  const isCrowded = (rowHeight(rows) ?? leastForNumbers) < leastForNumbers;
  if (isCrowded) return chosen > 0 ? [chosen] : [];
  return Array.from({ length: rows }, (_, k) => k + 1);
}
