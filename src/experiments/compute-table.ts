/** What the chapter on ways to compute prints. Bytes in units of a thousand and a million, operations in millions. */

import type { CellKind } from '../engine/cells/contract.ts';
import { log } from '../engine/elementary.ts';
import { rememberTask } from '../tasks/remember.ts';
import { recipe } from '../training/run.ts';
import { gradientBack } from './fading.ts';
import { once } from './once.ts';
import { countUpdate, layerWeights, parameterBytes, trainingBytes, updateOperations, type Work } from './operations.ts';
import { medianSolved, resultsOf } from './results.ts';
import { type Order, rowProduct, trainBothWays } from './rounding.ts';
import { raceResults } from './shipped.ts';
import { small } from './small.ts';

const LAG = 100;
const UNITS = 16;
const WIDE = 128;
const { inputSize, outputSize, longest: steps } = rememberTask(LAG);
const { batch } = recipe;
/** The LSTM of the race at lag 100, and its like. */
const work = (cell: CellKind): Work => ({ cell, inputSize, hiddenSize: UNITS, steps, batch });
const lstm = work('lstm');
const count = once(() => countUpdate(lstm));
/** Shares do not depend on how much is read. */
const little = (hiddenSize: number): Work => ({ ...lstm, hiddenSize, steps: 2, batch: 1 });

const MILLION = 1e6;
const CELLS = { Rnn: 'rnn', Gru: 'gru', Lstm: 'lstm' } as const;
const updatesToLearn = () => medianSolved(resultsOf(raceResults(LAG), 'lstm'));

const ROW = 1000;
const SEEDS = [1, 2, 3, 4, 5];
const UPDATES = 300;
const pairs = once(() => SEEDS.map((seed) => trainBothWays(seed, UPDATES)));
/** The smallest number of single precision that keeps all its digits. */
const TINY = 2 ** -126;

export const computeExperiments: Record<string, () => number | string> = {
  'compute.units': () => UNITS,
  'compute.wideUnits': () => WIDE,
  'compute.inputs': () => inputSize,
  'compute.lag': () => LAG,
  'compute.steps': () => steps,
  'compute.batch': () => batch,
  'compute.stepOperations': () => countUpdate({ ...lstm, steps: 1, batch: 1 }).forward,
  ...eachCell('compute.weights', layerWeights),
  ...eachCell('compute.operations', (own) => updateOperations(own) / MILLION),
  ...eachCell('compute.megabytes', (own) => trainingBytes(own, outputSize) / MILLION),
  'compute.backShare': () => count().backward / count().forward,
  'compute.backShareAbove': () => {
    const { forward, backward } = countUpdate(little(UNITS), true);
    return backward / forward;
  },
  'compute.updatesToLearn': updatesToLearn,
  'compute.operationsToLearn': () => (updatesToLearn() * updateOperations(lstm)) / MILLION,

  'compute.twiceSteps': () => updateOperations({ ...lstm, steps: 2 * steps }) / updateOperations(lstm),
  'compute.twiceBatch': () => updateOperations({ ...lstm, batch: 2 * batch }) / updateOperations(lstm),
  'compute.twiceUnits': () => updateOperations(little(2 * UNITS)) / updateOperations(little(UNITS)),
  'compute.twiceWideUnits': () => updateOperations(little(2 * WIDE)) / updateOperations(little(WIDE)),
  'compute.perSquashing': () => perSquashing(UNITS),
  'compute.perSquashingWide': () => perSquashing(WIDE),

  'compute.parameterKilobytes': () => parameterBytes(lstm, outputSize) / 1000,
  'compute.twiceStepsBytes': () =>
    trainingBytes({ ...lstm, steps: 2 * steps }, outputSize) / trainingBytes(lstm, outputSize),
  'compute.tiny': () => small(TINY),
  'compute.stepsToTiny': () => {
    const [share] = gradientBack('gru', 'default', [LAG]);
    return (LAG * log(TINY)) / log(share);
  },

  'compute.rowLength': () => ROW,
  ...sum('Forwards', 'forwards'),
  ...sum('Backwards', 'backwards'),
  ...sum('Lanes', 'fourLanes'),
  ...sum('Fused', 'fused'),
  ...sum('Exact', 'exact'),
  'compute.runSeeds': () => SEEDS.length,
  'compute.runUpdates': () => UPDATES,
  'compute.apartAtFirst': () => small(Math.max(...pairs().map(({ apartAtFirst }) => apartAtFirst))),
  'compute.apartLeast': () => small(Math.min(...pairs().map(({ apartAtLast }) => apartAtLast))),
  'compute.apartMost': () => small(Math.max(...pairs().map(({ apartAtLast }) => apartAtLast))),
  'compute.learnedForwards': () => learned(0),
  'compute.learnedBackwards': () => learned(1),
};

function eachCell(name: string, of: (work: Work) => number): Record<string, () => number> {
  return Object.fromEntries(Object.entries(CELLS).map(([cell, kind]) => [`${name}${cell}`, () => of(work(kind))]));
}

function sum(name: string, order: Order): Record<string, () => number> {
  return { [`compute.sum${name}`]: () => rowProduct(order, ROW) };
}

/** Operations of the products on the way there for each squashing. */
function perSquashing(hiddenSize: number): number {
  const { forward, squashings } = countUpdate(little(hiddenSize));
  return forward / squashings;
}

/** Seeds that learned the task with the sums in one order. */
function learned(order: number): number {
  return pairs().filter(({ solvedAt }) => solvedAt[order] !== null).length;
}
