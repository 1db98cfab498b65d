/**
 * The roads by which a gradient comes from the step on view to the state of the step before: along the state itself and
 * through the gates, and, where the loss looks there, from it. Together they are the whole.
 */
import { type Factor, productOf } from './chain.ts';
import { productsAt } from './explain-backward.ts';
import type { Forcing } from './forced.ts';
import type { Stepper } from './model.ts';

/** `state`: along the cell state, or the hidden state that a GRU keeps. `gates`: through gates, candidate and h. */
export type Road = 'state' | 'gates' | 'seed' | 'frozen';

export interface Paths {
  /** From 1: the step whose state they lead to. */
  readonly step: number;
  readonly letter: 'c' | 'h';
  /** In the order in which they are said; a plain cell has no road along its state. */
  readonly roads: readonly { readonly road: Road; readonly value: number }[];
  readonly together: number;
  /** The engine's gradient there, and how that state is forced, if it is. */
  readonly whole: number;
  readonly forced: Forcing | null;
}

const order: readonly Road[] = ['state', 'gates', 'seed', 'frozen'];

/** Null before the first step. */
export function pathsBack(stepper: Stepper): Paths | null {
  const step = stepper.state.now.value.step - 1;
  const quantity = stepper.cell === 'lstm' ? 'cellState' : 'hiddenState';
  const found = step < 1 ? null : productsAt(stepper, quantity, step);
  if (!found) return null;
  const sums = new Map<Road, number>();
  for (const factors of found.products) {
    const road = roadOf(factors, quantity);
    sums.set(road, (sums.get(road) ?? 0) + productOf(factors));
  }
  // What a loss asks, and what a frozen state gets, is said where there is any.
  const roads = order.flatMap((road) => {
    const value = sums.get(road);
    const isSaid = value !== undefined && (value !== 0 || road === 'state' || road === 'gates');
    return isSaid ? [{ road, value }] : [];
  });
  const together = roads.reduce((sum, { value }) => sum + value, 0);
  const letter = quantity === 'cellState' ? 'c' : 'h';
  return { step, letter, roads, together, whole: found.gradient, forced: found.forced };
}

function roadOf([first]: readonly Factor[], quantity: string): Road {
  if (first?.quantity === quantity) return 'state';
  return first?.quantity === 'seed' || first?.quantity === 'frozen' ? first.quantity : 'gates';
}
