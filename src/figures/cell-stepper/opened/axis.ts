/** The line on which terms are laid end to end, and on which the activation's curve stands. */
import type { Opened } from './parts.ts';

export interface Axis {
  /** It runs from minus this to this. */
  readonly reach: number;
  /** A value as a share of the line, 0 to 1. */
  at(value: number): number;
}

/** Past these arguments the curves are flat. */
const curveReach: Readonly<Record<string, number>> = { σ: 5, tanh: 3 };

export function axisOf({ inner, rows, sum, squash, last }: Opened): Axis {
  const ends = [...inner, ...rows].flatMap(({ from, result }) => [from, from + result.value]);
  const sizes = [sum.value, ...ends, last?.result.value ?? 0].map(Math.abs).filter(Number.isFinite);
  const wanted = Math.max(0.5, squash ? (curveReach[squash.letter] ?? 3) : 0, ...sizes);
  const reach = Math.ceil(wanted * 2) / 2;
  return { reach, at: (value) => Math.min(1, Math.max(0, (value / reach + 1) / 2)) };
}

/** Height of the curve at a share of the line, and where the point is: shares from the bottom, 0 to 1. */
export function curveOf(apply: (x: number) => number, axis: Axis): { points: string; heightOf(y: number): number } {
  const xs = Array.from({ length: 65 }, (_, k) => (k / 32 - 1) * axis.reach);
  const ys = xs.map(apply);
  const [low, high] = [Math.min(0, ...ys), Math.max(...ys)];
  const heightOf = (y: number) => (high === low ? 0.5 : Math.min(1, Math.max(0, (y - low) / (high - low))));
  const points = xs.map((x, k) => `${(axis.at(x) * 100).toFixed(2)},${(100 - heightOf(ys[k] ?? 0) * 100).toFixed(2)}`);
  return { points: points.join(' '), heightOf };
}
