/** What a gate's sum is made of, for one unit at one step: the letter's share, the biases, the old state's share. */
import type { CellKind } from '../../engine/cells/contract.ts';
import { sigmoid, tanh } from '../../engine/elementary.ts';
import { entry } from '../../engine/matrix.ts';
import { type Run, type TrainedNetwork, valueAt } from './network.ts';

/** Blocks of the stacked weights, in PyTorch's order. */
const blocks: Readonly<Record<CellKind, readonly string[]>> = {
  lstm: ['inputGate', 'forgetGate', 'candidate', 'outputGate'],
  gru: ['resetGate', 'updateGate', 'candidate'],
  rnn: ['preActivation'],
};

export interface Sums {
  /** W_i x_t */
  readonly input: number;
  /** b_i + b_h, or b_i alone where the recurrent part is kept together. */
  readonly bias: number;
  /** W_h h_{t-1}; for the GRU's candidate W_hn h_{t-1} + b_hn, which the reset gate scales. */
  readonly recurrent: number;
}

/** Unit and step from 0. Null for what is not a layer of its own. */
export function sumsOf(
  trained: TrainedNetwork,
  run: Run,
  letters: string,
  quantity: string,
  unit: number,
  step: number,
): Sums | null {
  const { cell, hiddenSize } = trained.network.description;
  const block = blocks[cell].indexOf(quantity);
  if (block < 0) return null;
  const row = block * hiddenSize + unit;
  const { parameters } = trained;
  const inputBias = entry(parameters.get('rnn.bias_ih_l0'), 0, row);
  const recurrentBias = entry(parameters.get('rnn.bias_hh_l0'), 0, row);
  const recurrent = recurrentWeights(trained, row).reduce(
    (sum, weight, k) => sum + weight * valueAt(run, 'hiddenState', k, step - 1),
    0,
  );
  const input = entry(parameters.get('rnn.weight_ih_l0'), row, trained.alphabet.indexOf(letters.charAt(step)));
  const isScaled = cell === 'gru' && quantity === 'candidate';
  return {
    input,
    bias: isScaled ? inputBias : inputBias + recurrentBias,
    recurrent: isScaled ? recurrent + recurrentBias : recurrent,
  };
}

/** The weights with which one row looks at the old state, unit by unit. */
export function recurrentWeights(trained: TrainedNetwork, row: number): number[] {
  const weights = trained.parameters.get('rnn.weight_hh_l0');
  return Array.from({ length: weights.columns }, (_, k) => entry(weights, row, k));
}

/** What the network makes of a quantity from everything before it, forced or not. Unit and step from 0. */
export function ownValue(
  trained: TrainedNetwork,
  run: Run,
  letters: string,
  quantity: string,
  unit: number,
  step: number,
): number {
  const { cell } = trained.network.description;
  const value = (name: string, at = step) => valueAt(run, name, unit, at);
  const sums = sumsOf(trained, run, letters, quantity, unit, step);
  if (sums) {
    if (quantity === 'preActivation') return sums.input + sums.bias + sums.recurrent;
    const scale = cell === 'gru' && quantity === 'candidate' ? value('resetGate') : 1;
    const sum = sums.input + sums.bias + scale * sums.recurrent;
    return quantity === 'candidate' ? tanh(sum) : sigmoid(sum);
  }
  if (quantity === 'cellState') {
    return value('forgetGate') * value('cellState', step - 1) + value('inputGate') * value('candidate');
  }
  if (quantity !== 'hiddenState') throw new Error(`Nothing computes ${quantity} in this cell`);
  if (cell === 'lstm') return value('outputGate') * tanh(value('cellState'));
  if (cell === 'rnn') return tanh(value('preActivation'));
  const z = value('updateGate');
  return (1 - z) * value('candidate') + z * value('hiddenState', step - 1);
}
