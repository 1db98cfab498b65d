/** What the race needs to know of a task: its lags, its rule of success, and what its answers are called. */
import { createTask } from '../../tasks/tasks.ts';
import type { CellReading, RaceTask } from './types.ts';

interface LagRange {
  readonly least: number;
  readonly most: number;
  readonly step: number;
}

/** Adding is offered up to 200 here: longer ones take minutes in a page. */
const ranges: Record<RaceTask, LagRange> = {
  remember: { least: 5, most: 200, step: 1 },
  'order-6a': { least: 100, most: 100, step: 1 },
  adding: { least: 10, most: 200, step: 2 },
};

export interface TaskFacts {
  readonly task: RaceTask;
  /** 'accuracy' rises to its criterion, 'loss' (the squared error) falls to it. */
  readonly measure: 'accuracy' | 'loss';
  readonly criterion: number;
  readonly chance: number;
  readonly checkEvery: number;
  /** Names of the classes; none where a number is asked for. */
  readonly answers: readonly string[];
  meets(score: number): boolean;
}

export function lagRange(task: RaceTask): LagRange {
  return ranges[task];
}

/** The allowed lag that is nearest to the one asked for. */
export function nearestLag(task: RaceTask, lag: number): number {
  const { least, most, step } = ranges[task];
  return Math.min(most, Math.max(least, least + Math.round((lag - least) / step) * step));
}

export function taskFacts(task: RaceTask, lag: number): TaskFacts {
  const { criterion, chance, checkEvery, answers } = createTask(task, lag);
  const facts = { task, chance, checkEvery, answers };
  if (criterion.measure === 'loss') {
    const { below } = criterion;
    return { ...facts, measure: 'loss', criterion: below, meets: (score) => score < below };
  }
  const { atLeast } = criterion;
  return { ...facts, measure: 'accuracy', criterion: atLeast, meets: (score) => score >= atLeast };
}

/** How far a number may be off to count as right: the root of the squared error that solves the task. */
export function tolerance({ criterion }: TaskFacts): number {
  return Math.sqrt(criterion);
}

/** Whether a network that gave this answer still has the clue: more likely right than not, or near the right number. */
export function isRemembered(facts: TaskFacts, { answer, right }: CellReading): boolean {
  if (facts.measure === 'loss') return Math.abs((answer[0] ?? Number.NaN) - right) <= tolerance(facts);
  return (answer[right] ?? 0) > 0.5;
}
