/** The options of `npm run train`, and the run they describe. */
import type { CellKind } from '../../engine/cells/contract.ts';
import type { TaskName } from '../../tasks/contract.ts';
import { createTask, TASK_NAMES } from '../../tasks/tasks.ts';
import { INITIALIZATIONS, type Run, recipe } from '../../training/run.ts';
import { UPDATE_RULES } from '../../training/update-rules.ts';
import { VARIANT_NAMES } from '../../training/variants.ts';
import { type CommandPath, commandPaths } from '../shared/paths.ts';

export const runOptions = {
  task: { type: 'string' },
  cell: { type: 'string' },
  lag: { type: 'string' },
  hidden: { type: 'string' },
  layers: { type: 'string' },
  dropout: { type: 'string' },
  init: { type: 'string' },
  'gate-bias': { type: 'string' },
  holds: { type: 'string' },
  variant: { type: 'string' },
  seed: { type: 'string' },
  updates: { type: 'string' },
  rule: { type: 'string' },
  rate: { type: 'string' },
  clip: { type: 'string' },
  batch: { type: 'string' },
  out: { type: 'string' },
  weights: { type: 'string' },
  path: { type: 'string' },
} as const;

type RunOptions = { [name in keyof typeof runOptions]?: string | undefined };

const TASKS: readonly TaskName[] = TASK_NAMES;
const CELLS: readonly CellKind[] = ['rnn', 'gru', 'lstm'];
const VARIANTS = Object.values(VARIANT_NAMES).flat();

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
    init: oneOf('init', INITIALIZATIONS, options.init ?? recipe.init),
    ...present({
      layers: options.layers && wholeNumber('layers', options.layers),
      dropout: options.dropout && decimal('dropout', options.dropout),
      gateBias: options['gate-bias'] && decimal('gate-bias', options['gate-bias']),
      holds: options.holds && range('holds', options.holds),
      variant: options.variant && oneOf('variant', VARIANTS, options.variant),
      rule: options.rule && oneOf('rule', UPDATE_RULES, options.rule),
      learningRate: options.rate && decimal('rate', options.rate),
      clip: options.clip && decimal('clip', options.clip),
      batch: options.batch && wholeNumber('batch', options.batch),
    }),
    seed: wholeNumber('seed', options.seed ?? String(recipe.seed)),
    updates: wholeNumber('updates', options.updates ?? String(recipe.updates)),
  };
}

/** What was given; an option without a value counts as not given. */
function present<T extends object>(options: T): { [name in keyof T]?: Exclude<T[name], '' | undefined> } {
  return Object.fromEntries(
    Object.entries(options).filter(([, value]) => value !== undefined && value !== ''),
  ) as never;
}

/** Two numbers, as in 2:100. */
function range(option: string, value: string): readonly [number, number] {
  const [low, high, ...more] = value.split(':');
  if (high === undefined || more.length > 0)
    throw new Error(`--${option} must be two numbers like 2:100, got ${value}.`);
  return [decimal(option, low), decimal(option, high)];
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
  if (!/^-?\d{0,15}(\.\d{1,15})?$/.test(value) || value === '' || value === '-') {
    throw new Error(`--${option} must be a number like 0.1, got ${value}.`);
  }
  return Number(value);
}
