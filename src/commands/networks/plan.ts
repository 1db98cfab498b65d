/**
 * What ships with the site: which runs are made, and where their results stand.
 *
 * Race: the three cells at an equal budget on every lag offered, five seeds each; the weights of the first seed ship too.
 * The networks of the stepper are in stepper-plan.ts.
 */
import type { CellKind } from '../../engine/cells/contract.ts';
import type { TaskName } from '../../tasks/contract.ts';
import { equalBudgetHidden } from '../../training/budget.ts';
import { type Run, recipe } from '../../training/run.ts';

const CELLS: readonly CellKind[] = ['rnn', 'gru', 'lstm'];

export interface RacePlan {
  readonly id: string;
  readonly task: TaskName;
  readonly lag: number;
  /** One run per cell and seed. */
  readonly runs: readonly Run[];
}

const RACE_LAGS: readonly (readonly [TaskName, readonly number[], updates: number])[] = [
  ['remember', [5, 10, 20, 30, 50, 70, 100, 150, 200], 300],
  ['order-6a', [100], 300],
  ['adding', [50, 100, 200], 500],
];
export const RACE_SEEDS = [1, 2, 3, 4, 5] as const;

export const racePlans: readonly RacePlan[] = RACE_LAGS.flatMap(([task, lags, updates]) =>
  lags.map((lag) => ({
    id: `${task}-${lag}`,
    task,
    lag,
    runs: CELLS.flatMap((cell) =>
      RACE_SEEDS.map((seed) => ({
        ...recipe,
        task,
        lag,
        cell,
        hidden: equalBudgetHidden(task, lag, cell),
        seed,
        updates,
        stopWhenSolved: false,
      })),
    ),
  })),
);

/** The gated cells of the race begun as frameworks begin them, with more time; only their results ship. */
export const defaultBiasPlan: RacePlan = {
  id: 'default-biases',
  task: 'remember',
  lag: 50,
  runs: (['gru', 'lstm'] as const).flatMap((cell) =>
    RACE_SEEDS.map((seed) => ({
      ...recipe,
      task: 'remember' as const,
      lag: 50,
      cell,
      hidden: equalBudgetHidden('remember', 50, cell),
      init: 'default' as const,
      seed,
      updates: 1000,
      stopWhenSolved: false,
    })),
  ),
};

/**
 * What the laboratory opens on beside the race: the same runs with the biases that frameworks begin with, and the latch
 * with either. An RNN has no gates, and so begins the same: its runs are those of the race. Only their results ship.
 */
export const laboratoryPlans: readonly RacePlan[] = [
  ...RACE_LAGS.flatMap(([task, lags, updates]) => lags.map((lag) => laboratoryPlan(task, lag, 'default', updates))),
  laboratoryPlan('latch-3a', 100, 'chrono', 300),
  laboratoryPlan('latch-3a', 100, 'default', 300),
];

function laboratoryPlan(task: TaskName, lag: number, init: 'chrono' | 'default', updates: number): RacePlan {
  const cells = init === 'chrono' ? CELLS : (['gru', 'lstm'] as const);
  const runs = cells.flatMap((cell) =>
    RACE_SEEDS.map((seed): Run => {
      const hidden = equalBudgetHidden(task, lag, cell);
      return { ...recipe, task, lag, cell, hidden, init, seed, updates, stopWhenSolved: false };
    }),
  );
  return { id: `${task}-${lag}-${init}`, task, lag, runs };
}
