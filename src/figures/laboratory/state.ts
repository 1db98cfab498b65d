/** A setting of the laboratory: all that decides its runs. A link says the same. */
import { exp, log } from '../../engine/elementary.ts';
import { countRunParameters, equalBudgetHidden } from '../../training/budget.ts';
import { type Run, recipe } from '../../training/run.ts';
import { UPDATE_RULES, type UpdateRule } from '../../training/update-rules.ts';
import { choice, decimal, type Field, type Fields, integer } from '../shared/fields.ts';
import {
  allCells,
  allContenders,
  type Contender,
  cellOf,
  inOrder,
  isGated,
  mostContenders,
  variantOf,
} from './contenders.ts';
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
  /** Of constant: the bias itself where that is what was chosen; `holds` is then the steps nearest to it. */
  readonly gateBias: number | null;
  readonly cells: readonly Contender[];
  /** `budget`: each has about as many weights as an LSTM of `units`; `same`: each has `units`. */
  readonly width: 'budget' | 'same';
  readonly units: number;
  /** How cells without gates begin. `usual`: tanh orthogonal, ReLU at the identity. */
  readonly init: 'usual' | 'orthogonal' | 'identity' | 'pytorch';
  readonly updates: number;
  readonly batch: number;
  readonly rule: UpdateRule;
  readonly rate: number;
  readonly clip: number;
  readonly seed: number;
  readonly seeds: number;
}

export const widthRules = ['budget', 'same'] as const;
export const plainInits = ['usual', 'orthogonal', 'identity', 'pytorch'] as const;
export const rules = UPDATE_RULES;

/** What the boxes and handles take. The largest run of these makes an update in less than a second. */
export const ranges = {
  holds: { from: 2, to: 1000 },
  /** Up to what holds 993 steps. */
  gateBias: { from: -6, to: 6.9 },
  units: { from: 2, to: 64 },
  updates: { from: 10, to: 5000 },
  batch: { from: 1, to: 64 },
  rate: { from: 0.0001, to: 1 },
  clip: { from: 0.001, to: 1000 },
  seed: { from: 0, to: Number.MAX_SAFE_INTEGER - 20 },
  seeds: { from: 1, to: 20 },
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
  gateBias: gateBiasField(),
  cells: cellsField(),
  width: choice('width', widthRules, 'budget') as Field<LabState['width']>,
  units: integer('units', { ...ranges.units, fallback: 16 }),
  init: choice('init', plainInits, 'usual') as Field<LabState['init']>,
  updates: integer('updates', { ...ranges.updates, fallback: 300 }),
  batch: integer('batch', { ...ranges.batch, fallback: recipe.batch }),
  rule: choice('rule', rules, 'adam') as Field<UpdateRule>,
  rate: decimal('rate', { ...ranges.rate, fallback: recipe.learningRate }),
  clip: decimal('clip', { ...ranges.clip, fallback: recipe.clip }),
  seed: integer('seed', { ...ranges.seed, fallback: 1 }),
  seeds: integer('seeds', { ...ranges.seeds, fallback: 5 }),
};

/**
 * A lag that the task does not have becomes the nearest it has; the shortest hold is not longer than the longest; a gate
 * bias has the steps that are nearest to it.
 */
export function nearestState(asked: LabState): LabState {
  const { task, longest, shortest, gateBias, holds } = asked;
  const isTurned = longest !== 0 && longest < shortest;
  const steps = gateBias === null ? holds : Math.max(ranges.holds.from, Math.round(stepsOf(gateBias)));
  const range = isTurned ? { shortest: longest, longest: shortest } : {};
  return { ...asked, lag: nearestLag(task, asked.lag), holds: steps, ...range };
}

/** Steps that a unit holds with this bias on the gate that keeps. */
function stepsOf(gateBias: number): number {
  return 1 + exp(gateBias);
}

/** Of constant: the bias itself, whichever way it was chosen. */
export function biasOfState({ gateBias, holds }: Pick<LabState, 'gateBias' | 'holds'>): number {
  return gateBias ?? log(holds - 1);
}

export interface Width {
  readonly cell: Contender;
  readonly hidden: number;
  readonly parameters: number;
}

type Sizes = Pick<LabState, 'task' | 'lag' | 'units' | 'width'>;

/** How wide each is, chosen or not. */
export function widthsOf(sizes: Sizes, contenders: readonly Contender[] = allContenders): Width[] {
  return contenders.map((contender) => widthOf(sizes, contender));
}

function widthOf({ task, lag, units, width }: Sizes, contender: Contender): Width {
  const [cell, variant] = [cellOf(contender), variantOf(contender)];
  const hidden = width === 'same' ? units : equalBudgetHidden(task, lag, cell, units, variant);
  const own = { task, lag, cell, hidden };
  return { cell: contender, hidden, parameters: countRunParameters(variant ? { ...own, variant } : own) };
}

/** How the weights of its runs begin, where a cell has gates. */
export function beginningOf(state: LabState, most: number): Pick<Run, 'init'> {
  const { bias, shortest, longest } = state;
  if (bias === 'default') return { init: 'default' };
  if (bias === 'constant') return { init: 'constant', gateBias: biasOfState(state) } as Pick<Run, 'init' | 'gateBias'>;
  const until = longest === 0 ? most : longest;
  const isUsual = shortest === 2 && until === most;
  return (isUsual ? { init: 'chrono' } : { init: 'chrono', holds: [shortest, until] }) as Pick<Run, 'init' | 'holds'>;
}

/** Its runs, a seed of every chosen cell before the next seed. `most` is the longest sequence of the task. */
export function runsOf(state: LabState, most: number): Run[] {
  const { task, lag, seed, seeds, updates, batch, rate, rule, clip } = state;
  const rest = { ...recipe, task, lag, updates, batch, learningRate: rate, clip, stopWhenSolved: false };
  const own = rule === 'adam' ? rest : { ...rest, rule };
  const contenders = widthsOf(state, state.cells).map(({ cell: contender, hidden }) => {
    const variant = variantOf(contender);
    const part = { ...beginningFor(contender, state, most), cell: cellOf(contender), hidden };
    return variant ? { ...part, variant } : part;
  });
  return Array.from({ length: seeds }, (_, k) =>
    contenders.map((contender): Run => ({ ...own, ...contender, seed: seed + k })),
  ).flat();
}

/** A cell without gates has no bias to begin with: where nothing else is asked for, the tanh is orthogonal either way. */
function beginningFor(contender: Contender, state: LabState, most: number): Pick<Run, 'init'> {
  const { init } = state;
  const isUsual = init === 'usual' && contender !== 'relu';
  if (isGated(contender) || isUsual) return beginningOf(state, most);
  return { init: init === 'usual' ? 'identity' : init === 'orthogonal' ? 'default' : init };
}

/** In their usual order, at least one and no more than there is room for. */
function cellsField(): Field<readonly Contender[]> {
  return {
    key: 'cells',
    fallback: allCells,
    write: (cells) => cells.join(','),
    read(text) {
      const names = text.split(',');
      const isKnown = names.every((name) => allContenders.some((one) => one === name));
      const cells = inOrder(names as Contender[]);
      return isKnown && cells.length <= mostContenders ? cells : undefined;
    },
  };
}

function gateBiasField(): Field<number | null> {
  const own = decimal('b', { ...ranges.gateBias, fallback: 0 });
  return { ...own, fallback: null, write: (value) => (value === null ? '' : own.write(value)) };
}
