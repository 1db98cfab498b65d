/** Equal budgets: how wide a cell must be to have about as many parameters as an LSTM of a given width. */

import type { CellKind } from '../engine/cells/contract.ts';
import { networkShapes } from '../engine/network.ts';
import { countParameters } from '../engine/parameters.ts';
import { createTask } from '../tasks/tasks.ts';
import { describeNetwork, type Run } from './run.ts';

/** Parameters of the network that a run trains. */
export function countRunParameters(run: Pick<Run, 'task' | 'lag' | 'cell' | 'hidden' | 'layers' | 'variant'>): number {
  return countParameters(networkShapes(describeNetwork(run, createTask(run.task, run.lag))));
}

/**
 * The width at which `cell`, or a variant of it, comes closest to the parameters of an LSTM with `lstmHidden` units on the
 * same task.
 */
export function equalBudgetHidden(
  task: Run['task'],
  lag: number,
  cell: CellKind,
  lstmHidden = 16,
  variant?: Run['variant'],
): number {
  const budget = countRunParameters({ task, lag, cell: 'lstm', hidden: lstmHidden });
  const own = variant === undefined ? { task, lag, cell } : { task, lag, cell, variant };
  const count = (hidden: number) => countRunParameters({ ...own, hidden });
  let hidden = 1;
  while (count(hidden + 1) <= budget) hidden += 1;
  return budget - count(hidden) <= count(hidden + 1) - budget ? hidden : hidden + 1;
}
