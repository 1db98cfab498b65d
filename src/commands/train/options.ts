/** The options of `npm run train`, and the run they describe. */
import type { CellKind } from '../../engine/cells/contract.ts';
import type { TaskName } from '../../tasks/contract.ts';
import { createTask, TASK_NAMES } from '../../tasks/tasks.ts';
import { type Initialization, type Run, recipe } from '../../training/run.ts';
import { type CommandPath, commandPaths } from '../shared/paths.ts';

export const runOptions = {
  task: { type: 'string' },
  cell: { type: 'string' },
  lag: { type: 'string' },
  hidden: { type: 'string' },
  layers: { type: 'string' },
  dropout: { type: 'string' },
  init: { type: 'string' },
  seed: { type: 'string' },
  updates: { type: 'string' },
  out: { type: 'string' },
  weights: { type: 'string' },
  path: { type: 'string' },
} as const;

type RunOptions = { [name in keyof typeof runOptions]?: string | undefined };

const TASKS: readonly TaskName[] = TASK_NAMES;
const CELLS: readonly CellKind[] = ['rnn', 'gru', 'lstm'];
const INITIALIZATIONS: readonly Initialization[] = ['chrono', 'default', 'pytorch'];

/** The way to compute: that of a reproducible run on a page, unless told otherwise. */
export function pathFromOptions({ path = 'wasm' }: RunOptions): CommandPath {
  return oneOf('path', commandPaths, path);
}

/** Recipe R with what the options say. Throws a sentence for a word or number that is not offered. */
export function runFromOptions(options: RunOptions): Run {
  const task = oneOf('task', TASKS, options.task);
  return {
    ...recipe,
    task,
    cell: oneOf('cell', CELLS, options.cell),
    lag: options.lag === undefined ? createTask(task).lag : wholeNumber('lag', options.lag),
    hidden: wholeNumber('hidden', options.hidden ?? '16'),
    ...(options.layers === undefined ? {} : { layers: wholeNumber('layers', options.layers) }),
    ...(options.dropout === undefined ? {} : { dropout: decimal('dropout', options.dropout) }),
    init: oneOf('init', INITIALIZATIONS, options.init ?? recipe.init),
    seed: wholeNumber('seed', options.seed ?? String(recipe.seed)),
    updates: wholeNumber('updates', options.updates ?? String(recipe.updates)),
  };
}

function oneOf<Name extends string>(option: string, names: readonly Name[], value: string | undefined): Name {
  const found = names.find((name) => name === value);
  if (!found) throw new Error(`--${option} must be one of ${names.join(', ')}${value ? `, got ${value}` : ''}.`);
  return found;
}

function wholeNumber(option: string, value: string): number {
  if (!/^\d{1,15}$/.test(value)) throw new Error(`--${option} must be a whole number, got ${value}.`);
  return Number(value);
}

function decimal(option: string, value: string): number {
  if (!/^\d{0,15}(\.\d{1,15})?$/.test(value) || value === '') {
    throw new Error(`--${option} must be a number like 0.1, got ${value}.`);
  }
  return Number(value);
}
