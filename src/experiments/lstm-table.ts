/** What the chapter on the LSTM cell prints. */

import { resetPositionDifference } from './gru-reset.ts';
import {
  blockRanges,
  candidateCorrelation,
  firstTanhOfOne,
  gateAtRest,
  gatesSeeCell,
  gateThenSquash,
  halfLife,
  runHeld,
  shareLeft,
} from './lstm-cell.ts';
import { answerCut, answerHeld, answerKept, fragileUnit, outputShut } from './lstm-reading.ts';
import { once } from './once.ts';
import { gruQuestion, lstmQuestion, shippedNetwork } from './shipped.ts';
import { small } from './small.ts';
import { layerParameters } from './vanilla-rnn-cell.ts';
import { fadedBy } from './way-back.ts';

const RANGE_STEPS = 1000;
/** Steps after which the table asks what is left. */
const LATER = 50;
/** The fading forget gate of the comparisons. */
const FADING = 0.9;
const ranges = once(() => blockRanges(RANGE_STEPS));
const GATES = ['inputGate', 'forgetGate', 'outputGate'] as const;

export const lstmExperiments: Record<string, () => number | string> = {
  'lstm.parameters': () => layerParameters('lstm', 8, 6),
  'lstm.fiveSteps': () => runHeld({ forgetGate: 1, inputGate: 1, candidate: 1 }, 5).cellState,
  'lstm.networkUpdates': () => shippedNetwork('lstm').run.updates,
  'lstm.networkAccuracy': () => shippedNetwork('lstm').accuracy,

  'lstm.fragileUnit': () => fragileUnit(lstmQuestion()) + 1,
  'lstm.cutStep': () => lstmQuestion().cut + 1,
  'lstm.askedStep': () => lstmQuestion().asked + 1,
  'lstm.answerKept': () => answerKept(lstmQuestion()),
  'lstm.answerCut': () => answerCut(lstmQuestion(), fragileUnit(lstmQuestion())),
  'lstm.outputShutCell': () => outputShut(lstmQuestion()).cellState,
  'lstm.outputShutHidden': () => outputShut(lstmQuestion()).hiddenState,
  'lstm.held0': () => answerHeld(lstmQuestion(), 0),
  'lstm.held25': () => answerHeld(lstmQuestion(), 0.25),
  'lstm.held50': () => answerHeld(lstmQuestion(), 0.5),
  'lstm.held75': () => answerHeld(lstmQuestion(), 0.75),
  'lstm.held100': () => answerHeld(lstmQuestion(), 1),
  'lstm.verdictForget': () => (answerHeld(lstmQuestion(), 1) > answerHeld(lstmQuestion(), 0) ? 'false' : 'true'),
  'lstm.verdictOutputGate': () => {
    const { cellState, hiddenState } = outputShut(lstmQuestion());
    return cellState === 0 && hiddenState > 0 ? 'false' : 'true';
  },

  'lstm.rangeSteps': () => RANGE_STEPS,
  'lstm.gateLowest': () => Math.min(...GATES.map((gate) => ranges()[gate].lowest)),
  'lstm.gateHighest': () => Math.max(...GATES.map((gate) => ranges()[gate].highest)),
  'lstm.candidateLowest': () => ranges()['candidate'].lowest,
  'lstm.candidateHighest': () => ranges()['candidate'].highest,
  'lstm.gatesSeeCell': gatesSeeCell,

  'lstm.squashThenGate': () => runHeld({ forgetGate: 1, inputGate: 0, outputGate: 0.5 }, 1, 3).hiddenState,
  'lstm.gateThenSquash': () => gateThenSquash(0.5, 3),
  'lstm.openOnZero': () => runHeld({ forgetGate: 1, inputGate: 0, outputGate: 1 }, 1, 0).hiddenState,
  'lstm.openOnMinusThree': () => runHeld({ forgetGate: 1, inputGate: 0, outputGate: 1 }, 1, -3).hiddenState,
  'lstm.tanhOne': firstTanhOfOne,

  'lstm.left50': () => small(shareLeft(0.5, LATER)),
  'lstm.left73': () => small(shareLeft(gateAtRest(1), LATER)),
  'lstm.left90': () => small(shareLeft(FADING, LATER)),
  'lstm.left98': () => small(shareLeft(0.98, LATER)),
  'lstm.left100': () => small(shareLeft(1, LATER)),
  'lstm.halfLife50': () => halfLife(0.5),
  'lstm.halfLife73': () => halfLife(gateAtRest(1)),
  'lstm.halfLife90': () => halfLife(FADING),
  'lstm.halfLife98': () => halfLife(0.98),
  'lstm.widthDifference': () => shareLeft(FADING, LATER, 64) - shareLeft(FADING, LATER, 1),
  'lstm.accumulated': () => runHeld({ forgetGate: 1, inputGate: 1, candidate: 0.5 }, LATER).cellState,
  'lstm.accumulatedForgetting': () => runHeld({ forgetGate: FADING, inputGate: 1, candidate: 0.5 }, LATER).cellState,

  'lstm.gruNetworkAccuracy': () => shippedNetwork('gru').accuracy,
  'lstm.gruResetDifference': () => resetPositionDifference(gruQuestion()),

  'lstm.fadedBy': () => fadedBy(lstmQuestion(), 'cellState'),
  'lstm.fadedByGru': () => fadedBy(gruQuestion(), 'hiddenState'),

  'lstm.tiedCorrelation': () => candidateCorrelation('tied'),
  'lstm.ownCorrelation': () => candidateCorrelation('own'),
};
