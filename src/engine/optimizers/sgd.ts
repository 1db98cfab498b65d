/**
 * Stochastic gradient descent, with momentum if wanted: the velocity is a running sum of gradients, and with Nesterov's
 * momentum the step looks one velocity ahead.
 *
 * Sources: Polyak (1964) for momentum; Nesterov (1983) as in Sutskever et al. (2013).
 */

import type { Rule } from './contract.ts';

export interface SgdSettings {
  readonly kind: 'sgd';
  readonly learningRate: number;
  readonly momentum?: number;
  /** The gradient enters the velocity times 1 - dampening, but for the first. */
  readonly dampening?: number;
  readonly nesterov?: boolean;
  /** Added to the gradient as weightDecay * parameter. */
  readonly weightDecay?: number;
}

export function sgd(settings: SgdSettings): Rule {
  const { learningRate, momentum = 0, dampening = 0, nesterov = false, weightDecay = 0 } = settings;
  if (nesterov && !(momentum > 0 && dampening === 0)) {
    throw new Error(`sgd: Nesterov needs a momentum and no dampening, got ${momentum} and ${dampening}`);
  }
  return {
    slots: 1,
    update(parameters, gradient, { slots, updates }) {
      const velocity = slots[0];
      for (let k = 0; k < parameters.length; k += 1) {
        const g = gradient[k] + weightDecay * parameters[k];
        velocity[k] = updates === 1 || momentum === 0 ? g : momentum * velocity[k] + (1 - dampening) * g;
        parameters[k] -= learningRate * (nesterov ? g + momentum * velocity[k] : velocity[k]);
      }
    },
  };
}
