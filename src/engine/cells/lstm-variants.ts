/**
 * Long short-term memory with what may be changed about it, one step: peepholes, coupled or missing gates, other
 * squashing functions, clipped sums. The equations are those of lstm.ts, with
 *
 *   i_t = gates(... + p_i * c_{t-1}),  f_t = gates(... + p_f * c_{t-1}),  o_t = gates(... + p_o * c_t)   with peepholes
 *   f_t = 1 - i_t                                                         coupled
 *   i_t, f_t or o_t = 1                                                   without that gate
 *   h_t = o_t * shown(c_t)
 *
 * With nothing changed every number equals that of lstm.ts bit for bit.
 *
 * Letters: B batch, I input size, H hidden size. Sources: see variants.ts.
 */

import { type Matrix, matrixView } from '../matrix.ts';
import { squash, squashBack, squashing } from './activations.ts';
import type { Cell, CellWeights, StepBackward, StepForward } from './contract.ts';
import { cellStateOf, type LstmTrace, lstmCell } from './lstm.ts';
import { copyBlock, inputSums, inputSumsBackward, pasteBlock, recurrentSums, recurrentSumsBackward } from './sums.ts';
import { type CellVariant, checkVariant, PEEPHOLES } from './variants.ts';

/** Beside the plain cell's quantities the sums under each gate, (B, H), peepholes included, before any clip. */
type LstmVariantTrace = LstmTrace & {
  inputSum: Matrix;
  forgetSum: Matrix;
  candidateSum: Matrix;
  outputSum: Matrix;
};

/** In the order of the stacked weights. */
const BLOCKS = [
  { gate: 'inputGate', sum: 'inputSum' },
  { gate: 'forgetGate', sum: 'forgetSum' },
  { gate: 'candidate', sum: 'candidateSum' },
  { gate: 'outputGate', sum: 'outputSum' },
] as const;
type Gate = (typeof PEEPHOLES)[number];

export function createLstmVariant(variant: CellVariant): Cell<LstmVariantTrace> {
  checkVariant('lstm', variant);
  const settings = readSettings(variant);
  return {
    ...lstmCell,
    traceNames: [...lstmCell.traceNames, ...BLOCKS.map(({ sum }) => sum)],
    forward: (step, trace) => forward(settings, step, trace),
    backward: (step, trace, gradients) => backward(settings, step, trace, gradients),
  };
}

type Settings = ReturnType<typeof readSettings>;

function readSettings({ gates, candidate, shown, clip = Infinity, coupled = false, without = [] }: CellVariant) {
  return {
    gates: squashing(gates ?? 'sigmoid'),
    candidate: squashing(candidate ?? 'tanh'),
    shown: squashing(shown ?? 'tanh'),
    clip,
    coupled,
    isOpen: (gate: Gate) => without.includes(gate),
  };
}

function forward(settings: Settings, step: StepForward, trace: LstmVariantTrace): void {
  const { kernels, weights, input, previous, sums, hook } = step;
  const { clip, coupled, isOpen } = settings;
  const previousC = cellStateOf(previous);

  inputSums(kernels, weights, input, sums);
  recurrentSums(kernels, weights, previous.hiddenState, sums, 'add'); // (B, 4H)
  for (const [block, { sum }] of BLOCKS.entries()) copyBlock(trace[sum], sums, block);

  const openGate = (gate: Gate, sum: Matrix, seen: Matrix) => {
    const peephole = peepholeOf(weights, gate);
    if (peephole) addTimesRow(sum, seen, peephole);
    if (isOpen(gate)) trace[gate].data.fill(1);
    else if (gate === 'forgetGate' && coupled) oneMinus(trace.forgetGate, trace.inputGate);
    else squash(trace[gate], sum, settings.gates, clip);
    hook?.force(gate, trace[gate]);
  };
  openGate('inputGate', trace.inputSum, previousC);
  openGate('forgetGate', trace.forgetSum, previousC);
  squash(trace.candidate, trace.candidateSum, settings.candidate, clip);
  hook?.force('candidate', trace.candidate);

  const [i, f, g] = [trace.inputGate.data, trace.forgetGate.data, trace.candidate.data];
  const [c, before] = [trace.cellState.data, previousC.data];
  for (let k = 0; k < c.length; k += 1) c[k] = f[k] * before[k] + i[k] * g[k];
  hook?.force('cellState', trace.cellState);

  openGate('outputGate', trace.outputSum, trace.cellState);
  squash(trace.squashedCell, trace.cellState, settings.shown);
  const [o, shown, h] = [trace.outputGate.data, trace.squashedCell.data, trace.hiddenState.data];
  for (let k = 0; k < h.length; k += 1) h[k] = o[k] * shown[k];
  hook?.force('hiddenState', trace.hiddenState);
}

function backward(settings: Settings, step: StepBackward, trace: LstmVariantTrace, gradients: LstmVariantTrace): void {
  const { kernels, weights, dWeights, input, previous, dStates, dPrevious, dInput, dSums, hook } = step;
  const { clip, coupled, isOpen } = settings;
  const previousC = cellStateOf(previous);
  const dPreviousC = cellStateOf(dPrevious);

  const own = (name: Gate | 'candidate') => hook?.own(name, trace[name]) ?? trace[name];

  /** From a gate's gradient to that of its sum, and through its peephole to the cell state it saw. */
  const closeGate = (gate: Gate, sum: 'inputSum' | 'forgetSum' | 'outputSum', seen: Matrix, dSeen: Matrix) => {
    const fixed = isOpen(gate) || (gate === 'forgetGate' && coupled);
    if (fixed) gradients[sum].data.fill(0);
    else squashBack(gradients[sum], gradients[gate], trace[sum], own(gate), settings.gates, clip);
    const peephole = peepholeOf(weights, gate);
    if (!peephole) return;
    addTimesRow(dSeen, gradients[sum], peephole);
    addColumnDots(peepholeOf(dWeights, gate) as Matrix, gradients[sum], seen);
  };

  // h_t = o * shown(c_t): one share to the output gate, one to the cell state, which later steps have asked for too.
  gradients.hiddenState.data.set(dStates.hiddenState.data);
  hook?.passBack('hiddenState', gradients.hiddenState);
  const [dH, o, shown] = [gradients.hiddenState.data, trace.outputGate.data, trace.squashedCell.data];
  const [dO, dShown] = [gradients.outputGate.data, gradients.squashedCell.data];
  for (let k = 0; k < dH.length; k += 1) {
    dO[k] = dH[k] * shown[k];
    dShown[k] = dH[k] * o[k];
  }
  hook?.passBack('outputGate', gradients.outputGate);
  const [dC, laterC, c] = [gradients.cellState.data, cellStateOf(dStates).data, trace.cellState.data];
  for (let k = 0; k < dC.length; k += 1) dC[k] = laterC[k] + settings.shown.back(dShown[k], c[k], shown[k]);
  closeGate('outputGate', 'outputSum', trace.cellState, gradients.cellState);
  hook?.passBack('cellState', gradients.cellState);

  // c_t = f * c_{t-1} + i * g.
  const [i, f, g] = [trace.inputGate.data, trace.forgetGate.data, trace.candidate.data];
  const [dI, dF, dG] = [gradients.inputGate.data, gradients.forgetGate.data, gradients.candidate.data];
  for (let k = 0; k < dC.length; k += 1) {
    dI[k] = dC[k] * g[k];
    dF[k] = dC[k] * previousC.data[k];
    dG[k] = dC[k] * i[k];
    dPreviousC.data[k] = dC[k] * f[k];
  }
  hook?.passBack('forgetGate', gradients.forgetGate);
  if (coupled) for (let k = 0; k < dI.length; k += 1) dI[k] -= dF[k];
  hook?.passBack('inputGate', gradients.inputGate);
  hook?.passBack('candidate', gradients.candidate);
  closeGate('inputGate', 'inputSum', previousC, dPreviousC);
  closeGate('forgetGate', 'forgetSum', previousC, dPreviousC);
  const { candidateSum } = gradients;
  squashBack(candidateSum, gradients.candidate, trace.candidateSum, own('candidate'), settings.candidate, clip);

  for (const [block, { sum }] of BLOCKS.entries()) pasteBlock(dSums, gradients[sum], block);
  inputSumsBackward(kernels, weights, dWeights, input, dSums, dInput);
  recurrentSumsBackward(kernels, weights, dWeights, previous.hiddenState, dSums, dPrevious.hiddenState, 'replace');
}

/** One gate's row (1, H) of the peepholes, a view; null without them. */
function peepholeOf({ peepholes }: CellWeights, gate: Gate): Matrix | null {
  if (!peepholes) return null;
  return matrixView(peepholes.data, PEEPHOLES.indexOf(gate) * peepholes.columns, 1, peepholes.columns);
}

/** out (B, H) += values (B, H) times row (1, H), entry by entry. */
function addTimesRow(out: Matrix, values: Matrix, row: Matrix): void {
  for (let k = 0; k < out.data.length; k += 1) out.data[k] += values.data[k] * row.data[k % row.columns];
}

/** out (1, H) += the sum over the batch of left * right, entry by entry. */
function addColumnDots(out: Matrix, left: Matrix, right: Matrix): void {
  for (let k = 0; k < left.data.length; k += 1) out.data[k % out.columns] += left.data[k] * right.data[k];
}

function oneMinus(out: Matrix, values: Matrix): void {
  for (let k = 0; k < out.data.length; k += 1) out.data[k] = 1 - values.data[k];
}
