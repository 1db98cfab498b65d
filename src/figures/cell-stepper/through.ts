/**
 * What reaches a unit on the way back by more than one road at once: through the recurrent weights from all sums of the
 * next step, through the candidate's weights, through the peepholes. Unit and step from 0.
 */
import { entry } from '../../engine/matrix.ts';
import type { Passes } from './chain.ts';
import { cellOf, valueAt } from './network.ts';
import { blocks, peepholeWeight, rowOf } from './sums.ts';

type Ends = Pick<Passes, 'forward' | 'backward'>;

/** The gradient of one stacked sum, the input's part of it or the recurrent one; 0 after the loss. */
export function sumGradient({ backward }: Ends, row: number, step: number, part: 'input' | 'recurrent'): number {
  return backward.sums[step]?.[part].data[row] ?? 0;
}

/** What the sums of the next step ask of a unit's hidden state, through the recurrent weights. */
export function throughWeights(ends: Ends, unit: number, step: number): number {
  const { trained, steps } = ends.forward;
  const { reset = 'after', hiddenSize } = trained.network.description;
  if (step + 1 >= steps) return 0;
  const weights = trained.parameters.get('rnn.weight_hh_l0');
  let asked = 0;
  for (let row = 0; row < weights.rows; row += 1) {
    asked += entry(weights, row, unit) * sumGradient(ends, row, step + 1, 'recurrent');
  }
  if (cellOf(trained) !== 'gru' || reset === 'after' || hiddenSize === 0) return asked;
  return asked + valueAt(ends.forward, 'resetGate', unit, step + 1) * throughCandidate(ends, unit, step + 1);
}

/** With reset before the product: what the candidates' sums of a step ask of r * h of a unit. */
export function throughCandidate(ends: Ends, unit: number, step: number): number {
  const { trained } = ends.forward;
  const { hiddenSize } = trained.network.description;
  const weights = trained.parameters.get('rnn.weight_hh_l0');
  const first = blocks.gru.indexOf('candidate') * hiddenSize;
  let asked = 0;
  for (let other = 0; other < hiddenSize; other += 1) {
    asked += entry(weights, first + other, unit) * sumGradient(ends, first + other, step, 'input');
  }
  return asked;
}

/** What the gates ask of the cell state that they see: input and forget gate of the next step, output gate of this one. */
export function throughPeepholes(ends: Ends, unit: number, step: number): number {
  const { trained } = ends.forward;
  const seenBy = [
    { gate: 'outputGate', at: step },
    { gate: 'inputGate', at: step + 1 },
    { gate: 'forgetGate', at: step + 1 },
  ];
  return seenBy.reduce((sum, { gate, at }) => {
    const row = rowOf(trained, gate, unit) ?? 0;
    return sum + (peepholeWeight(trained, gate, unit) ?? 0) * sumGradient(ends, row, at, 'input');
  }, 0);
}
