/**
 * How long products take on this device, by size and path. Measured, so never part of what a reproducible run is.
 *
 * Letters: n side of a square product; work is its multiplications, n * n * n.
 */

import type { PathName } from '../compute.ts';
import { createRandom } from '../random.ts';
import type { Kernels } from './contract.ts';

/** To be raised whenever what is measured, or the kernels, change so much that old measurements say nothing. */
export const MEASUREMENT_VERSION = 1;

/** All of `measureKernels`, in milliseconds, but for one product of the smallest size on each path. */
export const BUDGET_MS = 240;
const SIDES = [32, 64, 128, 256];

/** How much trouble is taken over one timing. */
export interface Care {
  /** Milliseconds that it lasts at least, so that the clock is read to a few per cent. */
  readonly leastMs: number;
  /** Timings of which the shortest counts. */
  readonly rounds: number;
  /** Repetitions at most in a timing: where the clock stands still, it ends too. */
  readonly most: number;
  /** Milliseconds that all timings of one size may take together, but for the last one begun. */
  readonly eachMs: number;
  /** Milliseconds that a single repetition may be expected to take. */
  readonly longestMs: number;
}

/** For a choice between paths: a clock of 0.1 ms is read to 5 %. */
const QUICK: Care = { leastMs: 2, rounds: 3, most: 4096, eachMs: Infinity, longestMs: Infinity };

export interface Timing {
  /** n. */
  readonly side: number;
  /** Milliseconds of one product. */
  readonly ms: number;
}

/** What a page keeps for the next visit; plain data. */
export interface Measurement {
  readonly version: number;
  /** By path, from small to large; sizes for which there was no time are left out. */
  readonly products: Readonly<Partial<Record<PathName, readonly Timing[]>>>;
  /** Milliseconds per entry of a sigmoid on typed arrays: what an unrolled step pays besides its products. */
  readonly activationMs: number;
}

/** Milliseconds that pass; handed in. */
export type Clock = () => number;

/** Times every contender on products of growing size, each for an equal share of the time. */
export function measureKernels(
  contenders: Readonly<Partial<Record<PathName, Kernels>>>,
  clock: Clock,
  budgetMs = BUDGET_MS,
): Measurement {
  const paths = Object.entries(contenders) as [PathName, Kernels][];
  const share = budgetMs / (paths.length + 1);
  const products = Object.fromEntries(paths.map(([name, kernels]) => [name, timeProducts(kernels, clock, share)]));
  const [anyKernels] = paths.map(([, kernels]) => kernels);
  const activationMs = anyKernels ? timeActivation(anyKernels, clock, share) : 0;
  return { version: MEASUREMENT_VERSION, products, activationMs };
}

/** Products of every side, as far as `budgetMs` reaches. */
export function timeProducts(kernels: Kernels, clock: Clock, budgetMs: number, sides = SIDES): Timing[] {
  return [...eachProduct(kernels, clock, budgetMs, sides)];
}

/** The same one at a time, so that whoever asks may do something else in between. */
export function* eachProduct(
  kernels: Kernels,
  clock: Clock,
  budgetMs: number,
  sides: readonly number[],
  care = QUICK,
): Generator<Timing, void> {
  const deadline = clock() + budgetMs;
  let before: Timing | null = null;
  // Operands once, of the largest size: smaller products read the beginning of them.
  const largest = Math.max(...sides) * Math.max(...sides);
  const random = createRandom(1, 'measurement');
  const [left, right, out] = [1, 2, 3].map(() => {
    const data = kernels.allocate(largest, 'float32');
    data.forEach((_, index) => {
      data[index] = random.uniform();
    });
    return data;
  });
  for (const side of sides) {
    const square = (data: typeof left) => ({ rows: side, columns: side, data: data.subarray(0, side * side) });
    const [a, b, c] = [square(left), square(right), square(out)];
    const startMs = clock();
    // The next one would take longer than is left.
    if (before && before.ms * ratio(side, before.side) > Math.min(deadline - startMs, care.longestMs)) break;
    const until = Math.min(deadline, startMs + care.eachMs);
    const ms = shortest(() => kernels.multiply(c, a, b, 'replace'), clock, until, care);
    if (ms === 0) continue;
    before = { side, ms };
    yield before;
  }
}

/** Milliseconds of a product of so many multiplications, from the timings around it; null where there are none. */
export function estimate(timings: readonly Timing[] | undefined, work: number): number | null {
  const points = timings?.map(({ side, ms }) => ({ work: side * side * side, ms })) ?? [];
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last) return null;
  if (work >= last.work) return (last.ms * work) / last.work;
  // Below the first size lies its fixed part, which cannot be told from the rest: the cautious end is all of it.
  if (work <= first.work) return first.ms;
  const above = points.findIndex((point) => point.work >= work);
  const [low, high] = [points[above - 1], points[above]];
  return low.ms + ((high.ms - low.ms) * (work - low.work)) / (high.work - low.work);
}

/** The multiplications from which `path` is faster than `other` at every size that both were timed at; null for none. */
export function crossover({ products }: Measurement, path: PathName, other: PathName): number | null {
  const side = leadsFrom(products[path] ?? [], products[other] ?? []);
  return side === null ? null : side * side * side;
}

/** The side from which the one is faster than the other at every side that both were timed at; null for none. */
export function leadsFrom(timings: readonly Timing[], others: readonly Timing[]): number | null {
  const shared = timings.flatMap(({ side, ms }) => {
    const against = others.find((timing) => timing.side === side);
    return against ? [{ side, isFaster: ms < against.ms }] : [];
  });
  const first = shared.findLastIndex(({ isFaster }) => !isFaster) + 1;
  return shared[first]?.side ?? null;
}

function timeActivation(kernels: Kernels, clock: Clock, budgetMs: number): number {
  const entries = { rows: 16, columns: 64, data: new Float32Array(1024).fill(0.5) };
  const out = { ...entries, data: new Float32Array(1024) };
  const activate = () => kernels.activate(out, entries, 0, 'sigmoid');
  return shortest(activate, clock, clock() + budgetMs) / entries.data.length;
}

/** The shortest of a few timings of an action, each of enough repetitions for the clock; 0 where the clock stands still. */
export function shortest(
  action: () => void,
  clock: Clock,
  deadline: number,
  { leastMs, rounds, most }: Pick<Care, 'leastMs' | 'rounds' | 'most'> = QUICK,
): number {
  let best = Number.POSITIVE_INFINITY;
  // For want of a timing that is long enough.
  let rough = 0;
  let count = 1;
  for (let round = 0; round < rounds; ) {
    const start = clock();
    for (let k = 0; k < count; k += 1) action();
    const end = clock();
    const elapsed = end - start;
    rough = elapsed / count;
    const isLong = elapsed >= leastMs || count >= most;
    if (isLong) best = Math.min(best, rough);
    if (isLong) round += 1;
    else count *= 2;
    if (end + elapsed > deadline) break;
  }
  return Number.isFinite(best) ? best : rough;
}

function ratio(side: number, before: number): number {
  return (side * side * side) / (before * before * before);
}
