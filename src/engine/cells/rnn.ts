/**
 * The vanilla recurrent cell, one step.
 *
 *   a_t = W_ih x_t + b_ih + W_hh h_{t-1} + b_hh
 *   h_t = tanh(a_t)            or relu(a_t)
 *
 * Letters: B batch, I input size, H hidden size. One block of weights: the whole state is rewritten at every step.
 *
 * Source: `elman1990` (references.bib).
 */

import type { Matrix } from '../matrix.ts';
import type { Cell, StepBackward, StepForward } from './contract.ts';
import { inputSums, inputSumsBackward, recurrentSums, recurrentSumsBackward } from './sums.ts';

/** Everything computed in one step, kept so that the backward pass and the figures can read it. */
export type RnnTrace = {
  preActivation: Matrix; // (B, H), the sum a_t
  hiddenState: Matrix; // (B, H), in (-1, 1) for tanh, from 0 up for relu
};

export type Nonlinearity = 'tanh' | 'relu';

/** The cell with the given squashing function. */
export function createRnnCell(nonlinearity: Nonlinearity = 'tanh'): Cell<RnnTrace> {
  return {
    kind: 'rnn',
    blocks: 1,
    traceNames: ['preActivation', 'hiddenState'] satisfies (keyof RnnTrace)[],
    stateNames: ['hiddenState'],
    forceable: ['preActivation', 'hiddenState'],
    forward: (step, trace) => rnnForward(nonlinearity, step, trace),
    backward: (step, trace, gradients) => rnnBackward(nonlinearity, step, trace, gradients),
  };
}

function rnnForward(nonlinearity: Nonlinearity, step: StepForward, trace: RnnTrace): void {
  const { kernels, weights, input, previous, hook } = step;

  inputSums(kernels, weights, input, trace.preActivation);
  recurrentSums(kernels, weights, previous.hiddenState, trace.preActivation, 'add');
  hook?.force('preActivation', trace.preActivation);

  kernels.activate(trace.hiddenState, trace.preActivation, 0, nonlinearity);
  hook?.force('hiddenState', trace.hiddenState);
}

function rnnBackward(nonlinearity: Nonlinearity, step: StepBackward, trace: RnnTrace, gradients: RnnTrace): void {
  const { kernels, weights, dWeights, input, previous, dStates, dPrevious, dInput, hook } = step;

  const dHidden = dStates.hiddenState.data;
  gradients.hiddenState.data.set(dHidden);
  hook?.passBack('hiddenState', gradients.hiddenState);

  // The slope of tanh is 1 - h^2, of what it gave itself; that of relu is 1 where it lets through, 0 elsewhere.
  const h = (hook?.own('hiddenState', trace.hiddenState) ?? trace.hiddenState).data;
  const dH = gradients.hiddenState.data;
  const dSum = gradients.preActivation.data;
  for (let k = 0; k < h.length; k += 1) {
    const slope = nonlinearity === 'tanh' ? 1 - h[k] * h[k] : h[k] <= 0 ? 0 : 1;
    dSum[k] = dH[k] * slope;
  }
  hook?.passBack('preActivation', gradients.preActivation);

  inputSumsBackward(kernels, weights, dWeights, input, gradients.preActivation, dInput);
  recurrentSumsBackward(
    kernels,
    weights,
    dWeights,
    previous.hiddenState,
    gradients.preActivation,
    dPrevious.hiddenState,
    'replace',
  );
}
