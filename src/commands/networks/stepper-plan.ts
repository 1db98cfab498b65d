/**
 * The trained networks of the stepper: for every task small ones of each cell, from seeds.
 *
 * Seeds are chosen for what can be seen. All LSTMs and GRUs answer right; where the plain RNN does not, it ships as it
 * came out, with its score.
 */
import type { CellKind } from '../../engine/cells/contract.ts';
import { type Run, recipe } from '../../training/run.ts';

export interface StepperPlan {
  readonly id: string;
  readonly run: Run;
}

const CELLS: readonly CellKind[] = ['rnn', 'gru', 'lstm'];

/**
 * Of seeds 1 to 12 (LSTM): most keep a letter in several units, so that one shut gate changes no answer; in 12 it does,
 * and gradually. Of seeds 1 to 6 (GRU): most hold the letter through the candidate, with z near 0 all the time; in 2 two
 * units open z for letters and shut it for capitals.
 */
const CAPITAL_SEEDS: Record<CellKind, number> = { rnn: 1, gru: 2, lstm: 12 };

const lastCapital: readonly StepperPlan[] = CELLS.map((cell) => ({
  id: `last-capital-${cell}`,
  run: {
    ...recipe,
    task: 'last-capital',
    lag: 24,
    cell,
    hidden: 4,
    init: 'default',
    seed: CAPITAL_SEEDS[cell],
    updates: 1500,
    stopWhenSolved: false,
  },
}));

/** Networks of one task and cell, one for each seed. */
type Group = Pick<Run, 'task' | 'lag' | 'cell' | 'hidden' | 'updates'> &
  Partial<Pick<Run, 'init' | 'learningRate' | 'variant'>> & { readonly seeds: readonly number[] };

const groups: readonly Group[] = [
  // Of seeds 1 to 8 those in which the hidden units say most of the letter (`trackings`); in LSTM 7 nothing is learned.
  { task: 'remember', lag: 30, cell: 'lstm', hidden: 4, updates: 600, seeds: [4, 3] },
  { task: 'remember', lag: 30, cell: 'gru', hidden: 4, updates: 600, seeds: [2, 3] },
  { task: 'remember', lag: 30, cell: 'rnn', hidden: 4, updates: 1500, init: 'default', seeds: [1, 2] },
  // Of seeds 1 to 8 those in which one unit follows the sum best; the others share it out.
  { task: 'adding', lag: 40, cell: 'lstm', hidden: 4, updates: 1000, seeds: [6, 4] },
  { task: 'adding', lag: 40, cell: 'gru', hidden: 4, updates: 1000, seeds: [5, 1] },
  { task: 'adding', lag: 40, cell: 'rnn', hidden: 8, updates: 2000, init: 'default', learningRate: 0.003, seeds: [2] },
];

/** `remember-30-lstm-4`: task, lag, cell, what is changed about it, seed. */
export const stepperPlans: readonly StepperPlan[] = [
  ...lastCapital,
  ...groups.flatMap(({ seeds, ...what }) =>
    seeds.map((seed) => ({
      id: [what.task, what.lag, what.cell, what.variant, seed].filter((part) => part !== undefined).join('-'),
      run: { ...recipe, ...what, seed, stopWhenSolved: false },
    })),
  ),
];
