/**
 * The weights a run begins with.
 *
 * chrono: recipe R of Tallec and Ollivier (2018): input weights Glorot, recurrent weights orthogonal (per gate), biases
 *   0, gate biases ln u, u uniform in (1, T - 1): LSTM forget +b and input -b, GRU update +b (its z keeps).
 * default: the same with LSTM forget bias 1 and every other bias 0, what frameworks and textbooks suggest.
 * pytorch: everything uniform in +-1 / sqrt H, as `nn.LSTM` and its kin begin.
 */

import { chronoBiases, glorot, orthogonal, uniform } from '../engine/initializers.ts';
import type { Matrix } from '../engine/matrix.ts';
import type { Network } from '../engine/network.ts';
import type { Parameters } from '../engine/parameters.ts';
import type { Random } from '../engine/random.ts';
import type { Initialization } from './run.ts';

/** Fills the parameters of a network. `longest` is T, the longest sequence of the task. */
export function initialize(
  network: Network,
  parameters: Parameters,
  init: Initialization,
  longest: number,
  random: Random,
): void {
  const { cell, hiddenSize } = network.description;
  if (init === 'pytorch') {
    for (const { name } of network.shapes) uniform(parameters.get(name), 1 / Math.sqrt(hiddenSize), random);
    return;
  }
  glorot(parameters.get('rnn.weight_ih_l0'), hiddenSize, random);
  orthogonal(parameters.get('rnn.weight_hh_l0'), random);
  const head = parameters.get('head.weight');
  glorot(head, head.rows, random);

  const bias = parameters.get('rnn.bias_ih_l0');
  if (cell === 'rnn') return;
  if (init === 'default') {
    if (cell === 'lstm') gateBias(bias, 1, hiddenSize).fill(1);
    return;
  }
  const chrono = chronoBiases(hiddenSize, longest, random);
  gateBias(bias, 1, hiddenSize).set(chrono); // LSTM: forget; GRU: update
  if (cell === 'lstm') gateBias(bias, 0, hiddenSize).set(chrono.map((value) => -value));
}

/** The H biases of one gate: a view. Blocks stand in PyTorch's order. */
function gateBias(bias: Matrix, block: number, hidden: number) {
  return bias.data.subarray(block * hidden, (block + 1) * hidden);
}
