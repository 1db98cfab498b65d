/** What the laboratory needs to know of a task: its lags, how long it is trained, its rule of success, a sample of it. */
import { createRandom } from '../../engine/random.ts';
import { createTask } from '../../tasks/tasks.ts';
import type { LabTask } from './types.ts';

interface Offer {
  /** Lags, or lengths, in rising order: the stops of the slider. */
  readonly stops: readonly number[];
  /** Stops that are not named where there is little room. */
  readonly quiet?: readonly number[];
  readonly step: number;
  readonly usualLag: number;
  /** Updates after which GRU and LSTM with chrono biases have solved it on every seed that was tried. */
  readonly updates: number;
}

const lengths = [10, 20, 50, 100, 200, 400] as const;
const offers: Record<LabTask, Offer> = {
  remember: { stops: [5, 10, 20, 30, 50, 70, 100, 150, 200], quiet: [70, 150], step: 1, usualLag: 100, updates: 300 },
  'order-6a': { stops: [100], step: 1, usualLag: 100, updates: 300 },
  'order-6b': { stops: [100], step: 1, usualLag: 100, updates: 500 },
  adding: { stops: lengths, step: 2, usualLag: 100, updates: 500 },
  multiplication: { stops: lengths, step: 2, usualLag: 100, updates: 500 },
  'latch-3a': { stops: lengths, step: 1, usualLag: 100, updates: 300 },
  'latch-3b': { stops: lengths, step: 1, usualLag: 100, updates: 300 },
};

export const labTasks = Object.keys(offers) as LabTask[];

export interface LabTaskFacts extends Offer {
  readonly task: LabTask;
  readonly lag: number;
  readonly least: number;
  readonly most: number;
  /** Steps of the longest sequence. */
  readonly longest: number;
  /** 'accuracy' rises to its criterion, 'loss' (the squared error) falls to it. */
  readonly measure: 'accuracy' | 'loss';
  readonly criterion: number;
  readonly chance: number;
  readonly checkEvery: number;
  meets(score: number): boolean;
}

export function offerOf(task: LabTask): Offer {
  return offers[task];
}

/** The allowed lag that is nearest to the one asked for. */
export function nearestLag(task: LabTask, lag: number): number {
  const { stops, step } = offers[task];
  const [least = 0, most = 0] = [stops[0], stops.at(-1)];
  return Math.min(most, Math.max(least, least + Math.round((lag - least) / step) * step));
}

export function labFacts(task: LabTask, lag: number): LabTaskFacts {
  const { criterion, chance, checkEvery, longest } = createTask(task, lag);
  const { stops } = offers[task];
  const facts = { ...offers[task], task, lag, least: stops[0] ?? lag, most: stops.at(-1) ?? lag };
  const rest = { ...facts, chance, checkEvery, longest };
  if (criterion.measure === 'loss') {
    const { below } = criterion;
    return { ...rest, measure: 'loss', criterion: below, meets: (score) => score < below };
  }
  const { atLeast } = criterion;
  return { ...rest, measure: 'accuracy', criterion: atLeast, meets: (score) => score >= atLeast };
}

/** A step of a sample; null where some are left out. */
export type SampleStep = { readonly sign: string; readonly isMarked: boolean } | null;

/** A sequence of the task, its first steps, those that matter and their neighbours, and its last. */
export function sampleOf(task: LabTask, lag: number): SampleStep[] {
  const { signs, marked } = createTask(task, lag).contrast(createRandom(1, 'sample'), 1).shown;
  const isShown = (step: number) =>
    step < 7 || step >= signs.length - 5 || marked.some((mark) => Math.abs(mark - step) <= 1);
  return signs.flatMap((sign, step): SampleStep[] => {
    if (isShown(step)) return [{ sign, isMarked: marked.includes(step) }];
    return isShown(step - 1) ? [null] : [];
  });
}
