/**
 * Gated recurrent unit, one step.
 *
 *   r_t = sigmoid(W_ir x_t + b_ir + W_hr h_{t-1} + b_hr)      how much of the past the candidate sees
 *   z_t = sigmoid(W_iz x_t + b_iz + W_hz h_{t-1} + b_hz)      how much of the old state is kept
 *   n_t = tanh(W_in x_t + b_in + r_t * (W_hn h_{t-1} + b_hn)) reset 'after' the recurrent product: PyTorch
 *   n_t = tanh(W_in x_t + b_in + W_hn (r_t * h_{t-1}) + b_hn) reset 'before' it: Cho et al. (2014), ONNX's default
 *   h_t = (1 - z_t) * n_t + z_t * h_{t-1}                     z = 1 keeps the old state, as in PyTorch
 *
 * Letters: B batch, I input size, H hidden size. Stacked weights hold reset, update, candidate: PyTorch's order.
 *
 * Source: `cho2014` (references.bib).
 */

import { type Matrix, matrixView } from '../matrix.ts';
import type { Cell, CellWeights, StepBackward, StepForward } from './contract.ts';
import { copyBlock, inputSums, inputSumsBackward, recurrentSums, recurrentSumsBackward } from './sums.ts';

/** Everything computed in one step, kept so that the backward pass and the figures can read it. */
export type GruTrace = {
  resetGate: Matrix; // (B, H), in (0, 1)
  updateGate: Matrix; // (B, H), in (0, 1)
  /** 'after': W_hn h_{t-1} + b_hn, which r scales. 'before': r * h_{t-1}, which W_hn multiplies. */
  recurrentPart: Matrix; // (B, H)
  candidateSum: Matrix; // (B, H), the argument of tanh
  candidate: Matrix; // (B, H), in (-1, 1)
  hiddenState: Matrix; // (B, H), in (-1, 1)
};

/** Where the reset gate acts: after the recurrent product of the candidate, or before it. */
export type ResetPosition = 'after' | 'before';

export function createGruCell(reset: ResetPosition = 'after'): Cell<GruTrace> {
  return {
    kind: 'gru',
    blocks: 3,
    traceNames: [
      'resetGate',
      'updateGate',
      'recurrentPart',
      'candidateSum',
      'candidate',
      'hiddenState',
    ] satisfies (keyof GruTrace)[],
    stateNames: ['hiddenState'],
    forceable: ['resetGate', 'updateGate', 'candidate', 'hiddenState'],
    forward: (step, trace) => gruForward(reset, step, trace),
    backward: (step, trace, gradients) => gruBackward(reset, step, trace, gradients),
  };
}

function gruForward(reset: ResetPosition, step: StepForward, trace: GruTrace): void {
  const { kernels, sums, hook } = step;
  gruSums(step, trace);

  kernels.activate(trace.resetGate, sums, 0, 'sigmoid');
  hook?.force('resetGate', trace.resetGate);
  kernels.activate(trace.updateGate, sums, 1, 'sigmoid');
  hook?.force('updateGate', trace.updateGate);

  gruCandidateSum(reset, step, trace);
  kernels.activate(trace.candidate, trace.candidateSum, 0, 'tanh');
  hook?.force('candidate', trace.candidate);

  const h = step.previous.hiddenState.data;
  const [z, n, next] = [trace.updateGate.data, trace.candidate.data, trace.hiddenState.data];
  for (let k = 0; k < next.length; k += 1) next[k] = (1 - z[k]) * n[k] + z[k] * h[k];
  hook?.force('hiddenState', trace.hiddenState);
}

function gruBackward(reset: ResetPosition, step: StepBackward, trace: GruTrace, gradients: GruTrace): void {
  const { kernels, weights, dWeights, input, previous, dStates, dPrevious, dInput, hook } = step;
  const h = previous.hiddenState.data;
  const [z, n] = [trace.updateGate.data, trace.candidate.data];

  // h_t = (1 - z) * n + z * h_{t-1}: one share to each, and the straight way back, scaled by z.
  gradients.hiddenState.data.set(dStates.hiddenState.data);
  hook?.passBack('hiddenState', gradients.hiddenState);
  const dH = gradients.hiddenState.data;
  const [dZ, dN, dPreviousH] = [gradients.updateGate.data, gradients.candidate.data, dPrevious.hiddenState.data];
  for (let k = 0; k < dH.length; k += 1) {
    dZ[k] = dH[k] * (h[k] - n[k]);
    dN[k] = dH[k] * (1 - z[k]);
    dPreviousH[k] = dH[k] * z[k];
  }
  hook?.passBack('updateGate', gradients.updateGate);
  hook?.passBack('candidate', gradients.candidate);

  // The candidate's sum, and through it the recurrent part and the reset gate.
  const [dSum, dPart, dR] = [gradients.candidateSum.data, gradients.recurrentPart.data, gradients.resetGate.data];
  const own = (name: 'resetGate' | 'updateGate' | 'candidate') => (hook?.own(name, trace[name]) ?? trace[name]).data;
  const ownN = own('candidate');
  for (let k = 0; k < dN.length; k += 1) dSum[k] = dN[k] * (1 - ownN[k] * ownN[k]);
  gruCandidateSumBackward(reset, step, trace, gradients);
  hook?.passBack('resetGate', gradients.resetGate);

  // Slope of a sigmoid: s (1 - s), of what it gave itself. Only with reset after the product do the stacked recurrent sums feed the candidate.
  const { dSums, dRecurrentSums } = step; // (B, 3H)
  const [ownR, ownZ] = [own('resetGate'), own('updateGate')];
  const { rows, columns } = trace.hiddenState; // (B, H)
  for (let row = 0; row < rows; row += 1) {
    for (let unit = 0; unit < columns; unit += 1) {
      const k = row * columns + unit;
      const at = row * 3 * columns + unit;
      dSums.data[at] = dR[k] * ownR[k] * (1 - ownR[k]);
      dSums.data[at + columns] = dZ[k] * ownZ[k] * (1 - ownZ[k]);
      dSums.data[at + 2 * columns] = dSum[k];
      dRecurrentSums.data[at] = dSums.data[at];
      dRecurrentSums.data[at + columns] = dSums.data[at + columns];
      dRecurrentSums.data[at + 2 * columns] = reset === 'after' ? dPart[k] : 0;
    }
  }

  inputSumsBackward(kernels, weights, dWeights, input, dSums, dInput);
  recurrentSumsBackward(kernels, weights, dWeights, previous.hiddenState, dRecurrentSums, dPrevious.hiddenState, 'add');
}

/** Both parts of all sums (B, 3H): added in `sums` for the gates; apart in the trace for the candidate, where r acts on one. */
export function gruSums(step: StepForward, trace: GruTrace): void {
  const { kernels, weights, input, previous, sums } = step;
  inputSums(kernels, weights, input, sums);
  recurrentSums(kernels, weights, previous.hiddenState, step.recurrentSums, 'replace');
  copyBlock(trace.candidateSum, sums, 2);
  copyBlock(trace.recurrentPart, step.recurrentSums, 2);
  for (let k = 0; k < sums.data.length; k += 1) sums.data[k] += step.recurrentSums.data[k];
}

/** Adds to the candidate's sum what the reset gate lets through of the past. */
export function gruCandidateSum(
  reset: ResetPosition,
  { kernels, weights, previous }: StepForward,
  trace: GruTrace,
): void {
  const h = previous.hiddenState;
  const [r, part, sum] = [trace.resetGate.data, trace.recurrentPart.data, trace.candidateSum.data];
  if (reset === 'after') {
    for (let k = 0; k < sum.length; k += 1) sum[k] += r[k] * part[k];
    return;
  }
  for (let k = 0; k < part.length; k += 1) part[k] = r[k] * h.data[k];
  const { candidateWeights, candidateBias } = candidateRows(weights, h.columns);
  kernels.multiplyTransposed(trace.candidateSum, trace.recurrentPart, candidateWeights, 'add');
  if (candidateBias) kernels.addRow(trace.candidateSum, candidateBias);
}

/** From the gradient of the candidate's sum those of the recurrent part and the reset gate; 'before' also adds to dL/dh_{t-1}. */
export function gruCandidateSumBackward(
  reset: ResetPosition,
  { kernels, weights, dWeights, previous, dPrevious }: StepBackward,
  trace: GruTrace,
  gradients: GruTrace,
): void {
  const h = previous.hiddenState;
  const [r, dPreviousH] = [trace.resetGate.data, dPrevious.hiddenState.data];
  const [dSum, dPart, dR] = [gradients.candidateSum.data, gradients.recurrentPart.data, gradients.resetGate.data];
  if (reset === 'after') {
    for (let k = 0; k < dSum.length; k += 1) {
      dPart[k] = dSum[k] * r[k];
      dR[k] = dSum[k] * trace.recurrentPart.data[k];
    }
    return;
  }
  const own = candidateRows(weights, h.columns);
  const dOwn = candidateRows(dWeights, h.columns);
  kernels.transposedMultiply(dOwn.candidateWeights, gradients.candidateSum, trace.recurrentPart, 'add');
  if (dOwn.candidateBias) kernels.addColumnSums(dOwn.candidateBias, gradients.candidateSum);
  kernels.multiply(gradients.recurrentPart, gradients.candidateSum, own.candidateWeights, 'replace');
  for (let k = 0; k < dPart.length; k += 1) {
    dR[k] = dPart[k] * h.data[k];
    dPreviousH[k] += dPart[k] * r[k];
  }
}

/** The candidate's rows of the recurrent weights, (H, H), and of their bias, (1, H): views, not copies. */
function candidateRows(weights: CellWeights, hidden: number) {
  const { recurrentWeights, recurrentBias } = weights;
  return {
    candidateWeights: matrixView(recurrentWeights.data, 2 * hidden * hidden, hidden, hidden),
    candidateBias: recurrentBias && matrixView(recurrentBias.data, 2 * hidden, 1, hidden),
  };
}
