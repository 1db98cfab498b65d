/** What each strip draws, and the numbers beside it. */

import type { RampName } from '../shared/colours.ts';
import type { Squares } from '../shared/strip-pixels.ts';
import type { StripKind } from './cells.ts';
import { covers, type Forced } from './forced.ts';
import type { Run } from './network.ts';
import type { View } from './state.ts';
import type { StepWindow } from './window.ts';

export interface StripSquares {
  readonly strip: StripKind;
  readonly rows: number;
  readonly squares: Squares & { readonly values: Float64Array; readonly before: Float64Array | null };
  readonly ramp: RampName;
  /** The size drawn in full colour. */
  readonly scale: number;
}

/** Two runs of the same letters, and what the reader holds in the second. */
interface Comparison {
  readonly before: Run;
  readonly after: Run;
  readonly forced: readonly Forced[];
}

/** A gradient has no bounds and is drawn relative to the strip's largest, of either sign. */
export function gradientStrip(strip: StripKind): StripKind {
  return { ...strip, ramp: 'signed', range: null, isUnbounded: true };
}

/** The squares of one strip: after with changes split, before, or the difference on the signed ramp. */
export function stripSquares(strip: StripKind, { before, after, forced }: Comparison, view: View): StripSquares {
  const [was, now] = [valuesOf(before, strip), valuesOf(after, strip)];
  const rows = now.length / after.steps;
  const isGradient = strip.isUnbounded && strip.range === null;
  const scale = isGradient ? largestIn(strip, before, after, 0) || 1 : scaleOf(strip, before, after);
  const shape = { rows, columns: after.steps, threshold: isGradient ? strip.splitAbove : strip.splitAbove / scale };
  const drawn = (values: Float64Array) => (scale === 1 ? values : values.map((value) => value / scale));
  if (view === 'change') {
    const change = now.map((value, k) => (value - (was[k] ?? 0)) / scale);
    return { strip, rows, scale, ramp: 'signed', squares: { ...shape, values: change, before: null } };
  }
  const isCompared = view === 'after' && now !== was;
  const values = drawn(view === 'after' ? now : was);
  const compared = isCompared ? drawn(was).slice() : null;
  // A square that is held stays whole: its pin says that it changed.
  for (const entry of forced) {
    if (!compared || !entry.isOn || entry.quantity !== strip.name) continue;
    for (let step = entry.firstStep; step <= entry.lastStep; step += 1) {
      for (let unit = 1; unit <= rows; unit += 1) {
        const place = (step - 1) * rows + unit - 1;
        if (covers(entry, strip.name, unit, step)) compared[place] = values[place] ?? 0;
      }
    }
  }
  return { strip, rows, scale, ramp: strip.ramp, squares: { ...shape, values, before: compared } };
}

/** The part of a strip that is on view. */
export function cutSquares(strip: StripSquares, { start, columns }: StepWindow): StripSquares {
  const { rows, squares } = strip;
  if (columns === squares.columns) return strip;
  const cut = (values: Float64Array) => values.subarray(start * rows, (start + columns) * rows);
  const before = squares.before && cut(squares.before);
  return { ...strip, squares: { ...squares, columns, values: cut(squares.values), before } };
}

/** The value drawn in full colour: 1, or the largest size in both runs where there is no bound. */
function scaleOf(strip: StripKind, before: Run, after: Run): number {
  return strip.isUnbounded ? largestIn(strip, before, after, 1) : 1;
}

function largestIn(strip: StripKind, before: Run, after: Run, least: number): number {
  const larger = (most: number, value: number) => (Number.isFinite(value) ? Math.max(most, Math.abs(value)) : most);
  return [before, after].reduce((most, run) => valuesOf(run, strip).reduce(larger, most), least);
}

function valuesOf(run: Run, { name }: StripKind): Float64Array {
  if (name === 'input') return run.inputs;
  return name === 'probability' ? run.answer : (run.values[name] ?? new Float64Array(0));
}
