/**
 * Adam: a running mean of the gradient over the root of a running mean of its squares, both corrected for their start
 * at zero. AdamW shrinks the weights directly instead of through the gradient. AMSGrad divides by the largest root so
 * far.
 *
 * Sources: Kingma and Ba (2015); Loshchilov and Hutter (2019) for AdamW; Reddi, Kale and Kumar (2018) for AMSGrad.
 */

import type { Kernels } from '../kernels/contract.ts';
import type { FloatArray } from '../matrix.ts';
import type { OptimizerState, Rule } from './contract.ts';

interface Common {
  readonly learningRate: number;
  readonly beta1?: number;
  readonly beta2?: number;
  readonly epsilon?: number;
}

export interface AdamSettings extends Common {
  readonly kind: 'adam';
  readonly amsgrad?: boolean;
  /** Added to the gradient as weightDecay * parameter. */
  readonly weightDecay?: number;
}

export interface AdamWSettings extends Common {
  readonly kind: 'adamw';
  /** Before each update every parameter is multiplied by 1 - learningRate * weightDecay; 0.01 when absent. */
  readonly weightDecay?: number;
}

export function adam(settings: AdamSettings, kernels: Kernels): Rule {
  const { amsgrad = false, weightDecay = 0 } = settings;
  if (!amsgrad) {
    return {
      slots: 2,
      update: (parameters, gradient, state) => adamUpdate(parameters, gradient, state, settings, weightDecay, kernels),
    };
  }
  return {
    slots: 3,
    update: (parameters, gradient, state) => amsgradUpdate(parameters, gradient, state, settings, weightDecay),
  };
}

export function adamW(settings: AdamWSettings, kernels: Kernels): Rule {
  const { learningRate, weightDecay = 0.01 } = settings;
  return {
    slots: 2,
    update(parameters, gradient, state) {
      const kept = 1 - learningRate * weightDecay;
      for (let k = 0; k < parameters.length; k += 1) parameters[k] *= kept;
      adamUpdate(parameters, gradient, state, settings, 0, kernels);
    },
  };
}

function adamUpdate(
  parameters: FloatArray,
  gradient: FloatArray,
  { slots, powers }: OptimizerState,
  { learningRate, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8 }: Common,
  weightDecay: number,
  kernels: Kernels,
): void {
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

/** The same formula with the largest running square so far in the root. */
function amsgradUpdate(
  parameters: FloatArray,
  gradient: FloatArray,
  { slots: [mean, square, largest], powers }: OptimizerState,
  { learningRate, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8 }: Common,
  weightDecay: number,
): void {
  powers[0] *= beta1;
  powers[1] *= beta2;
  const step = learningRate / (1 - powers[0]);
  const root = Math.sqrt(1 - powers[1]);
  for (let k = 0; k < parameters.length; k += 1) {
    const g = gradient[k] + weightDecay * parameters[k];
    mean[k] = beta1 * mean[k] + (1 - beta1) * g;
    square[k] = beta2 * square[k] + (1 - beta2) * g * g;
    largest[k] = Math.max(largest[k], square[k]);
    parameters[k] -= (step * mean[k]) / (Math.sqrt(largest[k]) / root + epsilon);
  }
}
