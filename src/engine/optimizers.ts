/**
 * Optimisers: from a gradient to a change of the parameters, in place.
 *
 * Formulas, defaults and the placing of epsilon are PyTorch's. Powers such as beta ** t are running products, so that
 * no library function is needed and a checkpoint holds everything.
 */

import type { Kernels } from './kernels/contract.ts';
import type { FloatArray } from './matrix.ts';

export type OptimizerSettings =
  | {
      readonly kind: 'sgd';
      readonly learningRate: number;
      readonly momentum?: number;
      readonly dampening?: number;
      readonly weightDecay?: number;
    }
  | {
      readonly kind: 'rmsprop';
      readonly learningRate: number;
      readonly alpha?: number;
      readonly epsilon?: number;
      readonly momentum?: number;
      readonly weightDecay?: number;
    }
  | {
      readonly kind: 'adam';
      readonly learningRate: number;
      readonly beta1?: number;
      readonly beta2?: number;
      readonly epsilon?: number;
      readonly weightDecay?: number;
    };

/** All that an optimiser remembers between updates. */
export interface OptimizerState {
  /** Updates made so far. */
  updates: number;
  /** Running averages, each as long as the parameters: none for plain SGD. */
  readonly slots: readonly FloatArray[];
  /** Running products, for Adam beta1 ** t and beta2 ** t. */
  readonly powers: number[];
}

export interface Optimizer {
  readonly settings: OptimizerSettings;
  readonly state: OptimizerState;
  /** Moves the parameters against the gradient. Lengths must agree with those given at creation. */
  update(parameters: FloatArray, gradient: FloatArray): void;
}

/** The optimiser for `length` parameters of the kind of `like`. */
export function createOptimizer(settings: OptimizerSettings, like: FloatArray, kernels: Kernels): Optimizer {
  const precision = like instanceof Float32Array ? 'float32' : 'float64';
  const slot = () => kernels.allocate(like.length, precision);
  const slotCount = { sgd: 1, rmsprop: 2, adam: 2 }[settings.kind];
  const state: OptimizerState = { updates: 0, slots: Array.from({ length: slotCount }, slot), powers: [1, 1] };
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
      if (settings.kind === 'sgd') updateSgd(parameters, gradient, settings, state);
      else if (settings.kind === 'rmsprop') updateRmsprop(parameters, gradient, settings, state);
      else updateAdam(parameters, gradient, settings, state, kernels);
    },
  };
}

function updateSgd(
  parameters: FloatArray,
  gradient: FloatArray,
  settings: OptimizerSettings & { kind: 'sgd' },
  { slots, updates }: OptimizerState,
): void {
  const { learningRate, momentum = 0, dampening = 0, weightDecay = 0 } = settings;
  const velocity = slots[0];
  for (let k = 0; k < parameters.length; k += 1) {
    const g = gradient[k] + weightDecay * parameters[k];
    velocity[k] = updates === 1 || momentum === 0 ? g : momentum * velocity[k] + (1 - dampening) * g;
    parameters[k] -= learningRate * velocity[k];
  }
}

function updateRmsprop(
  parameters: FloatArray,
  gradient: FloatArray,
  settings: OptimizerSettings & { kind: 'rmsprop' },
  { slots }: OptimizerState,
): void {
  const { learningRate, alpha = 0.99, epsilon = 1e-8, momentum = 0, weightDecay = 0 } = settings;
  const [square, velocity] = slots;
  for (let k = 0; k < parameters.length; k += 1) {
    const g = gradient[k] + weightDecay * parameters[k];
    square[k] = alpha * square[k] + (1 - alpha) * g * g;
    velocity[k] = momentum * velocity[k] + g / (Math.sqrt(square[k]) + epsilon);
    parameters[k] -= learningRate * velocity[k];
  }
}

function updateAdam(
  parameters: FloatArray,
  gradient: FloatArray,
  settings: OptimizerSettings & { kind: 'adam' },
  { slots, powers }: OptimizerState,
  kernels: Kernels,
): void {
  const { learningRate, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8, weightDecay = 0 } = settings;
  powers[0] *= beta1;
  powers[1] *= beta2;
  kernels.adam(parameters, gradient, slots[0], slots[1], {
    learningRate,
    beta1,
    beta2,
    epsilon,
    weightDecay,
    beta1Power: powers[0],
    beta2Power: powers[1],
  });
}
