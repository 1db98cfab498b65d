/** Equal budgets: how wide a cell must be to have about as many parameters as an LSTM of a given width. */

import type { CellKind } from '../engine/cells/contract.ts';
import { networkShapes } from '../engine/network.ts';
import { countParameters } from '../engine/parameters.ts';
import { createTask } from '../tasks/tasks.ts';
import { describeNetwork, type Run } from './run.ts';

/** Parameters of the network that a run trains. */
export function countRunParameters(run: Pick<Run, 'task' | 'lag' | 'cell' | 'hidden' | 'layers'>): number {
  return countParameters(networkShapes(describeNetwork(run, createTask(run.task, run.lag))));
}

/** The width at which `cell` comes closest to the parameters of an LSTM with `lstmHidden` units on the same task. */
export function equalBudgetHidden(task: Run['task'], lag: number, cell: CellKind, lstmHidden = 16): number {
  const count = (kind: CellKind, hidden: number) => countRunParameters({ task, lag, cell: kind, hidden });
  const budget = count('lstm', lstmHidden);
  let hidden = 1;
  while (count(cell, hidden + 1) <= budget) hidden += 1;
  return budget - count(cell, hidden) <= count(cell, hidden + 1) - budget ? hidden : hidden + 1;
}
