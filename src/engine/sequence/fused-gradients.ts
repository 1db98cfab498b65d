/**
 * The gradients that a fused layer leaves beside those of its weights.
 */

import type { States } from '../cells/contract.ts';
import type { Matrix } from '../matrix.ts';
import type { BackwardTrace } from './contract.ts';
import type { FusedTrace } from './fused-trace.ts';

/** What the way back leaves: the gradients of the initial states and, when asked for, of the inputs. */
export class FusedGradients implements BackwardTrace {
  readonly #trace: FusedTrace;

  constructor(trace: FusedTrace) {
    this.#trace = trace;
  }

  get dInitial(): States {
    const trace = this.#trace;
    const hiddenState = trace.readPanels(trace.field('dHidden'));
    return trace.size.cell === 'lstm'
      ? { hiddenState, cellState: trace.readPanels(trace.field('dCell')) }
      : { hiddenState };
  }

  inputGradient(step: number): Matrix {
    if (!this.#trace.size.wantsInputGradient) throw new Error('This layer was made without the gradient of its inputs');
    return this.#trace.readInputGradient(step);
  }

  gradient(): never {
    throw new Error('Compiled code keeps no gradients of quantities; ask the forward pass for keepsEverything');
  }

  sumGradients(): never {
    return this.gradient();
  }

  get hiddenNorms(): never {
    throw new Error('Compiled code keeps no norms; ask the forward pass for keepsEverything');
  }

  get cellNorms(): never {
    return this.hiddenNorms;
  }
}
