/** What the chapter on long-term dependency prints. */

import type { CellKind } from '../engine/cells/contract.ts';
import { sigmoid } from '../engine/elementary.ts';
import { rememberTask } from '../tasks/remember.ts';
import type { Initialization } from '../training/run.ts';
import { gradientBack, SEEDS } from './fading.ts';
import { biasFor, firstSymbolReach, gateOverSteps, latchRight, latchSlope, stepsHeld } from './long-term-dependency.ts';
import { once } from './once.ts';
import { medianSolved, resultsOf, solvedCount } from './results.ts';
import { defaultBiasResults, raceForgetting, raceResults } from './shipped.ts';
import { small } from './small.ts';

const [SHORT, MIDDLE, LONG] = [10, 30, 100];
const LATCH_TRIALS = 256;
const CELLS = ['rnn', 'gru', 'lstm'] as const;
const NAMES = { rnn: 'Rnn', gru: 'Gru', lstm: 'Lstm' } as const;

const race = (cell: CellKind, lag: number) => resultsOf(raceResults(lag), cell);
const solved = (cell: CellKind, lag: number) => solvedCount(race(cell, lag));
const solvedByDefault = (cell: CellKind) => solvedCount(resultsOf(defaultBiasResults(), cell));

export const lagExperiments: Record<string, () => number | string> = {
  'lag.shortLag': () => SHORT,
  'lag.middleLag': () => MIDDLE,
  'lag.longLag': () => LONG,
  'lag.defaultLag': () => defaultBiasResults().lag,
  'lag.seeds': () => race('rnn', LONG).seeds.length,
  'lag.chance': () => rememberTask(SHORT).chance,
  'lag.budgetLong': () => raceResults(LONG).updates,
  'lag.defaultBudget': () => defaultBiasResults().updates,
  ...forEachCell('lag.parameters', '', (cell) => race(cell, LONG).parameters),
  ...forEachCell('lag.solved', 'Short', (cell) => solved(cell, SHORT)),
  ...forEachCell('lag.median', 'Short', (cell) => medianSolved(race(cell, SHORT))),
  ...forEachCell('lag.solved', 'Long', (cell) => solved(cell, LONG)),
  'lag.solvedRnnMiddle': () => solved('rnn', MIDDLE),
  'lag.solvedLstmDefault': () => solvedByDefault('lstm'),
  'lag.solvedGruDefault': () => solvedByDefault('gru'),
  'lag.solvedLstmAtDefaultLag': () => solved('lstm', defaultBiasResults().lag),

  'lag.firstSymbolReach': () => firstSymbolReach(7),
  'lag.gradientSeeds': () => SEEDS.length,
  ...gradients('Rnn', 'rnn', 'default'),
  ...gradients('Gru', 'gru', 'default'),
  ...gradients('Lstm', 'lstm', 'default'),
  ...gradients('GruChrono', 'gru', 'chrono'),
  ...gradients('LstmChrono', 'lstm', 'chrono'),

  ...forgotten('Rnn', 'rnn', ['Best', 'Jacobian']),
  ...forgotten('Gru', 'gru', ['Best', 'Jacobian']),
  ...forgotten('Lstm', 'lstm', ['Best', 'Typical']),

  'lag.sigmoidOne': () => sigmoid(1),
  'lag.sigmoidOneFifty': () => small(gateOverSteps(1, 50)),
  'lag.stepsHeldDefault': () => stepsHeld(1),
  'lag.biasForHundred': () => biasFor(100),
  'lag.latchRight': () => latchRight(LATCH_TRIALS, LONG),
  'lag.latchTrials': () => LATCH_TRIALS,
  'lag.latchSlope': latchSlope,

  'lag.verdictLstm': () => {
    const byDefault = solvedByDefault('lstm');
    if (byDefault === resultsOf(defaultBiasResults(), 'lstm').seeds.length) return 'true';
    return solved('lstm', defaultBiasResults().lag) > byDefault ? 'depends' : 'false';
  },
  'lag.verdictRnn': () => {
    if (solved('rnn', LONG) === race('rnn', LONG).seeds.length) return 'false';
    return solved('rnn', SHORT) > solved('rnn', LONG) ? 'depends' : 'true';
  },
  // The plain network names a letter it read before: it remembers, if it does so on any seed.
  'rnn.verdictMemory': () => (solved('rnn', SHORT) > 0 ? 'false' : 'true'),
};

function forEachCell(before: string, after: string, of: (cell: CellKind) => number): Record<string, () => number> {
  return Object.fromEntries(CELLS.map((cell) => [`${before}${NAMES[cell]}${after}`, () => of(cell)]));
}

/** The gradient 10, 50 and 100 steps back, under `lag.gradient<name><steps>`. */
function gradients(name: string, cell: CellKind, init: Initialization): Record<string, () => number | string> {
  const distances = [10, 50, 100];
  const measured = once(() => gradientBack(cell, init, distances));
  return Object.fromEntries(
    distances.map((distance, k) => [`lag.gradient${name}${distance}`, () => small(measured()[k])]),
  );
}

/** What is left at the first step in the race's network, under `lag.forget<name><what>`. */
function forgotten(
  name: string,
  cell: CellKind,
  what: readonly ('Best' | 'Typical' | 'Jacobian')[],
): Record<string, () => number | string> {
  const measured = once(() => raceForgetting(cell, LONG));
  const read = { Best: 'best', Typical: 'typical', Jacobian: 'jacobian' } as const;
  return Object.fromEntries(what.map((one) => [`lag.forget${name}${one}`, () => small(measured()[read[one]][0])]));
}
