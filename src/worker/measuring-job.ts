/** One measurement inside the worker: a timing, then a message with everything so far. */

import type { Clock } from '../engine/kernels/measure.ts';
import type { Contenders } from './contenders.ts';
import { createJob, type Job } from './job.ts';
import { leadsAmong, measureSpeeds, plannedTimings } from './measure-speeds.ts';
import type { MeasuringProgress } from './messages.ts';
import { noSpeeds, type SpeedGap, type SpeedRow, speedPlan } from './speeds.ts';

/** Starts the job and posts what it will do. `now` is in milliseconds. */
export function createMeasuringJob(
  job: number,
  contenders: Contenders,
  post: (message: MeasuringProgress) => void,
  now: Clock,
): Job {
  const planned = plannedTimings(contenders);
  const steps = measureSpeeds(contenders, now);
  const rows: SpeedRow[] = [];
  const gaps: SpeedGap[] = [];
  let isFinished = false;

  const tell = () => {
    const next = isFinished ? null : (planned.find((one) => !isSettled(one, rows, gaps)) ?? null);
    const done = planned.filter((one) => isSettled(one, rows, gaps)).length;
    post({
      kind: 'measured',
      job,
      speeds: { ...noSpeeds, rows: [...rows], gaps: [...gaps], leads: leadsAmong(rows), renderer: contenders.renderer },
      done,
      of: planned.length,
      next,
      state: timing.state,
    });
  };
  const advance = () => {
    const { value, done } = steps.next();
    if (done) {
      isFinished = true;
      contenders.available.webgl?.dispose();
    } else if ('ms' in value) rows.push(value);
    else gaps.push(value);
    tell();
  };

  const timing = createJob({ isPaused: false, isFinished: () => isFinished, advance, tellAtRest: tell });
  tell();
  return timing;
}

/** Whether a timing has its number, or is known not to get one. */
function isSettled(
  { kind, path, size }: Pick<SpeedRow, 'kind' | 'path' | 'size'>,
  rows: readonly SpeedRow[],
  gaps: readonly SpeedGap[],
): boolean {
  const sizes: readonly number[] = speedPlan[kind].sizes;
  return (
    rows.some((row) => row.kind === kind && row.path === path && row.size === size) ||
    gaps.some((gap) => gap.kind === kind && gap.path === path && sizes.indexOf(gap.from) <= sizes.indexOf(size))
  );
}
