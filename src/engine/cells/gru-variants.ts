/**
 * Gated recurrent unit with what may be changed about it, one step: the other convention of the update gate, other
 * squashing functions, clipped sums. The equations are those of gru.ts, with
 *
 *   h_t = z_t * n_t + (1 - z_t) * h_{t-1}   when the update gate 'takes' the candidate: Chung et al. (2014)
 *
 * With nothing changed every number equals that of gru.ts bit for bit.
 *
 * Letters: B batch, I input size, H hidden size.
 */

import type { Matrix } from '../matrix.ts';
import { type Squashing, squash, squashBack, squashing } from './activations.ts';
import type { Cell, StepBackward, StepForward } from './contract.ts';
import {
  createGruCell,
  type GruTrace,
  gruCandidateSum,
  gruCandidateSumBackward,
  gruSums,
  type ResetPosition,
} from './gru.ts';
import { copyBlock, inputSumsBackward, pasteBlock, recurrentSumsBackward } from './sums.ts';
import { type CellVariant, checkVariant } from './variants.ts';

/** Beside the plain cell's quantities the sums under its two gates, (B, H), before any clip. */
type GruVariantTrace = GruTrace & { resetSum: Matrix; updateSum: Matrix };

export function createGruVariant(variant: CellVariant, reset: ResetPosition = 'after'): Cell<GruVariantTrace> {
  checkVariant('gru', variant);
  const { gates, candidate, clip, update = 'keeps' } = variant;
  const settings: Settings = {
    reset,
    gates: squashing(gates ?? 'sigmoid'),
    candidate: squashing(candidate ?? 'tanh'),
    clip,
    keeps: update === 'keeps',
  };
  const plain = createGruCell(reset);
  return {
    ...plain,
    traceNames: [...plain.traceNames, 'resetSum', 'updateSum'],
    forward: (step, trace) => forward(settings, step, trace),
    backward: (step, trace, gradients) => backward(settings, step, trace, gradients),
  };
}

interface Settings {
  readonly reset: ResetPosition;
  readonly gates: Squashing;
  readonly candidate: Squashing;
  readonly clip: number | undefined;
  /** Whether an update gate of 1 keeps the old state. */
  readonly keeps: boolean;
}

function forward(settings: Settings, step: StepForward, trace: GruVariantTrace): void {
  const { sums, hook } = step; // (B, 3H)
  gruSums(step, trace);
  copyBlock(trace.resetSum, sums, 0);
  copyBlock(trace.updateSum, sums, 1);

  squash(trace.resetGate, trace.resetSum, settings.gates, settings.clip);
  hook?.force('resetGate', trace.resetGate);
  squash(trace.updateGate, trace.updateSum, settings.gates, settings.clip);
  hook?.force('updateGate', trace.updateGate);

  gruCandidateSum(settings.reset, step, trace);
  squash(trace.candidate, trace.candidateSum, settings.candidate, settings.clip);
  hook?.force('candidate', trace.candidate);

  const h = step.previous.hiddenState.data;
  const [z, n, next] = [trace.updateGate.data, trace.candidate.data, trace.hiddenState.data];
  for (let k = 0; k < next.length; k += 1) {
    const [taken, kept] = settings.keeps ? [1 - z[k], z[k]] : [z[k], 1 - z[k]];
    next[k] = taken * n[k] + kept * h[k];
  }
  hook?.force('hiddenState', trace.hiddenState);
}

function backward(settings: Settings, step: StepBackward, trace: GruVariantTrace, gradients: GruVariantTrace): void {
  const { kernels, weights, dWeights, input, previous, dStates, dPrevious, dInput, dSums, dRecurrentSums, hook } = step;
  const { reset, gates, clip, keeps } = settings;
  const h = previous.hiddenState.data;
  const [z, n] = [trace.updateGate.data, trace.candidate.data];

  gradients.hiddenState.data.set(dStates.hiddenState.data);
  hook?.passBack('hiddenState', gradients.hiddenState);
  const dH = gradients.hiddenState.data;
  const [dZ, dN, dPreviousH] = [gradients.updateGate.data, gradients.candidate.data, dPrevious.hiddenState.data];
  for (let k = 0; k < dH.length; k += 1) {
    const [taken, kept] = keeps ? [1 - z[k], z[k]] : [z[k], 1 - z[k]];
    dZ[k] = dH[k] * (keeps ? h[k] - n[k] : n[k] - h[k]);
    dN[k] = dH[k] * taken;
    dPreviousH[k] = dH[k] * kept;
  }
  hook?.passBack('updateGate', gradients.updateGate);
  hook?.passBack('candidate', gradients.candidate);

  // The candidate's sum, and through it the recurrent part and the reset gate.
  const { candidateSum, recurrentPart } = gradients;
  const own = (name: 'resetGate' | 'updateGate' | 'candidate') => hook?.own(name, trace[name]) ?? trace[name];
  squashBack(candidateSum, gradients.candidate, trace.candidateSum, own('candidate'), settings.candidate, clip);
  gruCandidateSumBackward(reset, step, trace, gradients);
  hook?.passBack('resetGate', gradients.resetGate);

  squashBack(gradients.resetSum, gradients.resetGate, trace.resetSum, own('resetGate'), gates, clip);
  squashBack(gradients.updateSum, gradients.updateGate, trace.updateSum, own('updateGate'), gates, clip);
  pasteBlock(dSums, gradients.resetSum, 0);
  pasteBlock(dSums, gradients.updateSum, 1);
  pasteBlock(dSums, candidateSum, 2);
  // Only with reset after the product do the stacked recurrent sums feed the candidate.
  dRecurrentSums.data.fill(0);
  pasteBlock(dRecurrentSums, gradients.resetSum, 0);
  pasteBlock(dRecurrentSums, gradients.updateSum, 1);
  if (reset === 'after') pasteBlock(dRecurrentSums, recurrentPart, 2);

  inputSumsBackward(kernels, weights, dWeights, input, dSums, dInput);
  recurrentSumsBackward(kernels, weights, dWeights, previous.hiddenState, dRecurrentSums, dPrevious.hiddenState, 'add');
}
