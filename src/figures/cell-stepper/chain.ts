/**
 * The chain rule of one unit at one step, product by product: what the backward equations say, computed from the
 * gradients that stand behind and from the run forwards. Unit and step from 0.
 *
 * The sum of the products is the gradient of a quantity as it stands. What the reader forces may pass less of it on, to
 * what the cell itself had computed there: see `passing.ts`.
 */
import { squashing } from '../../engine/cells/activations.ts';
import type { Intervention } from '../../engine/interventions.ts';
import type { BackwardRun } from './backward.ts';
import { cellOf, type Run, valueAt } from './network.ts';
import { isForcedAt, sentBy } from './passing.ts';
import { isCoupled, ownValue, squashingOf, sumsOf } from './sums.ts';
import { throughCandidate, throughPeepholes, throughWeights } from './through.ts';

/** A number of a product: a gradient, a quantity of the run forwards, or what follows from one. */
export interface Factor {
  readonly value: number;
  readonly kind: 'gradient' | 'forward';
  readonly quantity: string;
  /** From 0. */
  readonly step: number;
}

/** The sum of these products is the gradient. */
export type Products = readonly (readonly Factor[])[];

export interface Passes {
  readonly forward: Run;
  readonly backward: BackwardRun;
  /** What was forced in both. */
  readonly interventions: readonly Intervention[];
}

/** Null for what this cell does not have. */
export function productsOf(passes: Passes, quantity: string, unit: number, step: number): Products | null {
  const products = ownProducts(passes, quantity, unit, step);
  // Frozen one step later it stands there once more, and gets what is asked of it there.
  const isFrozen = passes.interventions.some(
    (one) => one.kind === 'freeze' && isForcedAt([one], quantity, unit, step + 1),
  );
  if (!products || !isFrozen || step + 1 >= passes.forward.steps) return products;
  const asked = sumOf(productsOf(passes, quantity, unit, step + 1) ?? []);
  const value = sentBy(passes.interventions, quantity, unit, step + 1, asked);
  return [...products, [{ value, kind: 'gradient', quantity: 'frozen', step }]];
}

function ownProducts(passes: Passes, quantity: string, unit: number, step: number): Products | null {
  const { forward, backward } = passes;
  const { trained, steps } = forward;
  const { reset = 'after', variant = {} } = trained.network.description;
  const cell = cellOf(trained);
  if (!(quantity in forward.values)) return null;
  const f = (name: string, at = step): Factor => {
    return { value: valueAt(forward, name, unit, at), kind: 'forward', quantity: name, step: at };
  };
  const d = (name: string, at = step): Factor => {
    const value = at < steps ? valueAt(backward, name, unit, at) : 0;
    return { value, kind: 'gradient', quantity: name, step: at };
  };
  const from = (name: string, value: number, kind: Factor['kind'] = 'forward'): Factor => {
    return { value, kind, quantity: name, step };
  };
  const later = (name: string): Factor =>
    step + 1 < steps ? f(name, step + 1) : { ...f(name), step: step + 1, value: 0 };
  const takes = variant.update === 'takes';

  switch (quantity) {
    case 'hiddenState': {
      const ways: Factor[][] = [[from('seed', backward.seedAt(unit, step), 'gradient')]];
      if (cell === 'gru') {
        const kept = takes ? from('keptShare', 1 - later('updateGate').value) : later('updateGate');
        ways.push([d('hiddenState', step + 1), kept]);
      }
      return [...ways, [from('throughWeights', throughWeights(passes, unit, step), 'gradient')]];
    }
    case 'preActivation':
      return [[d('hiddenState'), slope('hiddenState', f('preActivation').value)]];
    case 'outputGate':
      return [[d('hiddenState'), f('squashedCell')]];
    case 'cellState': {
      const shown = squashing(variant.shown ?? 'tanh').back(1, f('cellState').value, f('squashedCell').value);
      const ways = [
        [d('cellState', step + 1), later('forgetGate')],
        [d('hiddenState'), f('outputGate'), from('slope', shown)],
      ];
      if (variant.peepholes) ways.push([from('throughPeepholes', throughPeepholes(passes, unit, step), 'gradient')]);
      return ways;
    }
    case 'forgetGate':
      return [[d('cellState'), f('cellState', step - 1)]];
    case 'inputGate': {
      const written = [d('cellState'), f('candidate')];
      return isCoupled(trained) ? [written, [d('forgetGate'), from('minusOne', -1)]] : [written];
    }
    case 'candidate':
      if (cell === 'lstm') return [[d('cellState'), f('inputGate')]];
      return [[d('hiddenState'), takes ? f('updateGate') : from('writtenShare', 1 - f('updateGate').value)]];
    case 'updateGate': {
      const gap = f('hiddenState', step - 1).value - f('candidate').value;
      return [[d('hiddenState'), from('gap', takes ? -gap : gap)]];
    }
    case 'resetGate': {
      if (reset === 'before') {
        return [
          [from('throughCandidate', throughCandidate(passes, unit, step), 'gradient'), f('hiddenState', step - 1)],
        ];
      }
      const recurrent = sumsOf(forward, 'candidate', unit, step)?.recurrent ?? 0;
      return [[d('candidate'), slope('candidate', f('candidateSum').value), from('recurrentSum', recurrent)]];
    }
    default:
      return null;
  }

  /** Of the squashing function under a quantity, where the cell itself stood; 0 where its sum was clipped. */
  function slope(name: string, sum: number): Factor {
    const isForced = isForcedAt(passes.interventions, name, unit, step);
    const own = isForced ? ownValue(forward, name, unit, step) : f(name).value;
    const isClipped = Math.abs(sum) > (variant.clip ?? Infinity);
    return from('slope', isClipped ? 0 : squashing(squashingOf(trained, name) ?? 'tanh').back(1, sum, own));
  }
}

export function sumOf(products: Products): number {
  return products.reduce((sum, factors) => sum + productOf(factors), 0);
}

export function productOf(factors: readonly Factor[]): number {
  return factors.reduce((product, { value }) => product * value, 1);
}
