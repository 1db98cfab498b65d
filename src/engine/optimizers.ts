/**
 * Optimisers: from a gradient to a change of the parameters, in place. One file for each rule, in optimizers/.
 *
 * Formulas, defaults and the placing of epsilon are PyTorch's. Powers such as beta ** t are running products, so that
 * no library function is needed and a checkpoint holds everything.
 */

import type { Kernels } from './kernels/contract.ts';
import type { FloatArray } from './matrix.ts';
import { type AdagradSettings, adagrad } from './optimizers/adagrad.ts';
import { type AdamSettings, type AdamWSettings, adam, adamW } from './optimizers/adam.ts';
import type { OptimizerState, Rule } from './optimizers/contract.ts';
import { type RmspropSettings, rmsprop } from './optimizers/rmsprop.ts';
import { type SgdSettings, sgd } from './optimizers/sgd.ts';

export type OptimizerSettings = SgdSettings | RmspropSettings | AdagradSettings | AdamSettings | AdamWSettings;

export interface Optimizer {
  readonly settings: OptimizerSettings;
  readonly state: OptimizerState;
  /** Moves the parameters against the gradient. Lengths must agree with those given at creation. */
  update(parameters: FloatArray, gradient: FloatArray): void;
}

/** The optimiser for `length` parameters of the kind of `like`. */
export function createOptimizer(settings: OptimizerSettings, like: FloatArray, kernels: Kernels): Optimizer {
  const { slots, update } = ruleFor(settings, kernels);
  const precision = like instanceof Float32Array ? 'float32' : 'float64';
  const state: OptimizerState = {
    updates: 0,
    slots: Array.from({ length: slots }, () => kernels.allocate(like.length, precision)),
    powers: [1, 1],
  };
  return {
    settings,
    state,
    update(parameters, gradient) {
      if (parameters.length !== like.length || gradient.length !== like.length) {
        throw new Error(
          `update: made for ${like.length} parameters, got ${parameters.length} and ${gradient.length} gradients`,
        );
      }
      state.updates += 1;
      update(parameters, gradient, state);
    },
  };
}

function ruleFor(settings: OptimizerSettings, kernels: Kernels): Rule {
  switch (settings.kind) {
    case 'sgd':
      return sgd(settings);
    case 'rmsprop':
      return rmsprop(settings);
    case 'adagrad':
      return adagrad(settings);
    case 'adam':
      return adam(settings, kernels);
    case 'adamw':
      return adamW(settings, kernels);
  }
}
