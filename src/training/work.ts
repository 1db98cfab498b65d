/**
 * How much there is to compute in a run, so that the time of one run says about how long another takes.
 *
 * The matrix products of an update have 6 G H (H + I) T B operations (G gates, B sequences of T steps, forward and twice
 * backward), those of a check of S sequences 2 G H (H + I) T S. At these widths what is done once per gate and step (an
 * activation, reading, writing) takes longer than the products: measured, as long as `PER_GATE` further inputs would. By
 * the products alone the time per operation of 4 units and of 32 is 5 to 20 times apart, so 2 to 3 times.
 */
import type { CellKind } from '../engine/cells/contract.ts';
import { createTask } from '../tasks/tasks.ts';
import type { Run } from './run.ts';

const GATES: Record<CellKind, number> = { rnn: 1, gru: 3, lstm: 4 };
const PER_GATE = 100;
/** Sequences of a check, where a task does not say how many. */
const CHECKED = 256;

type Sizes = Pick<Run, 'task' | 'lag' | 'cell' | 'hidden' | 'layers' | 'batch'>;

/** Of one update, with its share of the checks. */
export function updateWork({ task: name, lag, cell, hidden, layers = 1, batch }: Sizes): number {
  const task = createTask(name, lag);
  const sources = layers * (hidden + PER_GATE) + task.inputSize + (layers - 1) * hidden;
  const perStep = 2 * GATES[cell] * hidden * sources;
  const { longest, sequences } = task.check ?? { longest: task.longest, sequences: CHECKED };
  return perStep * (3 * task.longest * batch + (longest * sequences) / task.checkEvery);
}

/** The same with a name for what takes equally long per operation: what a task reads and asks at each step weighs too. */
export function updatePiece(run: Run): { readonly kind: string; readonly work: number } {
  const { task, cell, variant = cell, layers = 1, numerics = '' } = run;
  const parts = [task, variant, layers > 1 ? layers : '', numerics];
  return { kind: parts.filter(Boolean).join(' '), work: updateWork(run) };
}
