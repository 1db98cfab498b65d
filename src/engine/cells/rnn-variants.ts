/**
 * The recurrent cell with another squashing function, or clipped sums, one step.
 *
 *   a_t = W_ih x_t + b_ih + W_hh h_{t-1} + b_hh
 *   h_t = candidate(a_t)
 *
 * With tanh or relu and no clip every number equals that of rnn.ts bit for bit.
 */

import { squash, squashBack, squashing } from './activations.ts';
import type { Cell, StepBackward, StepForward } from './contract.ts';
import { createRnnCell, type RnnTrace } from './rnn.ts';
import { inputSums, inputSumsBackward, recurrentSums, recurrentSumsBackward } from './sums.ts';
import { type CellVariant, checkVariant } from './variants.ts';

export function createRnnVariant(variant: CellVariant): Cell<RnnTrace> {
  checkVariant('rnn', variant);
  const { candidate = 'tanh', clip } = variant;
  const squashed = squashing(candidate);

  const forward = ({ kernels, weights, input, previous, hook }: StepForward, trace: RnnTrace) => {
    inputSums(kernels, weights, input, trace.preActivation);
    recurrentSums(kernels, weights, previous.hiddenState, trace.preActivation, 'add');
    hook?.force('preActivation', trace.preActivation);
    squash(trace.hiddenState, trace.preActivation, squashed, clip);
    hook?.force('hiddenState', trace.hiddenState);
  };

  const backward = (step: StepBackward, trace: RnnTrace, gradients: RnnTrace) => {
    const { kernels, weights, dWeights, input, previous, dStates, dPrevious, dInput, hook } = step;
    gradients.hiddenState.data.set(dStates.hiddenState.data);
    hook?.passBack('hiddenState', gradients.hiddenState);
    const dSum = gradients.preActivation; // (B, H)
    const own = hook?.own('hiddenState', trace.hiddenState) ?? trace.hiddenState;
    squashBack(dSum, gradients.hiddenState, trace.preActivation, own, squashed, clip);
    hook?.passBack('preActivation', dSum);
    inputSumsBackward(kernels, weights, dWeights, input, dSum, dInput);
    const dHidden = dPrevious.hiddenState;
    recurrentSumsBackward(kernels, weights, dWeights, previous.hiddenState, dSum, dHidden, 'replace');
  };

  return { ...createRnnCell(), forward, backward };
}
