/** What the chapter on the laboratory's lessons prints, most of it counted in the sweeps that ship. */

import type { CellKind } from '../engine/cells/contract.ts';
import { createTask } from '../tasks/tasks.ts';
import { type Drift, drift } from './drift.ts';
import { fade, type Untrained } from './fading.ts';
import { scoreAt } from './lengths.ts';
import { biasFor, gateOverSteps, stepsHeld } from './long-term-dependency.ts';
import { once } from './once.ts';
import { raceNetwork, shippedSweep } from './shipped.ts';
import { small } from './small.ts';
import { largestUnseen, medianUpdates, type Outcome, outcomeOf, runsIn, type Wanted } from './sweeps.ts';

type Table = Record<string, () => number | string>;

const SWEEPS = ['remember-lag', 'adding-length', 'order', 'ablations', 'bias', 'controls'] as const;
type SweepName = (typeof SWEEPS)[number];
const sweeps = Object.fromEntries(SWEEPS.map((name) => [name, once(() => shippedSweep(name))])) as Record<
  SweepName,
  () => ReturnType<typeof shippedSweep>
>;
const outcome = (sweep: SweepName, wanted: Wanted) => outcomeOf(sweeps[sweep](), wanted);

const CELLS = { Rnn: 'rnn', Gru: 'gru', Lstm: 'lstm' } as const;
const GATED = { Gru: 'gru', Lstm: 'lstm' } as const;
const LAGS = [10, 30, 50, 70, 100, 200];
const [SHORTEST, SHORT] = [5, 10];
const LAG = 100;
/** The bias that holds for half of the lag, and how the text speaks of it. */
const OPEN = 4;
/** The steps that a unit with this bias holds, for chrono: it adds the negative bias of the input gate. */
const HELD = 56;

const remember = (cell: CellKind, lag: number, init = 'default') =>
  outcome('remember-lag', { task: 'remember', cell, lag, init });
/** Five seeds with one bias in every unit. */
export const biased = (task: string, cell: CellKind, gateBias: number) =>
  outcome('bias', { task, cell, lag: LAG, init: 'constant', gateBias });
const adding = (cell: CellKind) => outcome('adding-length', { task: 'adding', cell, lag: LAG, init: 'chrono' });
const reber = (cell: CellKind) => outcome('controls', { task: 'reber', cell, lag: 7, init: 'default' });
const identity: Wanted = { task: 'adding', cell: 'rnn', lag: LAG, init: 'identity', variant: 'relu' };
const ungated = () => outcome('controls', identity);
const squashed = () => outcome('controls', { task: 'adding', cell: 'rnn', lag: LAG, init: 'default' });

const quiet = (task: string) => outcome('controls', { task, cell: 'lstm', lag: LAG, init: 'chrono' }).solved;

const TRIALS = ['order-6a', 'adding'];
const STARTS = ['chrono', 'default'];
/** Five seeds of an LSTM that lacks a part, or lacks none. */
export const part = (task: string, init: string, variant: string | undefined) =>
  outcome('ablations', { task, cell: 'lstm', lag: LAG, init, ...(variant === undefined ? {} : { variant }) });

const drifted = once(() => ({
  open: drift({ init: 'constant', gateBias: OPEN }),
  quiet: drift({ init: 'chrono', holds: [HELD, HELD] }),
}));
/** The gradient that comes back over the lag to an untrained LSTM. */
const comesBack = (beginning: Pick<Untrained, 'init' | 'gateBias' | 'holds'>) =>
  small(fade({ cell: 'lstm', ...beginning }, LAG).shares[LAG]);
const [TRAINED_REMEMBER, TRAINED_ADDING, LONGER] = [50, 100, 200];

export const lessonsExperiments: Table = {
  'lessons.runs': () => SWEEPS.reduce((sum, name) => sum + runsIn(sweeps[name]()), 0),
  'lessons.seeds': () => remember('rnn', LAG).seeds,
  'lessons.budget': () => remember('rnn', LAG).budget,
  ...each(CELLS, (name, cell) =>
    table(LAGS.map((lag) => [`lessons.solved${name}${lag}`, () => remember(cell, lag).solved])),
  ),
  'lessons.solvedRnn150': () => remember('rnn', 150).solved,
  ...each(GATED, (name, cell) => ({
    [`lessons.chrono${name}Least`]: () => Math.min(...LAGS.map((lag) => remember(cell, lag, 'chrono').solved)),
  })),

  'lessons.openBias': () => OPEN,
  'lessons.heldOne': () => stepsHeld(1),
  'lessons.heldOpen': () => stepsHeld(OPEN),
  'lessons.leftOne': () => small(gateOverSteps(1, LAG)),
  'lessons.leftOpen': () => small(gateOverSteps(OPEN, LAG)),
  'lessons.lag': () => LAG,
  'lessons.biasSeeds': () => biased('remember', 'lstm', OPEN).seeds,
  'lessons.biasBudget': () => biased('remember', 'lstm', OPEN).budget,
  'lessons.biasLstmRemember': () => biased('remember', 'lstm', OPEN).solved,
  'lessons.biasLstmOrder': () => biased('order-6a', 'lstm', OPEN).solved,

  ...drifts('Open', () => drifted().open),
  ...drifts('Quiet', () => drifted().quiet),
  'lessons.backOpen': () => comesBack({ init: 'constant', gateBias: OPEN }),
  'lessons.backQuiet': () => comesBack({ init: 'chrono', holds: [HELD, HELD] }),
  'lessons.held': () => HELD,
  'lessons.quietBias': () => biasFor(HELD),
  'lessons.quietRemember': () => quiet('remember'),
  'lessons.quietOrder': () => quiet('order-6a'),

  'lessons.partSeeds': () => part('adding', 'chrono', undefined).seeds,
  'lessons.noInputRuns': () => noInputGate().reduce((sum, { seeds }) => sum + seeds, 0),
  'lessons.noInputSolved': () => noInputGate().reduce((sum, { solved }) => sum + solved, 0),
  'lessons.medianWhole': () => medianUpdates(part('adding', 'default', undefined)),
  'lessons.medianCoupled': () => medianUpdates(part('adding', 'default', 'coupled')),
  'lessons.orderCoupled': () => part('order-6a', 'default', 'coupled').solved,
  'lessons.orderWhole': () => part('order-6a', 'default', undefined).solved,

  'lessons.identityUnits': () => hiddenOf(identity),
  'lessons.identitySeeds': () => ungated().seeds,
  'lessons.identitySolved': () => ungated().solved,
  'lessons.identityMedian': () => medianUpdates(ungated()),
  'lessons.identityBudget': () => ungated().budget,
  'lessons.squashedSolved': () => squashed().solved,
  'lessons.lstmAddingMedian': () => medianUpdates(adding('lstm')),

  'lessons.shortest': () => SHORTEST,
  'lessons.short': () => SHORT,
  ...each(CELLS, (name, cell) => ({
    [`lessons.median${name}Shortest`]: () => medianUpdates(remember(cell, SHORTEST)),
    [`lessons.median${name}Short`]: () => medianUpdates(remember(cell, SHORT)),
    [`lessons.reber${name}`]: () => reber(cell).solved,
    [`lessons.reberMedian${name}`]: () => medianUpdates(reber(cell)),
  })),
  'lessons.reberSeeds': () => reber('rnn').seeds,

  'lessons.trainedRemember': () => TRAINED_REMEMBER,
  'lessons.trainedAdding': () => TRAINED_ADDING,
  'lessons.longer': () => LONGER,
  ...each(GATED, (name, cell) => ({
    [`lessons.remember${name}Own`]: () => raceNetwork('remember', TRAINED_REMEMBER, cell).accuracy ?? Number.NaN,
    [`lessons.remember${name}Longer`]: () => scoreAt('remember', TRAINED_REMEMBER, cell, LONGER),
    [`lessons.adding${name}Own`]: () => raceNetwork('adding', TRAINED_ADDING, cell).loss,
    [`lessons.adding${name}Longer`]: () => scoreAt('adding', TRAINED_ADDING, cell, LONGER),
  })),
  'lessons.addingChance': () => createTask('adding', LONGER).chance,

  'lessons.unseen': () => 100 * largestUnseen(remember('rnn', LAG).seeds),
  'lessons.unseenFew': () => 100 * largestUnseen(part('adding', 'chrono', undefined).seeds),
};

/** The LSTM without an input gate, on both tasks from both beginnings. */
function noInputGate(): Outcome[] {
  return TRIALS.flatMap((task) => STARTS.map((init) => part(task, init, 'no-input-gate')));
}

/** The width of a setting of the controls. */
function hiddenOf({ init }: Wanted): number {
  return Number(sweeps.controls().settings.find(({ setting }) => setting['init'] === init)?.setting['hidden']);
}

function drifts(name: string, of: () => Drift): Table {
  return {
    [`lessons.spread${name}`]: () => of().spread,
    [`lessons.slope${name}`]: () => of().slope,
    [`lessons.share${name}`]: () => 100 * of().share,
  };
}

/** The numbers of every entry, together. */
function each<Value>(entries: Readonly<Record<string, Value>>, of: (name: string, value: Value) => Table): Table {
  return Object.assign({}, ...Object.entries(entries).map(([name, value]) => of(name, value)));
}

function table(rows: (readonly [string, () => number])[]): Table {
  return Object.fromEntries(rows);
}
