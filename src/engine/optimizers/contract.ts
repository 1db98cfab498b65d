/** What a rule for updates is: how much it remembers, and one update. */

import type { FloatArray } from '../matrix.ts';

/** All that an optimiser remembers between updates. */
export interface OptimizerState {
  /** Updates made so far, the one under way included. */
  updates: number;
  /** Running averages, each as long as the parameters: as many as the rule asks for. */
  readonly slots: readonly FloatArray[];
  /** Running products, for Adam beta1 ** t and beta2 ** t. */
  readonly powers: number[];
}

export interface Rule {
  /** How many running averages it keeps. */
  readonly slots: number;
  /** Moves the parameters against the gradient, in place; all arrays have one length. */
  update(parameters: FloatArray, gradient: FloatArray, state: OptimizerState): void;
}
