/**
 * What may differ from the plain cells, as plain data: one switch for each, all off when absent.
 *
 * Sources: `gers2002` for peepholes; the ablations are those of Greff et al. (2017); clip and coupled gates as in ONNX.
 */

import type { SquashingChoice } from './activations.ts';
import type { CellKind, QuantityName } from './contract.ts';

export interface CellVariant {
  /** What squashes the sums of the gates; sigmoid when absent. LSTM and GRU. */
  readonly gates?: SquashingChoice;
  /** What squashes the candidate, in an RNN the whole state; tanh when absent. 'identity': no input activation. */
  readonly candidate?: SquashingChoice;
  /** What squashes the cell state on its way out; tanh when absent. 'identity': no output activation. LSTM only. */
  readonly shown?: SquashingChoice;
  /** Every sum is cut off at plus and minus this just before it is squashed; the cell state is not. */
  readonly clip?: number;
  /** The gates see the cell state through one weight per unit: input and forget the old one, output the new. LSTM only. */
  readonly peepholes?: boolean;
  /** The forget gate is 1 minus the input gate: what is written replaces what was there. LSTM only. */
  readonly coupled?: boolean;
  /**
   * Gates that stand open, at 1, at every step. They keep their rows in the stacked weights, which get no gradient.
   * LSTM only.
   */
  readonly without?: readonly ('inputGate' | 'forgetGate' | 'outputGate')[];
  /**
   * What an update gate of 1 does: 'keeps' the old state (when absent; PyTorch, Keras, ONNX) or 'takes' the candidate
   * (Chung et al., 2014). GRU only.
   */
  readonly update?: 'keeps' | 'takes';
}

const OFFERED: Record<CellKind, readonly (keyof CellVariant)[]> = {
  rnn: ['candidate', 'clip'],
  gru: ['gates', 'candidate', 'clip', 'update'],
  lstm: ['gates', 'candidate', 'shown', 'clip', 'peepholes', 'coupled', 'without'],
};

/** Throws a sentence for a switch that this kind of cell does not have, or one that contradicts another. */
export function checkVariant(cell: CellKind, variant: CellVariant): void {
  for (const [name, value] of Object.entries(variant)) {
    if (value === undefined || OFFERED[cell].includes(name as keyof CellVariant)) continue;
    throw new Error(`A variant of the ${cell} cell cannot set ${name}; it can set ${OFFERED[cell].join(', ')}`);
  }
  const { clip, coupled, without = [] } = variant;
  if (clip !== undefined && !(clip > 0)) throw new Error(`A variant must clip sums at a number above 0, got ${clip}`);
  const gone = without.find((gate) => coupled && gate !== 'outputGate');
  if (gone) throw new Error(`A variant cannot both couple input and forget gate and do without the ${gone}`);
}

/** Rows of the peephole weights, first to last. */
export const PEEPHOLES = ['inputGate', 'forgetGate', 'outputGate'] as const satisfies readonly QuantityName[];
