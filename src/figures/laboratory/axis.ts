/** The instrument's axis: steps that a unit holds, from 1, on a log scale; and what its handles do to the range. */
import { ranges } from './state.ts';

export interface Axis {
  /** The last step on it. */
  readonly end: number;
  readonly ticks: readonly number[];
  /** Of a number of steps, from 0 at the left to 1. */
  place(steps: number): number;
  /** The steps at a place, a whole number that a handle may take. */
  stepsAt(place: number): number;
}

const ticks = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000];
const shortEnd = 400;

/** Long enough for every value given. */
export function axisFor(values: readonly number[]): Axis {
  const end = Math.max(...values) > shortEnd ? ranges.holds.to : shortEnd;
  const span = Math.log(end);
  return {
    end,
    ticks: ticks.filter((tick) => tick <= end),
    place: (steps) => Math.log(Math.max(1, steps)) / span,
    stepsAt: (place) => Math.min(end, Math.max(ranges.holds.from, Math.round(Math.exp(place * span)))),
  };
}

/** A step up or down by a handle's keys: a twentieth of the value, one at least. */
export function stepBy(steps: number, by: number, end: number): number {
  const size = Math.max(1, Math.round(Math.abs(by) * 0.05 * steps));
  return Math.min(end, Math.max(ranges.holds.from, steps + Math.sign(by) * size));
}

export type Range = readonly [shortest: number, longest: number];

/** Both ends moved by the same factor, as far as both stay on the axis. */
export function moved([shortest, longest]: Range, factor: number, end: number): Range {
  const { from } = ranges.holds;
  const kept = Math.min(end / longest, Math.max(from / shortest, factor));
  return [Math.round(shortest * kept), Math.round(longest * kept)];
}

/** One end moved; it does not pass the other. */
export function withEnd([shortest, longest]: Range, which: 0 | 1, steps: number): Range {
  return which === 0 ? [Math.min(steps, longest), longest] : [shortest, Math.max(steps, shortest)];
}
