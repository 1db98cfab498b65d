/** The numbers of a measurement as panels: by kind, path and size, as rates or against typed arrays. */
import { rateOf, type SpeedKind, type SpeedRow, speedPlan } from '../../worker/speeds.ts';
import type { Panel, Point, Scale } from './types.ts';

export { rateOf };

export function panelOf(kind: SpeedKind, scale: Scale, rows: readonly SpeedRow[]): Panel {
  const { sizes, paths } = speedPlan[kind];
  const rates = new Map(rows.filter((row) => row.kind === kind).map((row) => [`${row.path} ${row.size}`, rateOf(row)]));
  const series = paths.map((path) => ({
    path,
    points: sizes.flatMap((size): Point[] => {
      const rate = rates.get(`${path} ${size}`);
      const base = scale === 'rate' ? 1 : rates.get(`float32 ${size}`);
      return rate === undefined || base === undefined ? [] : [{ size, value: rate / base }];
    }),
  }));
  return { kind, scale, sizes, series };
}

export function valueAt({ series }: Panel, path: string, size: number): number | null {
  return series.find((one) => one.path === path)?.points.find((point) => point.size === size)?.value ?? null;
}

/** The path with the largest value at a size; null where nothing was measured. */
export function fastestAt({ series }: Panel, size: number): string | null {
  const all = series.flatMap(({ path, points }) =>
    points.filter((point) => point.size === size).map(({ value }) => ({ path, value })),
  );
  return all.sort((a, b) => b.value - a.value)[0]?.path ?? null;
}

/** One, two, five times a power of ten, around all values; a usual range where there are none. */
export function rangeOf({ kind, scale, series }: Panel): readonly [number, number] {
  const values = series.flatMap(({ points }) => points.map(({ value }) => value));
  if (values.length === 0) return scale === 'times' ? [1, 100] : kind === 'product' ? [1, 100] : [10, 10_000];
  const [low, high] = [round(Math.min(...values), 'down'), round(Math.max(...values), 'up')];
  return low < high ? [low, high] : [low / 2, high * 2];
}

/** The powers of ten in a range; where they are fewer than three, one, two and five times each. */
export function ticksIn([low, high]: readonly [number, number]): number[] {
  const steps = (factors: readonly number[]) =>
    Array.from({ length: 19 }, (_, k) => 10 ** (k - 9))
      .flatMap((power) => factors.map((factor) => Number((factor * power).toPrecision(1))))
      .filter((tick) => tick >= low * 0.999 && tick <= high * 1.001);
  const tens = steps([1]);
  return tens.length >= 3 ? tens : steps([1, 2, 5]);
}

function round(value: number, way: 'up' | 'down'): number {
  const power = 10 ** Math.floor(Math.log10(value));
  const factors = [1, 2, 5, 10];
  const factor =
    way === 'up'
      ? factors.find((one) => one * power >= value * 0.999)
      : factors.findLast((one) => one * power <= value * 1.001);
  return Number(((factor ?? 1) * power).toPrecision(1));
}
