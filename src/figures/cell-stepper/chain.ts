/**
 * The chain rule of one unit at one step, product by product: what the backward equations say, computed from the
 * gradients that stand behind and from the run forwards. Unit and step from 0.
 */
import type { CellKind } from '../../engine/cells/contract.ts';
import { entry } from '../../engine/matrix.ts';
import type { BackwardRun } from './backward.ts';
import { type Run, valueAt } from './network.ts';
import { sumsOf } from './sums.ts';

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
}

/** The gates and sums through which h of one step reaches the next, in the order of the stacked weights. */
const layers: Readonly<Record<CellKind, readonly string[]>> = {
  lstm: ['inputGate', 'forgetGate', 'candidate', 'outputGate'],
  gru: ['resetGate', 'updateGate', 'candidate'],
  rnn: ['preActivation'],
};

/** Null for what this cell does not have. */
export function productsOf(passes: Passes, quantity: string, unit: number, step: number): Products | null {
  const { forward, backward } = passes;
  const { trained } = forward;
  const { cell } = trained.network.description;
  if (!(quantity in forward.values)) return null;
  const f = (name: string, at = step): Factor => {
    return { value: valueAt(forward, name, unit, at), kind: 'forward', quantity: name, step: at };
  };
  const d = (name: string, at = step): Factor => {
    const value = at < forward.steps ? valueAt(backward, name, unit, at) : 0;
    return { value, kind: 'gradient', quantity: name, step: at };
  };
  const from = (name: string, value: number, kind: Factor['kind'] = 'forward'): Factor => {
    return { value, kind, quantity: name, step };
  };
  const later = (name: string): Factor => (step + 1 < forward.steps ? f(name, step + 1) : { ...f(name), value: 0 });

  switch (quantity) {
    case 'hiddenState': {
      const ways: Factor[][] = [[from('seed', backward.seedAt(unit, step), 'gradient')]];
      if (cell === 'gru') ways.push([d('hiddenState', step + 1), later('updateGate')]);
      return [...ways, [from('throughWeights', throughWeights(passes, unit, step), 'gradient')]];
    }
    case 'preActivation':
      return [[d('hiddenState'), from('slope', 1 - f('hiddenState').value ** 2)]];
    case 'outputGate':
      return [[d('hiddenState'), f('squashedCell')]];
    case 'cellState':
      return [[d('cellState', step + 1), later('forgetGate')], throughHidden()];
    case 'forgetGate':
      return [[d('cellState'), f('cellState', step - 1)]];
    case 'inputGate':
      return [[d('cellState'), f('candidate')]];
    case 'candidate':
      if (cell === 'lstm') return [[d('cellState'), f('inputGate')]];
      return [[d('hiddenState'), from('writtenShare', 1 - f('updateGate').value)]];
    case 'updateGate': {
      const gap = f('hiddenState', step - 1).value - f('candidate').value;
      return [[d('hiddenState'), from('gap', gap)]];
    }
    case 'resetGate': {
      const recurrent = sumsOf(forward, 'candidate', unit, step)?.recurrent ?? 0;
      const slope = 1 - f('candidate').value ** 2;
      return [[d('candidate'), from('slope', slope), from('recurrentSum', recurrent)]];
    }
    default:
      return null;
  }

  function throughHidden(): Factor[] {
    return [d('hiddenState'), f('outputGate'), from('slope', 1 - f('squashedCell').value ** 2)];
  }
}

export function sumOf(products: Products): number {
  return products.reduce((sum, factors) => sum + productOf(factors), 0);
}

export function productOf(factors: readonly Factor[]): number {
  return factors.reduce((product, { value }) => product * value, 1);
}

/** What the sums of the next step ask of a unit's hidden state, through the recurrent weights. */
function throughWeights({ forward, backward }: Passes, unit: number, step: number): number {
  const { trained } = forward;
  const { cell, hiddenSize } = trained.network.description;
  if (step + 1 >= forward.steps) return 0;
  const weights = trained.parameters.get('rnn.weight_hh_l0');
  let asked = 0;
  layers[cell].forEach((name, block) => {
    for (let other = 0; other < hiddenSize; other += 1) {
      const scale = cell === 'gru' && name === 'candidate' ? valueAt(forward, 'resetGate', other, step + 1) : 1;
      const slope = slopeOf(name, valueAt(forward, name, other, step + 1));
      const dSum = valueAt(backward, name, other, step + 1) * slope * scale;
      asked += entry(weights, block * hiddenSize + other, unit) * dSum;
    }
  });
  return asked;
}

/** Of the squashing function of a layer, where its result is this. */
function slopeOf(name: string, result: number): number {
  if (name === 'preActivation') return 1;
  return name === 'candidate' ? 1 - result * result : result * (1 - result);
}
