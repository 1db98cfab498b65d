/**
 * Long short-term memory, one step.
 *
 *   i_t = sigmoid(W_ii x_t + b_ii + W_hi h_{t-1} + b_hi)      how much of the candidate is written
 *   f_t = sigmoid(W_if x_t + b_if + W_hf h_{t-1} + b_hf)      how much of the old cell state is kept
 *   g_t = tanh(W_ig x_t + b_ig + W_hg h_{t-1} + b_hg)         what could be written
 *   o_t = sigmoid(W_io x_t + b_io + W_ho h_{t-1} + b_ho)      how much of the cell state is shown
 *   c_t = f_t * c_{t-1} + i_t * g_t                           the cell state: only scaled and added to
 *   h_t = o_t * tanh(c_t)                                     the hidden state: what the rest of the network sees
 *
 * Letters: B batch, I input size, H hidden size. Products of states are entry by entry.
 * Stacked weights hold the gates in the order input, forget, candidate, output: PyTorch's order, so that its weights
 * load unchanged.
 *
 * Source: `gers2000` for the forget gate, `hochreiter1997` for the rest (references.bib).
 */

import { tanh } from '../elementary.ts';
import type { Matrix } from '../matrix.ts';
import type { Cell, States, StepBackward, StepForward } from './contract.ts';
import { inputSums, inputSumsBackward, recurrentSums, recurrentSumsBackward } from './sums.ts';

/** Everything computed in one step, kept so that the backward pass and the figures can read it. */
export type LstmTrace = {
  inputGate: Matrix; // (B, H), in (0, 1)
  forgetGate: Matrix; // (B, H), in (0, 1)
  candidate: Matrix; // (B, H), in (-1, 1)
  outputGate: Matrix; // (B, H), in (0, 1)
  cellState: Matrix; // (B, H), unbounded
  squashedCell: Matrix; // (B, H), tanh of the cell state
  hiddenState: Matrix; // (B, H), in (-1, 1)
};

export const lstmCell: Cell<LstmTrace> = {
  kind: 'lstm',
  blocks: 4,
  traceNames: [
    'inputGate',
    'forgetGate',
    'candidate',
    'outputGate',
    'cellState',
    'squashedCell',
    'hiddenState',
  ] satisfies (keyof LstmTrace)[],
  stateNames: ['hiddenState', 'cellState'],
  forceable: ['inputGate', 'forgetGate', 'candidate', 'outputGate', 'cellState', 'hiddenState'],
  forward: lstmForward,
  backward: lstmBackward,
};

function lstmForward(step: StepForward, trace: LstmTrace): void {
  const { kernels, weights, input, previous, sums, hook } = step;

  inputSums(kernels, weights, input, sums);
  recurrentSums(kernels, weights, previous.hiddenState, sums, 'add'); // (B, 4H)

  kernels.activate(trace.inputGate, sums, 0, 'sigmoid');
  hook?.force('inputGate', trace.inputGate);
  kernels.activate(trace.forgetGate, sums, 1, 'sigmoid');
  hook?.force('forgetGate', trace.forgetGate);
  kernels.activate(trace.candidate, sums, 2, 'tanh');
  hook?.force('candidate', trace.candidate);
  kernels.activate(trace.outputGate, sums, 3, 'sigmoid');
  hook?.force('outputGate', trace.outputGate);

  const [i, f, g] = [trace.inputGate.data, trace.forgetGate.data, trace.candidate.data];
  const previousC = cellStateOf(previous).data;
  const c = trace.cellState.data;
  for (let k = 0; k < c.length; k += 1) c[k] = f[k] * previousC[k] + i[k] * g[k];
  hook?.force('cellState', trace.cellState);

  const [o, tanhC, h] = [trace.outputGate.data, trace.squashedCell.data, trace.hiddenState.data];
  for (let k = 0; k < h.length; k += 1) {
    tanhC[k] = tanh(c[k]);
    h[k] = o[k] * tanhC[k];
  }
  hook?.force('hiddenState', trace.hiddenState);
}

function lstmBackward(step: StepBackward, trace: LstmTrace, gradients: LstmTrace): void {
  const { kernels, weights, dWeights, input, previous, dStates, dPrevious, dInput, dSums, hook } = step;
  const [i, f, g, o] = [trace.inputGate.data, trace.forgetGate.data, trace.candidate.data, trace.outputGate.data];
  const tanhC = trace.squashedCell.data;
  const previousC = cellStateOf(previous).data;

  // h_t = o * tanh(c_t): one share to the output gate, one to the cell state, which later steps have asked for too.
  gradients.hiddenState.data.set(dStates.hiddenState.data);
  hook?.passBack('hiddenState', gradients.hiddenState);
  const dH = gradients.hiddenState.data;
  const laterC = cellStateOf(dStates).data;
  const [dO, dTanhC, dC] = [gradients.outputGate.data, gradients.squashedCell.data, gradients.cellState.data];
  for (let k = 0; k < dH.length; k += 1) {
    dO[k] = dH[k] * tanhC[k];
    dTanhC[k] = dH[k] * o[k];
    dC[k] = laterC[k] + dTanhC[k] * (1 - tanhC[k] * tanhC[k]);
  }
  hook?.passBack('cellState', gradients.cellState);

  // c_t = f * c_{t-1} + i * g: the gradient goes straight back along c, scaled by f and by nothing else.
  const [dI, dF, dG] = [gradients.inputGate.data, gradients.forgetGate.data, gradients.candidate.data];
  const dPreviousC = cellStateOf(dPrevious).data;
  for (let k = 0; k < dC.length; k += 1) {
    dI[k] = dC[k] * g[k];
    dF[k] = dC[k] * previousC[k];
    dG[k] = dC[k] * i[k];
    dPreviousC[k] = dC[k] * f[k];
  }
  hook?.passBack('inputGate', gradients.inputGate);
  hook?.passBack('forgetGate', gradients.forgetGate);
  hook?.passBack('candidate', gradients.candidate);
  hook?.passBack('outputGate', gradients.outputGate);

  // Through the squashing functions: slope s (1 - s) for a sigmoid, 1 - g^2 for tanh, of what they gave themselves.
  const own = (name: 'inputGate' | 'forgetGate' | 'candidate' | 'outputGate') =>
    (hook?.own(name, trace[name]) ?? trace[name]).data;
  const [ownI, ownF, ownG, ownO] = [own('inputGate'), own('forgetGate'), own('candidate'), own('outputGate')];
  const { rows, columns } = trace.cellState; // (B, H)
  const dS = dSums.data;
  for (let row = 0; row < rows; row += 1) {
    for (let unit = 0; unit < columns; unit += 1) {
      const k = row * columns + unit;
      const at = row * 4 * columns + unit;
      dS[at] = dI[k] * ownI[k] * (1 - ownI[k]);
      dS[at + columns] = dF[k] * ownF[k] * (1 - ownF[k]);
      dS[at + 2 * columns] = dG[k] * (1 - ownG[k] * ownG[k]);
      dS[at + 3 * columns] = dO[k] * ownO[k] * (1 - ownO[k]);
    }
  }

  inputSumsBackward(kernels, weights, dWeights, input, dSums, dInput);
  recurrentSumsBackward(kernels, weights, dWeights, previous.hiddenState, dSums, dPrevious.hiddenState, 'replace');
}

/** The cell state carried. Throws when there is none. */
export function cellStateOf(states: States): Matrix {
  if (!states.cellState) throw new Error('lstm: the state has no cell state; an LSTM carries (h, c)');
  return states.cellState;
}
