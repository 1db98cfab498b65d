/** What a reader chooses in the race; a link says the same. */
import type { Numerics } from '../../engine/kernels/choose.ts';
import { choice, type Field, type Fields, integer } from '../shared/fields.ts';
import { nearestLag } from './tasks.ts';
import type { Measure, RaceTask, Size } from './types.ts';

export interface RaceState {
  readonly task: RaceTask;
  /** Steps to remember; for adding how many numbers are read. */
  readonly lag: number;
  /** Of the run that is trained in the page. */
  readonly seed: number;
  readonly size: Size;
  readonly measure: Measure;
  /** Of a run in the page: the same on every machine, or as fast as this one can. */
  readonly numerics: Numerics;
}

/** The engine's seeds are whole numbers that a double holds exactly. */
export const largestSeed = Number.MAX_SAFE_INTEGER;

/** A lag that the task does not have becomes the nearest it has. */
export function nearestState(asked: RaceState): RaceState {
  return { ...asked, lag: nearestLag(asked.task, asked.lag) };
}

export function raceFields(tasks: readonly RaceTask[], lag: number): Fields<RaceState> {
  return {
    task: choice('task', tasks, tasks[0] ?? 'remember'),
    // Any that a link may name: `nearestState` brings it to one that the task has.
    lag: integer('lag', { from: 0, to: 1_000_000, fallback: lag }),
    seed: integer('seed', { from: 0, to: largestSeed, fallback: 1 }),
    size: choice('size', ['equal', 'sixteen'], 'equal') as Field<Size>,
    measure: choice('y', ['score', 'loss'], 'score') as Field<Measure>,
    numerics: choice('numerics', ['reproducible', 'fastest'], 'reproducible') as Field<Numerics>,
  };
}
