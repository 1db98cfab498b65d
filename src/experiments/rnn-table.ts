/** What the chapter on the vanilla RNN cell prints. */

import { rnnQuestion } from './shipped.ts';
import { small } from './small.ts';
import {
  cellParameters,
  gradientGap,
  headReach,
  layerParameters,
  reachOfInput,
  returnedDifference,
  rnnHasGate,
  stateSize,
  stepsRun,
  stepsTouched,
} from './vanilla-rnn-cell.ts';
import { fadedBy, fadedPerStep, twoDigits, withoutLast } from './way-back.ts';

/** Sizes of the layers that are counted side by side. */
const [INPUTS, UNITS] = [8, 6];

/** The last steps before the loss, from which nearly all of the gradient of the weights comes. */
const LAST_STEPS = 5;

export const rnnExperiments: Record<string, () => number | string> = {
  'rnn.headReach': () => headReach(rnnQuestion()),
  'rnn.returnedDifference': () => returnedDifference(rnnQuestion()),
  'rnn.steps': () => rnnQuestion().inputs.length,
  'rnn.stepsRun': () => stepsRun(rnnQuestion()),
  'rnn.cellParameters': () => cellParameters(rnnQuestion()),
  'rnn.stepsTouched': () => stepsTouched(rnnQuestion()),
  'rnn.gradientGap': () => small(gradientGap(rnnQuestion())),
  'rnn.askedStep': () => rnnQuestion().asked + 1,
  'rnn.fadedPerStep': () => fadedPerStep(rnnQuestion()),
  'rnn.fadedBy': () => twoDigits(fadedBy(rnnQuestion(), 'hiddenState')),
  'rnn.lastSteps': () => LAST_STEPS,
  'rnn.withoutLast': () => 100 * withoutLast(rnnQuestion(), LAST_STEPS),
  'rnn.changedStep': () => rnnQuestion().cut + 1,
  'rnn.futureReach': () => Math.max(...inputMoved().slice(0, rnnQuestion().cut)),
  'rnn.presentReach': () => inputMoved()[rnnQuestion().cut],
  'rnn.stateSize': () => stateSize(rnnQuestion()),
  'rnn.parameters': () => layerParameters('rnn', INPUTS, UNITS),
  'rnn.blockRatio': () => layerParameters('lstm', INPUTS, UNITS) / layerParameters('rnn', INPUTS, UNITS),
  'rnn.verdictGates': () => (rnnHasGate() ? 'true' : 'false'),
};

/** How far each step's state moves when the letter at the cut is replaced by the first one. */
function inputMoved(): number[] {
  const question = rnnQuestion();
  return reachOfInput(question, question.cut, 0);
}
