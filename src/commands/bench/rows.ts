/** From timings to the rows of a report. */
import { TILE_OPERATIONS } from './ceiling.ts';
import type { Absence, Timing } from './measure.ts';
import { shown } from './render.ts';
import { median, percentile } from './statistics.ts';
import { operations } from './work.ts';

/** The name of the contestant that others are compared with. */
const OURS = 'relaxed';
/** Below the best W; quiet minutes differ by a few per cent. */
const FAR = 0.2;

export interface Row {
  readonly work: string;
  readonly contestant: string;
  /** Tenth percentile of the time of a step. */
  readonly p10Ms: number;
  /** Median over the rounds of the processor time of a step; null where it is not known. */
  readonly cpuMs: number | null;
  /** Of the matrix products alone, at the tenth percentile. */
  readonly gflops: number;
  /** gflops / W, W timed beside our own steps of this work; null where nobody timed it. */
  readonly shareOfCeiling: number | null;
  /** cpuMs / cpuMs of our relaxed kernels, else median wall times; null where ours did not take part. */
  readonly ratioToOurs: number | null;
  /** Memory of a step; null where the contestant does not know. */
  readonly stepBytes: number | null;
}

export function rowsOf(timings: readonly Timing[]): Row[] {
  return timings.map((timing) => {
    const { work, contestant, ready } = timing;
    const ours = timings.find((other) => other.work.name === work.name && other.contestant === OURS);
    const ceiling = ceilingOf(timing.tileMs.length > 0 ? timing : ours);
    const cpuMs = timing.cpuMs.length > 0 ? median(timing.cpuMs) : null;
    const p10Ms = percentile(timing.wallMs, 0.1);
    const gflops = operations(work) / (p10Ms * 1e6);
    return {
      work: work.name,
      contestant,
      p10Ms,
      cpuMs,
      gflops,
      shareOfCeiling: ceiling === null ? null : gflops / ceiling,
      ratioToOurs: ours ? ratio(timing, ours) : null,
      stepBytes: ready.bytes ?? null,
    };
  });
}

function ratio(timing: Timing, ours: Timing): number {
  const of = timing.cpuMs.length > 0 ? 'cpuMs' : 'wallMs';
  return median(timing[of]) / median(ours[of]);
}

/** W in GFLOP/s, the middle one of all works; null where nobody timed it. */
export function overallCeiling(timings: readonly Timing[]): number | null {
  const all = timings.map(ceilingOf).filter((ceiling) => ceiling !== null);
  return all.length > 0 ? median(all) : null;
}

/** Timings of ours beside which W was far below its best, as on a busy machine: their share of it says little. */
export function oddCeilings(timings: readonly Timing[]): Absence[] {
  const best = Math.max(...timings.map((timing) => ceilingOf(timing) ?? 0));
  return timings.flatMap(({ work, contestant, ...timing }) => {
    const ceiling = ceilingOf(timing);
    if (ceiling === null || ceiling > best * (1 - FAR)) return [];
    return [{ work, contestant, reason: `W was ${shown(ceiling)} GFLOP/s beside it, so its share says little` }];
  });
}

/** GFLOP/s of the tile at the tenth percentile of its time. */
function ceilingOf(timing: Pick<Timing, 'tileMs'> | undefined): number | null {
  if (!timing || timing.tileMs.length === 0) return null;
  return TILE_OPERATIONS / (percentile(timing.tileMs, 0.1) * 1e6);
}
