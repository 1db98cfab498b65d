/** The rules for updates that a run may follow, by name, with the settings that are not the run's own. */

import type { OptimizerSettings } from '../engine/optimizers.ts';

export const UPDATE_RULES = ['adam', 'adamw', 'rmsprop', 'adagrad', 'momentum', 'nesterov', 'sgd'] as const;
export type UpdateRule = (typeof UPDATE_RULES)[number];

/** What the engine calls it. Momentum is 0.9; all else is PyTorch's default. */
export function optimizerSettings(rule: UpdateRule, learningRate: number): OptimizerSettings {
  switch (rule) {
    case 'momentum':
      return { kind: 'sgd', learningRate, momentum: 0.9 };
    case 'nesterov':
      return { kind: 'sgd', learningRate, momentum: 0.9, nesterov: true };
    default:
      return { kind: rule, learningRate };
  }
}
