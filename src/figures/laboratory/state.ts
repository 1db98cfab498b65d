/** A setting of the laboratory: all that decides its runs. A link says the same. */
import type { CellKind } from '../../engine/cells/contract.ts';
import { log } from '../../engine/elementary.ts';
import { countRunParameters, equalBudgetHidden } from '../../training/budget.ts';
import { type Run, recipe } from '../../training/run.ts';
import { choice, decimal, type Field, type Fields, integer } from '../shared/fields.ts';
import { labTasks, nearestLag } from './tasks.ts';
import type { Bias, LabTask } from './types.ts';

export interface LabState {
  readonly task: LabTask;
  /** Steps to remember; the length of a sequence where that is what a task has. */
  readonly lag: number;
  readonly bias: Bias;
  /** Of chrono: for how many steps a unit holds at first. */
  readonly shortest: number;
  /** The same; 0 for the longest sequence of the task. */
  readonly longest: number;
  /** Of constant: for how many steps every unit holds at first. */
  readonly holds: number;
  readonly cells: readonly CellKind[];
  /** Of the LSTM; the others are as wide as gives them about as many weights. */
  readonly units: number;
  readonly updates: number;
  readonly batch: number;
  readonly rate: number;
  readonly seed: number;
  readonly seeds: number;
}

export const allCells: readonly CellKind[] = ['rnn', 'gru', 'lstm'];

/** What the boxes and handles take. The largest run of these makes an update in less than a second. */
export const ranges = {
  holds: { from: 2, to: 1000 },
  units: { from: 2, to: 32 },
  updates: { from: 10, to: 3000 },
  batch: { from: 1, to: 64 },
  rate: { from: 0.0001, to: 0.1 },
  seed: { from: 0, to: Number.MAX_SAFE_INTEGER - 10 },
  seeds: { from: 1, to: 10 },
} as const;

export const labFields: Fields<LabState> = {
  task: choice('task', labTasks, 'remember') as Field<LabTask>,
  // Any that a link may name: `nearestState` brings it to one that the task has.
  lag: integer('lag', { from: 0, to: 1_000_000, fallback: 100 }),
  bias: choice('bias', ['default', 'constant', 'chrono'], 'chrono') as Field<Bias>,
  shortest: integer('from', { ...ranges.holds, fallback: 2 }),
  longest: integer('to', { from: 0, to: ranges.holds.to, fallback: 0 }),
  // A gate bias of 4, which Jozefowicz and others would call large.
  holds: integer('holds', { ...ranges.holds, fallback: 56 }),
  cells: cellsField(),
  units: integer('units', { ...ranges.units, fallback: 16 }),
  updates: integer('updates', { ...ranges.updates, fallback: 300 }),
  batch: integer('batch', { ...ranges.batch, fallback: recipe.batch }),
  rate: decimal('rate', { ...ranges.rate, fallback: recipe.learningRate }),
  seed: integer('seed', { ...ranges.seed, fallback: 1 }),
  seeds: integer('seeds', { ...ranges.seeds, fallback: 5 }),
};

/** A lag that the task does not have becomes the nearest it has; the shortest hold is not longer than the longest. */
export function nearestState(asked: LabState): LabState {
  const { task, longest, shortest } = asked;
  const isTurned = longest !== 0 && longest < shortest;
  return { ...asked, lag: nearestLag(task, asked.lag), ...(isTurned ? { shortest: longest, longest: shortest } : {}) };
}

export interface Width {
  readonly cell: CellKind;
  readonly hidden: number;
  readonly parameters: number;
}

/** How wide each cell is, chosen or not. */
export function widthsOf({ task, lag, units }: Pick<LabState, 'task' | 'lag' | 'units'>): Width[] {
  return allCells.map((cell) => {
    const hidden = equalBudgetHidden(task, lag, cell, units);
    return { cell, hidden, parameters: countRunParameters({ task, lag, cell, hidden }) };
  });
}

/** How the weights of its runs begin. */
export function beginningOf({ bias, shortest, longest, holds }: LabState, most: number): Pick<Run, 'init'> {
  if (bias === 'default') return { init: 'default' };
  if (bias === 'constant') return { init: 'constant', gateBias: log(holds - 1) } as Pick<Run, 'init' | 'gateBias'>;
  const until = longest === 0 ? most : longest;
  const isUsual = shortest === 2 && until === most;
  return (isUsual ? { init: 'chrono' } : { init: 'chrono', holds: [shortest, until] }) as Pick<Run, 'init' | 'holds'>;
}

/** Its runs, a seed of every chosen cell before the next seed. `most` is the longest sequence of the task. */
export function runsOf(state: LabState, most: number): Run[] {
  const { task, lag, seed, seeds, updates, batch, rate, cells } = state;
  const widths = widthsOf(state).filter(({ cell }) => cells.includes(cell));
  const beginning = beginningOf(state, most);
  const rest = { ...recipe, task, lag, updates, batch, learningRate: rate, stopWhenSolved: false };
  return Array.from({ length: seeds }, (_, k) =>
    widths.map(({ cell, hidden }): Run => ({ ...rest, ...beginning, cell, hidden, seed: seed + k })),
  ).flat();
}

/** In their usual order, at least one. */
function cellsField(): Field<readonly CellKind[]> {
  return {
    key: 'cells',
    fallback: allCells,
    write: (cells) => cells.join(','),
    read(text) {
      const names = text.split(',');
      const cells = allCells.filter((cell) => names.includes(cell));
      return cells.length > 0 && names.every((name) => allCells.some((cell) => cell === name)) ? cells : undefined;
    },
  };
}
