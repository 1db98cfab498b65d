/** Of everything measured what is left at the first step, where the clue was read. */
import type { Forgetting } from '../../experiments/forgetting.ts';
import type { AtFirst } from './types.ts';

export function atFirst(forgetting: Forgetting): AtFirst {
  const { cell, road, bestUnit, steps, units, typical, best, jacobian, gradient } = forgetting;
  const first = (values: Float64Array) => values[0] ?? Number.NaN;
  return {
    cell,
    road,
    bestUnit,
    steps,
    units,
    typical: first(typical),
    best: first(best),
    jacobian: first(jacobian),
    gradient: first(gradient),
  };
}
