/**
 * One recurrent layer over a whole sequence, forward and back.
 *
 * Letters: B batch, T time, I input size, H hidden size. A sequence is an array of T matrices (B, size).
 */

import type { CellKind, States } from '../cells/contract.ts';
import type { ResetPosition } from '../cells/gru.ts';
import type { Nonlinearity } from '../cells/rnn.ts';
import type { CellVariant } from '../cells/variants.ts';
import type { Intervention } from '../interventions.ts';
import type { Matrix, Precision } from '../matrix.ts';
import type { Parameters } from '../parameters.ts';

/** A layer as plain data. */
export interface LayerDescription {
  readonly cell: CellKind;
  readonly inputSize: number;
  readonly hiddenSize: number;
  /** Two biases per block, as in PyTorch, or none. */
  readonly bias: boolean;
  /** RNN only; tanh when absent. */
  readonly nonlinearity?: Nonlinearity;
  /** GRU only; after the recurrent product when absent. */
  readonly reset?: ResetPosition;
  /** What differs from the plain cell; nothing when absent. An RNN's `candidate` stands in place of `nonlinearity`. */
  readonly variant?: CellVariant;
}

/** What a forward pass leaves behind; memory is kept and used again by the next pass over the same trace. */
export interface SequenceTrace {
  /** Most steps this trace has room for. */
  readonly capacity: number;
  readonly batch: number;
  readonly precision: Precision;
  /** Steps of the last forward pass. */
  readonly steps: number;
  /** How many steps of each row were valid, where the last forward pass was told so; all of them when absent. */
  readonly lengths?: readonly number[] | undefined;
  /** A quantity (B, H) at a step counted from 0. Throws for a name or step that is not there. */
  quantity(name: string, step: number): Matrix;
  /** The names that `quantity` knows. */
  readonly names: readonly string[];
  /** The states before step `step` (0: the initial ones), and after the last when step is T. */
  statesBefore(step: number): States;
}

/**
 * The gradients of W_ih x + b_ih and of W_hh h + b_hh, (B, G*H) each. They are the same but in a GRU's candidate: with
 * reset after the product the second is scaled by r, with reset before it the second is 0 and W_hn meets r * h instead.
 */
export interface SumGradients {
  readonly input: Matrix;
  readonly recurrent: Matrix;
}

/** What a backward pass leaves behind. */
export interface BackwardTrace {
  /** The gradient (B, H) of a quantity at a step; only when the pass was asked to keep them. */
  gradient(name: string, step: number): Matrix;
  /** The gradients of a step's stacked sums; only when the pass was asked to keep gradients. */
  sumGradients(step: number): SumGradients;
  /** dL/dx_t (B, I) at a step; only when asked for. */
  inputGradient(step: number): Matrix;
  /** dL/dh_0 and dL/dc_0. */
  readonly dInitial: States;
  /** |dL/dh_t| and |dL/dc_t| over the whole batch (root of the sum of squares), t = 0 .. T - 1. */
  readonly hiddenNorms: Float64Array;
  readonly cellNorms: Float64Array;
}

export interface ForwardOptions {
  readonly initial?: States | undefined;
  /**
   * Valid steps of each row, from 0 to T; all T when absent. From its length on a row is 0 in every quantity, its input
   * is not read and no gradient flows. A row of 0 steps is 0 throughout, whatever its initial state, as ONNX has it.
   */
  readonly lengths?: readonly number[] | undefined;
  readonly interventions?: readonly Intervention[] | undefined;
  /**
   * Every quantity will be read, and on the way back their gradients or the norms. Compiled code keeps less: a layer that
   * has it runs such a pass step by step. A layer that always goes step by step need not be told.
   */
  readonly keepsEverything?: boolean | undefined;
}

export interface BackwardOptions {
  /** dL/dc after each row's last step, on top of what `dHidden` says; zeros when absent. */
  readonly dFinalCell?: Matrix | undefined;
  readonly interventions?: readonly Intervention[] | undefined;
  readonly keepGradients?: boolean;
  readonly wantsInputGradient?: boolean;
}

export interface SequenceLayer {
  readonly description: LayerDescription;
  createTrace(capacity: number, batch: number, precision?: Precision): SequenceTrace;
  /**
   * Runs over the inputs from the initial state (zeros when absent) and fills the trace. A sequence of no steps is
   * refused in a sentence, as PyTorch does: there is no last state to speak of. A batch of no rows gives empty results.
   */
  forward(parameters: Parameters, inputs: readonly Matrix[], trace: SequenceTrace, options?: ForwardOptions): void;
  /**
   * Walks back from the last step. `dHidden(t)` is the loss's own gradient (B, H) of h_t, null where the loss does not
   * look. Adds to `gradients`, which the caller clears.
   */
  backward(
    parameters: Parameters,
    gradients: Parameters,
    inputs: readonly Matrix[],
    trace: SequenceTrace,
    dHidden: (step: number) => Matrix | null,
    options?: BackwardOptions,
  ): BackwardTrace;
}
