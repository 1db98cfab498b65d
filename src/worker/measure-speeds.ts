/** Measures a device, one timing at a time: products on every path it has, then updates of an LSTM. */

import { createReferencePath } from '../engine/compute.ts';
import { createWasmPath } from '../engine/compute-wasm.ts';
import { productKernels } from '../engine/kernels/choose.ts';
import type { Kernels } from '../engine/kernels/contract.ts';
import { type Care, type Clock, eachProduct, leadsFrom, shortest, type Timing } from '../engine/kernels/measure.ts';
import { referenceKernels } from '../engine/kernels/reference.ts';
import { recipe } from '../training/run.ts';
import { createTraining, type Way } from '../training/trainer.ts';
import type { Contenders } from './contenders.ts';
import {
  eachMs,
  type GapReason,
  type Lead,
  longestMs,
  type SpeedGap,
  type SpeedKind,
  type SpeedPath,
  type SpeedRow,
  speedPlan,
  timedRun,
} from './speeds.ts';

/** For numbers that are printed: a clock of 1 ms is read to 5 %, and code has left the first compiler by then. */
const careful: Care = { leastMs: 20, rounds: 5, most: 16_384, eachMs, longestMs };

/** One result: a number, or that there is none from a size on. */
export type SpeedStep = SpeedRow | SpeedGap;

/** The timings that this device will be asked for. */
export function plannedTimings({ missing }: Contenders): { kind: SpeedKind; path: SpeedPath; size: number }[] {
  return (['product', 'update'] as const).flatMap((kind) =>
    speedPlan[kind].paths
      .filter((path) => !missing[path])
      .flatMap((path) => speedPlan[kind].sizes.map((size) => ({ kind, path, size }))),
  );
}

/** `clock` in milliseconds. What goes wrong on a path is a gap there, and the others go on. */
export function* measureSpeeds(contenders: Contenders, clock: Clock): Generator<SpeedStep, void> {
  for (const kind of ['product', 'update'] as const) {
    const sizes = speedPlan[kind].sizes;
    for (const path of speedPlan[kind].paths) {
      const gap = (at: number, reason: GapReason): SpeedGap => ({ kind, path, from: sizes[at] ?? sizes[0], reason });
      const reason = contenders.missing[path];
      if (reason) {
        yield gap(0, reason);
        continue;
      }
      let done = 0;
      try {
        const timings =
          kind === 'product' ? timeProducts(contenders, path, clock) : timeUpdates(contenders, path, clock);
        for (const { side: size, ms } of timings) {
          done += 1;
          yield { kind, path, size, ms };
        }
        if (done < sizes.length) yield gap(done, 'tooSlow');
      } catch {
        yield gap(done, 'failed');
      }
    }
  }
}

/** Who is faster than the next best from where on, of the paths that were timed. */
export function leadsAmong(rows: readonly SpeedRow[]): Lead[] {
  const timingsOf = (kind: SpeedKind, path: SpeedPath): Timing[] =>
    rows.filter((row) => row.kind === kind && row.path === path).map(({ size, ms }) => ({ side: size, ms }));
  return (['product', 'update'] as const).flatMap((kind) => {
    const timed = speedPlan[kind].paths.filter((path) => timingsOf(kind, path).length > 0);
    return timed.slice(1).map((path, index) => {
      const over = timed[index] as SpeedPath;
      return { kind, path, over, from: leadsFrom(timingsOf(kind, path), timingsOf(kind, over)) };
    });
  });
}

function timeProducts({ available }: Contenders, path: SpeedPath, clock: Clock): Iterable<Timing> {
  const sizes = speedPlan.product.sizes;
  const kernels = productKernels(available, path, Math.max(...sizes), strict);
  if (!kernels) throw new Error(`There is no ${path} here`);
  return eachProduct(kernels, clock, Number.POSITIVE_INFINITY, sizes, careful);
}

/** Where the context is lost, no other path shall answer in its name. */
const strict: Kernels = {
  ...referenceKernels,
  multiply: () => {
    throw new Error('The context of WebGL2 was lost');
  },
};

function* timeUpdates(contenders: Contenders, path: SpeedPath, clock: Clock): Generator<Timing, void> {
  const way = wayOf(contenders, path);
  let before: Timing | null = null;
  for (const side of speedPlan.update.sizes) {
    // The work grows with the square of H.
    if (before && before.ms * (side / before.side) ** 2 > longestMs) break;
    const ms = timeUpdate(way, side, clock);
    if (ms === 0) continue;
    before = { side, ms };
    yield before;
  }
}

/** Milliseconds of an update. Those in which a check on held-out sequences falls due count for nothing. */
function timeUpdate(way: Way, hidden: number, clock: Clock): number {
  const { task, cell, lag, batch } = timedRun;
  const training = createTraining(
    { ...recipe, task, cell, lag, batch, hidden, updates: 100_000, stopWhenSolved: false },
    undefined,
    way,
  );
  let checkingMs = 0;
  const update = () => {
    for (;;) {
      const startMs = clock();
      if (!training.advance().check) return;
      checkingMs += clock() - startMs;
    }
  };
  return shortest(update, () => clock() - checkingMs, clock() + eachMs, careful);
}

function wayOf({ available }: Contenders, path: SpeedPath): Way {
  if (path === 'float32') return createReferencePath('float32');
  const module = path === 'wasm' ? available.plain : available.relaxed;
  if (!module) throw new Error(`There is no ${path} here`);
  return createWasmPath(module, path === 'relaxed', available.limitBytes);
}
