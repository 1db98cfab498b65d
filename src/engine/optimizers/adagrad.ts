/**
 * Adagrad: each gradient divided by the root of the sum of all its squares so far, so that steps only shrink.
 *
 * Source: Duchi, Hazan and Singer (2011).
 */

import type { Rule } from './contract.ts';

export interface AdagradSettings {
  readonly kind: 'adagrad';
  readonly learningRate: number;
  /** The learning rate of update t, counted from 1, is learningRate / (1 + (t - 1) * learningRateDecay). */
  readonly learningRateDecay?: number;
  readonly epsilon?: number;
  /** Added to the gradient as weightDecay * parameter. */
  readonly weightDecay?: number;
}

export function adagrad(settings: AdagradSettings): Rule {
  const { learningRate, learningRateDecay = 0, epsilon = 1e-10, weightDecay = 0 } = settings;
  return {
    slots: 1,
    update(parameters, gradient, { slots, updates }) {
      const sum = slots[0];
      const step = learningRate / (1 + (updates - 1) * learningRateDecay);
      for (let k = 0; k < parameters.length; k += 1) {
        const g = gradient[k] + weightDecay * parameters[k];
        sum[k] += g * g;
        parameters[k] -= (step * g) / (Math.sqrt(sum[k]) + epsilon);
      }
    },
  };
}
