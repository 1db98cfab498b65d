/**
 * The weights a run begins with.
 *
 * chrono: recipe R of Tallec and Ollivier (2018): input weights Glorot, recurrent weights orthogonal (per gate), biases
 *   0, gate biases ln u, u uniform in (1, T - 1): LSTM forget +b and input -b, GRU update +b (its z keeps). Every layer
 *   reads T steps, so each has biases of its own drawn. A run may say for how many steps n a unit is to hold instead of
 *   (2, T): u is n - 1.
 * constant: the same with one bias for all, LSTM forget or GRU update; the LSTM's input bias is 0.
 *   Where one gate does for both, forget = 1 - input, its input bias is the other way round, so that it keeps as much.
 * default: the same with LSTM forget bias 1 and every other bias 0, what frameworks and textbooks suggest.
 * identity: an RNN whose recurrent weights are the identity, all else as above: Le, Jaitly and Hinton (2015).
 * pytorch: everything uniform in +-1 / sqrt H, as `nn.LSTM` and its kin begin.
 */

import { chronoBiases, glorot, identity, orthogonal, uniform } from '../engine/initializers.ts';
import type { Matrix } from '../engine/matrix.ts';
import type { Network } from '../engine/network.ts';
import type { Parameters } from '../engine/parameters.ts';
import type { Random } from '../engine/random.ts';
import type { Run } from './run.ts';

/** What a run says of how its weights begin. */
export type Beginning = Pick<Run, 'init' | 'gateBias' | 'holds'>;

/** Fills the parameters of a network. `longest` is T, the longest sequence of the task. */
export function initialize(
  network: Network,
  parameters: Parameters,
  beginning: Beginning,
  longest: number,
  random: Random,
): void {
  const { init, gateBias = 0, holds = [2, longest] } = beginning;
  const { cell, hiddenSize, layers = 1, variant } = network.description;
  if (init === 'pytorch') {
    for (const { name } of network.shapes) uniform(parameters.get(name), 1 / Math.sqrt(hiddenSize), random);
    return;
  }
  for (let layer = 0; layer < layers; layer += 1) {
    glorot(parameters.get(`rnn.weight_ih_l${layer}`), hiddenSize, random);
    const recurrent = parameters.get(`rnn.weight_hh_l${layer}`);
    if (init === 'identity') identity(recurrent);
    else orthogonal(recurrent, random);
  }
  const head = parameters.get('head.weight');
  glorot(head, head.rows, random);

  if (cell === 'rnn') return;
  for (let layer = 0; layer < layers; layer += 1) {
    const bias = parameters.get(`rnn.bias_ih_l${layer}`);
    const keeping = biasesOf(bias, 1, hiddenSize); // LSTM: forget; GRU: update
    if (init === 'chrono') setChronoBiases(bias, cell, chronoBiases(hiddenSize, holds, random));
    else if (init === 'constant') keeping.fill(gateBias);
    else if (cell === 'lstm') keeping.fill(1);
    // A coupled forget gate has no bias of its own: it opens as the input gate shuts.
    if (variant?.coupled) biasesOf(bias, 0, hiddenSize).set(keeping.map((value) => -value));
  }
}

function setChronoBiases(bias: Matrix, cell: 'gru' | 'lstm', chrono: Float64Array): void {
  const hidden = chrono.length;
  biasesOf(bias, 1, hidden).set(chrono);
  if (cell === 'lstm') biasesOf(bias, 0, hidden).set(chrono.map((value) => -value));
}

/** The H biases of one gate: a view. Blocks stand in PyTorch's order. */
function biasesOf(bias: Matrix, block: number, hidden: number) {
  return bias.data.subarray(block * hidden, (block + 1) * hidden);
}
