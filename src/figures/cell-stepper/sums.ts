/** What a gate's sum is made of, for one unit at one step: the input's share, the biases, the old state's share. */
import { type SquashingChoice, squashing } from '../../engine/cells/activations.ts';
import type { CellKind } from '../../engine/cells/contract.ts';
import { PEEPHOLES } from '../../engine/cells/variants.ts';
import { entry } from '../../engine/matrix.ts';
import { cellOf, type Run, type TrainedNetwork, valueAt } from './network.ts';

/** Blocks of the stacked weights, in PyTorch's order. */
export const blocks: Readonly<Record<CellKind, readonly string[]>> = {
  lstm: ['inputGate', 'forgetGate', 'candidate', 'outputGate'],
  gru: ['resetGate', 'updateGate', 'candidate'],
  rnn: ['preActivation'],
};

export interface Sums {
  /** W_i x_t */
  readonly input: number;
  /** b_i + b_h, or b_i alone where the recurrent part is kept together. */
  readonly bias: number;
  /**
   * W_h h_{t-1}; where the reset gate acts after the product W_hn h_{t-1} + b_hn, which it scales, and where it acts
   * before the product W_hn (r h_{t-1}).
   */
  readonly recurrent: number;
  /** What the reset gate multiplies `recurrent` by: only a GRU's candidate with reset after the product has it. */
  readonly isScaledByReset: boolean;
  /** The peephole's share: weight times cell state, of the step before for i and f, of this step for o. */
  readonly peephole: number | null;
}

/** Unit and step from 0. Null for what is not a layer of its own: a state, or a gate that the variant sets. */
export function sumsOf(run: Run, quantity: string, unit: number, step: number): Sums | null {
  const { trained, sequence } = run;
  const { reset = 'after' } = trained.network.description;
  const row = rowOf(trained, quantity, unit);
  if (row === null || isSet(trained, quantity)) return null;
  const { parameters } = trained;
  const inputBias = entry(parameters.get('rnn.bias_ih_l0'), 0, row);
  const recurrentBias = entry(parameters.get('rnn.bias_hh_l0'), 0, row);
  const isCandidate = cellOf(trained) === 'gru' && quantity === 'candidate';
  const isResetBefore = isCandidate && reset === 'before';
  const isScaledByReset = isCandidate && reset === 'after';
  const recurrent = recurrentWeights(trained, row).reduce((sum, weight, k) => {
    const seen = valueAt(run, 'hiddenState', k, step - 1);
    return sum + weight * (isResetBefore ? valueAt(run, 'resetGate', k, step) * seen : seen);
  }, 0);
  const input = inputWeights(trained, row).reduce(
    (sum, weight, k) => sum + weight * (sequence.inputs[step]?.data[k] ?? 0),
    0,
  );
  const weight = peepholeWeight(trained, quantity, unit);
  const seen = () => valueAt(run, 'cellState', unit, quantity === 'outputGate' ? step : step - 1);
  return {
    input,
    bias: isScaledByReset ? inputBias : inputBias + recurrentBias,
    recurrent: isScaledByReset ? recurrent + recurrentBias : recurrent,
    isScaledByReset,
    peephole: weight === null ? null : weight * seen(),
  };
}

/** The row of the stacked weights that makes a quantity of a unit (from 0); null for a state. */
export function rowOf(trained: TrainedNetwork, quantity: string, unit: number): number | null {
  const block = blocks[cellOf(trained)].indexOf(quantity);
  return block < 0 ? null : block * trained.network.description.hiddenSize + unit;
}

/** The weights with which one row looks at the old state, unit by unit. */
export function recurrentWeights(trained: TrainedNetwork, row: number): number[] {
  return rowIn(trained, 'rnn.weight_hh_l0', row);
}

/** The weights with which one row looks at the inputs, one by one. */
export function inputWeights(trained: TrainedNetwork, row: number): number[] {
  return rowIn(trained, 'rnn.weight_ih_l0', row);
}

/** The weight with which a gate of a unit (from 0) sees the cell state; null without peepholes. */
export function peepholeWeight({ network, parameters }: TrainedNetwork, quantity: string, unit: number): number | null {
  const gate = (PEEPHOLES as readonly string[]).indexOf(quantity);
  if (!network.description.variant?.peepholes || gate < 0) return null;
  return entry(parameters.get('rnn.weight_peephole_l0'), gate, unit);
}

/** True for a gate that no sum makes: it stands open, or is 1 minus the input gate. */
export function isSet({ network }: TrainedNetwork, quantity: string): boolean {
  const { coupled = false, without = [] } = network.description.variant ?? {};
  return without.some((gate) => gate === quantity) || (coupled && quantity === 'forgetGate');
}

/** True where the forget gate is 1 minus the input gate. */
export function isCoupled({ network }: TrainedNetwork): boolean {
  return network.description.variant?.coupled === true;
}

/** The function that makes a quantity from its sum, or the hidden state from what it is shown; null where there is none. */
export function squashingOf({ network }: TrainedNetwork, quantity: string): SquashingChoice | null {
  const { cell, nonlinearity, variant = {} } = network.description;
  if (quantity === 'candidate') return variant.candidate ?? 'tanh';
  if (quantity === 'hiddenState' && cell === 'rnn') return variant.candidate ?? nonlinearity ?? 'tanh';
  if (quantity === 'hiddenState' && cell === 'lstm') return variant.shown ?? 'tanh';
  return quantity.endsWith('Gate') ? (variant.gates ?? 'sigmoid') : null;
}

/** As it is written in an equation: σ, tanh, relu; empty where nothing is squashed. */
export function squashSign(trained: TrainedNetwork, quantity: string): string {
  const choice = squashingOf(trained, quantity);
  const name = typeof choice === 'object' && choice !== null ? choice.name : choice;
  if (name === null || name === 'identity') return '';
  return name === 'sigmoid' ? 'σ' : name;
}

/** What the network makes of a quantity from everything before it, forced or not. Unit and step from 0. */
export function ownValue(run: Run, quantity: string, unit: number, step: number): number {
  const { trained } = run;
  const { cell, variant = {} } = trained.network.description;
  const { clip = Infinity, update = 'keeps' } = variant;
  const value = (name: string, at = step) => valueAt(run, name, unit, at);
  const squash = (sum: number) => squashing(squashingOf(trained, quantity) ?? 'identity').apply(sum);
  const clipped = (sum: number) => Math.max(-clip, Math.min(clip, sum));
  if (isSet(trained, quantity)) return isCoupled(trained) && quantity === 'forgetGate' ? 1 - value('inputGate') : 1;
  const sums = sumsOf(run, quantity, unit, step);
  if (sums) {
    const scale = sums.isScaledByReset ? value('resetGate') : 1;
    const sum = sums.input + sums.bias + scale * sums.recurrent + (sums.peephole ?? 0);
    return quantity === 'preActivation' ? sum : squash(clipped(sum));
  }
  if (quantity === 'cellState') {
    return value('forgetGate') * value('cellState', step - 1) + value('inputGate') * value('candidate');
  }
  if (quantity !== 'hiddenState') throw new Error(`Nothing computes ${quantity} in this cell`);
  if (cell === 'lstm') return value('outputGate') * squash(value('cellState'));
  if (cell === 'rnn') return squash(clipped(value('preActivation')));
  const z = value('updateGate');
  const [taken, kept] = update === 'keeps' ? [1 - z, z] : [z, 1 - z];
  return taken * value('candidate') + kept * value('hiddenState', step - 1);
}

function rowIn({ parameters }: TrainedNetwork, name: string, row: number): number[] {
  const weights = parameters.get(name);
  return Array.from({ length: weights.columns }, (_, k) => entry(weights, row, k));
}
