/**
 * What the drawing of the way back shows at the unit and step on view: the gradient that arrives at the state, what the
 * keeping gate lets through to the step before, and what goes there through the gates.
 */
import { productOf } from './chain.ts';
import { productsAt } from './explain-backward.ts';
import type { Stepper } from './model.ts';
import { valueAt } from './network.ts';
import { pathsBack } from './paths-back.ts';

export interface FlowBack {
  readonly state: 'cellState' | 'hiddenState';
  readonly letter: 'c' | 'h';
  /** Along the state from the step after, and by all other roads. */
  readonly along: number;
  readonly others: number;
  /** The gradient of the state: as it arrives, and what is passed on where the state is forced. */
  readonly arrived: number;
  readonly passed: number;
  /** The share of it that goes straight on; null in a plain cell, where nothing does. */
  readonly kept: {
    readonly quantity: 'forgetGate' | 'updateGate';
    readonly value: number;
    readonly isTurned: boolean;
  } | null;
  /** To the step before: along the state, and through gates and weights. 0 before the first step. */
  readonly straight: number;
  readonly through: number;
  /** The largest size of all of these: the thickest band. */
  readonly largest: number;
}

/** Null where nothing computes a gradient: never for the cells there are. */
export function flowBack(stepper: Stepper): FlowBack | null {
  const { unit, step } = stepper.state.now.value;
  const { cell, trained } = stepper;
  const state = cell === 'lstm' ? 'cellState' : 'hiddenState';
  const found = productsAt(stepper, state, step);
  if (!found) return null;
  let [along, others] = [0, 0];
  for (const factors of found.products) {
    if (factors[0]?.quantity === state) along += productOf(factors);
    else others += productOf(factors);
  }
  const paths = pathsBack(stepper);
  const road = (name: string) => paths?.roads.find((one) => one.road === name)?.value ?? 0;
  const quantity = cell === 'lstm' ? 'forgetGate' : 'updateGate';
  const isTurned = cell === 'gru' && trained.network.description.variant?.update === 'takes';
  const gate = cell === 'rnn' ? 0 : valueAt(stepper.shown.value, quantity, unit - 1, step - 1);
  const flow = {
    ...({ state, letter: state === 'cellState' ? ('c' as const) : ('h' as const) } as const),
    ...{ along, others, arrived: along + others, passed: found.gradient },
    kept: cell === 'rnn' ? null : ({ quantity, value: isTurned ? 1 - gate : gate, isTurned } as const),
    ...{ straight: road('state'), through: road('gates') },
  };
  const sizes = [along, others, flow.arrived, flow.passed, flow.straight, flow.through].map(Math.abs);
  return { ...flow, largest: Math.max(...sizes.filter(Number.isFinite), 0) };
}
