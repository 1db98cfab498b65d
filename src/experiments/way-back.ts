/**
 * The gradient of one answer's loss on its way back through a stepper's network: how fast it fades, and which steps the
 * gradient of the weights comes from. Steps count from 0 here.
 */

import { softmaxCrossEntropy } from '../engine/losses.ts';
import { createMatrix } from '../engine/matrix.ts';
import type { BackwardTrace } from '../engine/sequence/contract.ts';
import type { Question } from './lstm-reading.ts';
import { read } from './run.ts';

/** How many times as large the gradient of the whole state is where the loss looks as at the first step. */
export function fadedBy(question: Question, state: 'hiddenState' | 'cellState'): number {
  const { hiddenNorms, cellNorms } = wayBack(question).back;
  const norms = state === 'hiddenState' ? hiddenNorms : cellNorms;
  return norms[question.asked] / norms[0];
}

/** The same per step, all steps taken alike. */
export function fadedPerStep(question: Question): number {
  return fadedBy(question, 'hiddenState') ** (1 / question.asked);
}

/** The part of the length of dL/dW_hh that is left when the last `count` steps are taken away. */
export function withoutLast(question: Question, count: number): number {
  const { back, hidden } = wayBack(question);
  const units = question.network.description.hiddenSize;
  const sumOver = (last: number) => {
    const sum = new Float64Array(back.sumGradients(0).recurrent.columns * units);
    // The first step has no state before it.
    for (let step = 1; step <= last; step += 1) {
      const dSum = back.sumGradients(step).recurrent.data;
      const before = hidden(step - 1);
      for (let k = 0; k < sum.length; k += 1) sum[k] += dSum[Math.floor(k / units)] * before[k % units];
    }
    return Math.sqrt(sum.reduce((length, entry) => length + entry * entry, 0));
  };
  return sumOver(question.asked - count) / sumOver(question.asked);
}

/** To two digits, as prose says large numbers: 738 214 is 740 000. */
export function twoDigits(value: number): number {
  const unit = 10 ** (Math.floor(Math.log10(value)) - 1);
  return Math.round(value / unit) * unit;
}

function wayBack(question: Question): { back: BackwardTrace; hidden: (step: number) => ArrayLike<number> } {
  const { network, parameters, asked, rightClass } = question;
  const trace = read(question);
  const dOutput = createMatrix(1, network.description.outputSize);
  softmaxCrossEntropy(network.readOut(parameters, trace, asked), [rightClass], dOutput);
  const dOutputAt = (step: number) => (step === asked ? dOutput : null);
  const all = network.backward(parameters, network.createParameters(), trace, dOutputAt, { keepGradients: true });
  return { back: all.lane(0, 'forward'), hidden: (step) => trace.layer.quantity('hiddenState', step).data };
}
