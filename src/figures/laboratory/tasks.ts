/** What the laboratory needs to know of a task: its lags, how long it is trained, its rule of success, a sample of it. */
import { log } from '../../engine/elementary.ts';
import { createRandom } from '../../engine/random.ts';
import { createTask } from '../../tasks/tasks.ts';
import type { Score } from '../../training/objective.ts';
import type { LabTask } from './types.ts';

interface Offer {
  /** Lags, or lengths, in rising order: the stops of the slider. */
  readonly stops: readonly number[];
  /** Stops that are not named where there is little room. */
  readonly quiet?: readonly number[];
  readonly step: number;
  readonly usualLag: number;
  /** Whether its number is the steps to remember; else the length of its sequences. */
  readonly isLag?: boolean;
  /**
   * Updates after which GRU and LSTM with chrono biases have solved it on every seed that was tried; of `copy` and
   * `noise-free` as many as were tried.
   */
  readonly updates: number;
  /** Of the LSTM, where the usual number has too little room. */
  readonly units?: number;
}

const lengths = [10, 20, 50, 100, 200, 400] as const;
const waits = [10, 20, 50, 100, 200, 300] as const;
const offers: Record<LabTask, Offer> = {
  remember: {
    stops: [5, 10, 20, 30, 50, 70, 100, 150, 200],
    quiet: [70, 150],
    step: 1,
    usualLag: 100,
    isLag: true,
    updates: 300,
  },
  'order-6a': { stops: [100], step: 1, usualLag: 100, updates: 300 },
  'order-6b': { stops: [100], step: 1, usualLag: 100, updates: 500 },
  adding: { stops: lengths, step: 2, usualLag: 100, updates: 500 },
  multiplication: { stops: lengths, step: 2, usualLag: 100, updates: 500 },
  'latch-3a': { stops: lengths, step: 1, usualLag: 100, updates: 300 },
  'latch-3b': { stops: lengths, step: 1, usualLag: 100, updates: 300 },
  reber: { stops: [7], step: 1, usualLag: 7, isLag: true, updates: 1500 },
  'continual-reber': { stops: [20, 50, 100, 200], step: 1, usualLag: 100, updates: 1000 },
  'noise-free': { stops: [4, 10, 20, 50, 100], step: 1, usualLag: 10, isLag: true, updates: 1000 },
  'copy-small': { stops: waits, step: 1, usualLag: 50, isLag: true, updates: 3000, units: 32 },
  copy: { stops: waits, step: 1, usualLag: 50, isLag: true, updates: 5000, units: 64 },
};

export const labTasks = Object.keys(offers) as LabTask[];

export interface LabTaskFacts extends Offer {
  readonly task: LabTask;
  readonly lag: number;
  readonly least: number;
  readonly most: number;
  /** Steps of the longest sequence. */
  readonly longest: number;
  /**
   * 'accuracy' and 'sequences', the share of strings with every answer right, rise to their criterion, 'loss' (the squared
   * error) falls to it.
   */
  readonly measure: 'accuracy' | 'sequences' | 'loss';
  readonly criterion: number;
  /** Of the measure, what guessing comes to. */
  readonly chance: number;
  /** The loss of who knows all but what must be remembered; null where that is no one number. */
  readonly chanceLoss: number | null;
  /** Fresh sequences of a check. */
  readonly checked: number;
  readonly checkEvery: number;
  meets(score: number): boolean;
  /** The measure of a check. */
  scoreOf(score: Score): number;
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
  const { criterion, chance, checkEvery, longest, check } = createTask(task, lag);
  const { stops } = offers[task];
  const facts = { ...offers[task], task, lag, least: stops[0] ?? lag, most: stops.at(-1) ?? lag };
  const checked = check?.sequences ?? usuallyChecked;
  const rest = { ...facts, chance, chanceLoss: chanceLossOf(task, lag, chance), checked, checkEvery, longest };
  if (criterion.measure === 'loss') {
    const { below } = criterion;
    const scoreOf = ({ loss }: Score) => loss;
    return { ...rest, measure: 'loss', criterion: below, meets: (score) => score < below, scoreOf };
  }
  const { atLeast, measure } = criterion;
  const scoreOf = (score: Score) => score[measure] ?? 0;
  return { ...rest, measure, criterion: atLeast, meets: (score) => score >= atLeast, scoreOf };
}

const usuallyChecked = 256;

function chanceLossOf(task: LabTask, lag: number, chance: number): number | null {
  // Spread over every step: of T + 2 S the last S, of p the last one.
  if (task === 'copy') return (10 * log(8)) / (lag + 20);
  if (task === 'copy-small') return (3 * log(4)) / (lag + 6);
  if (task === 'noise-free') return log(2) / lag;
  // Who gives every class the same chance loses its logarithm; a grammar allows now one symbol, now two.
  return chance === 0 ? null : -log(chance);
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
