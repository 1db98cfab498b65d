/**
 * What a recurrent cell is: one step forward, one step back.
 *
 * Letters: B batch, I input size, H hidden size, G how many blocks of H rows its weights stack (RNN 1, GRU 3, LSTM 4).
 * A cell only computes; memory is handed in. Nothing here knows about time: `sequence/unrolled.ts` walks the steps.
 */

import type { Kernels } from '../kernels/contract.ts';
import type { Matrix } from '../matrix.ts';

export type CellKind = 'rnn' | 'lstm' | 'gru';

/** Everything a step may compute, by the name used in code, equations, figures and tests. */
export type QuantityName =
  | 'preActivation'
  | 'inputGate'
  | 'forgetGate'
  | 'candidate'
  | 'outputGate'
  | 'resetGate'
  | 'updateGate'
  | 'cellState'
  | 'hiddenState';

/** What is carried from step to step. */
export type StateName = 'hiddenState' | 'cellState';

/** The carried state, each (B, H). Only the LSTM has a cell state. */
export type States = { hiddenState: Matrix; cellState?: Matrix };

/** The weights of one layer, or their gradients. Rows are stacked block by block in PyTorch's gate order. */
export interface CellWeights {
  readonly inputWeights: Matrix; // (G * H, I), weight_ih
  readonly recurrentWeights: Matrix; // (G * H, H), weight_hh
  readonly inputBias: Matrix | null; // (1, G * H), bias_ih
  readonly recurrentBias: Matrix | null; // (1, G * H), bias_hh
  /** Only where gates see the cell state: (3, H), one weight per unit for the input, forget and output gate. */
  readonly peepholes?: Matrix | null;
}

/** The one place where a run may be interfered with: after a quantity is computed it passes through `force`. */
export interface ForwardHook {
  /** May change entries. */
  force(quantity: QuantityName, values: Matrix): void;
}

/** The same on the way back. */
export interface BackwardHook {
  /** From the gradient of a quantity as it stands to that of what the cell itself had computed. */
  passBack(quantity: QuantityName, gradient: Matrix): void;
  /** What the cell had computed, whose slope it takes; `values`, as they stand, where nothing was changed. */
  own(quantity: QuantityName, values: Matrix): Matrix;
}

/** A step's quantities by name, each (B, H); a cell's own trace names exactly which. */
export type Trace = { readonly [name: string]: Matrix };

export interface StepForward {
  readonly kernels: Kernels;
  readonly weights: CellWeights;
  readonly input: Matrix; // (B, I)
  readonly previous: States;
  /** Scratch of (B, G * H), and a second one for cells that keep the recurrent sums apart. */
  readonly sums: Matrix;
  readonly recurrentSums: Matrix;
  readonly hook: ForwardHook | null;
}

export interface StepBackward {
  readonly kernels: Kernels;
  readonly weights: CellWeights;
  /** Gradients of the weights; each step adds its own. */
  readonly dWeights: CellWeights;
  readonly input: Matrix; // (B, I)
  readonly previous: States;
  /** dL/dh_t and dL/dc_t, whole: what later steps and the loss ask for. Overwritten. */
  readonly dStates: States;
  /** Where dL/dh_{t-1} and dL/dc_{t-1} are written. */
  readonly dPrevious: States;
  /** Where dL/dx_t (B, I) is written; null when nobody asks. */
  readonly dInput: Matrix | null;
  /** Scratch of (B, G * H): the gradients of the sums. */
  readonly dSums: Matrix;
  readonly dRecurrentSums: Matrix;
  readonly hook: BackwardHook | null;
}

/** One kind of cell. `Step` is its trace: what forward writes, backward and the figures read. */
export interface Cell<Step extends Trace> {
  readonly kind: CellKind;
  /** G. */
  readonly blocks: number;
  /** Names of a trace's matrices, in the order in which they are computed. */
  readonly traceNames: readonly string[];
  /** The states carried, hidden state first. */
  readonly stateNames: readonly StateName[];
  /** The quantities that an intervention may force. */
  readonly forceable: readonly QuantityName[];
  forward(step: StepForward, trace: Step): void;
  /** Also writes into `gradients`, under the same names as the trace, the gradient of each quantity. */
  backward(step: StepBackward, trace: Step, gradients: Step): void;
}
