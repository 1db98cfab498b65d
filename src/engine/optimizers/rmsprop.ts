/**
 * RMSprop: each gradient divided by the root of a running mean of its squares. Centred, by the running deviation: the
 * square of a running mean is taken off.
 *
 * Sources: Tieleman and Hinton (2012); Graves (2013) for the centred one.
 */

import type { Rule } from './contract.ts';

export interface RmspropSettings {
  readonly kind: 'rmsprop';
  readonly learningRate: number;
  /** How much of the running mean stays at each update. */
  readonly alpha?: number;
  readonly epsilon?: number;
  readonly momentum?: number;
  readonly centered?: boolean;
  /** Added to the gradient as weightDecay * parameter. */
  readonly weightDecay?: number;
}

export function rmsprop(settings: RmspropSettings): Rule {
  const { learningRate, alpha = 0.99, epsilon = 1e-8, momentum = 0, centered = false, weightDecay = 0 } = settings;
  return {
    slots: centered ? 3 : 2,
    update(parameters, gradient, { slots: [square, velocity, mean] }) {
      for (let k = 0; k < parameters.length; k += 1) {
        const g = gradient[k] + weightDecay * parameters[k];
        square[k] = alpha * square[k] + (1 - alpha) * g * g;
        let spread = square[k];
        if (mean) {
          mean[k] = alpha * mean[k] + (1 - alpha) * g;
          spread -= mean[k] * mean[k];
        }
        velocity[k] = momentum * velocity[k] + g / (Math.sqrt(spread) + epsilon);
        parameters[k] -= learningRate * velocity[k];
      }
    },
  };
}
