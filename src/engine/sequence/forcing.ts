/**
 * What interventions do to a pass over one layer: a hook for every step, forwards and back.
 *
 * The cell passes each quantity through the hook of its step. What a forced quantity was before is kept for the way back,
 * and the gradient of a frozen one is carried to the step before, whose hook adds it; that of a frozen state is handed on
 * with the states, for before the first step it belongs to the initial ones.
 */

import type { BackwardHook, ForwardHook, QuantityName, States, Trace } from '../cells/contract.ts';
import type { Intervention } from '../interventions.ts';
import { copyMatrix, type Matrix, zerosLike } from '../matrix.ts';

/** What the cell itself had computed, by step and quantity, where it was forced. */
export type OwnValues = Map<number, Map<QuantityName, Matrix>>;

/** The interventions that fall on a step, in the order of the list. Throws a sentence for a value that is no number. */
function fallingOn(interventions: readonly Intervention[], step: number): readonly Intervention[] {
  const here = interventions.filter(
    ({ firstStep, lastStep, layer, direction }) =>
      firstStep <= step && step <= lastStep && layer === 0 && direction === 'forward',
  );
  for (const { kind, value } of here) {
    if (kind !== 'freeze' && !Number.isFinite(value)) {
      throw new Error(`An intervention must ${kind} ${kind === 'set' ? '' : 'by '}a finite number, got ${value}`);
    }
  }
  return here;
}

/** The hook of a step forwards, null where nothing is forced. `before` is what the step before left: (B, H) by name. */
export function forwardHook(
  interventions: readonly Intervention[],
  step: number,
  before: Partial<Trace> | States,
  kept: OwnValues,
): ForwardHook | null {
  const here = fallingOn(interventions, step);
  if (here.length === 0) return null;
  const own = new Map<QuantityName, Matrix>();
  kept.set(step, own);
  return {
    force(quantity, values) {
      const meant = here.filter((one) => one.quantity === quantity);
      if (meant.length > 0) own.set(quantity, copyMatrix(values));
      for (const intervention of meant) {
        const { kind, value } = intervention;
        const frozen = kind === 'freeze' ? (before as Partial<Trace>)[quantity] : null;
        if (frozen === undefined) {
          throw new Error(`An intervention freezes ${quantity} at the first step, where nothing came before it`);
        }
        forEntries(values, intervention, (k) => {
          values.data[k] = frozen ? frozen.data[k] : kind === 'scale' ? values.data[k] * value : value;
        });
      }
    },
  };
}

/** The gradients of one way back that frozen quantities send to the step before. */
export class FrozenGradients {
  #carried = new Map<QuantityName, Matrix>();
  #next = new Map<QuantityName, Matrix>();

  /** The hook of a step backwards, null where nothing is forced and nothing was carried to it. */
  backwardHook(interventions: readonly Intervention[], step: number, kept: OwnValues): BackwardHook | null {
    const here = fallingOn(interventions, step).toReversed();
    if (here.length === 0 && this.#carried.size === 0) return null;
    const own = kept.get(step);
    return {
      own: (quantity, values) => own?.get(quantity) ?? values,
      passBack: (quantity, gradient) => {
        const carried = this.#carried.get(quantity);
        if (carried) addTo(gradient, carried);
        for (const intervention of here) {
          if (intervention.quantity === quantity) this.#undo(intervention, gradient);
        }
      },
    };
  }

  /** Ends a step: what its frozen states send back joins the gradient of the states before it, the rest is carried. */
  handOn(dPrevious: States): void {
    for (const name of ['hiddenState', 'cellState'] as const) {
      const sent = this.#next.get(name);
      const gradient = dPrevious[name];
      if (sent && gradient) addTo(gradient, sent);
      this.#next.delete(name);
    }
    this.#carried = this.#next;
    this.#next = new Map();
  }

  /** From the gradient of what stands after an intervention to that of what stood before it. */
  #undo(intervention: Intervention, gradient: Matrix): void {
    const { kind, value, quantity } = intervention;
    let sent: Matrix | undefined;
    if (kind === 'freeze') {
      sent = this.#next.get(quantity) ?? zerosLike(gradient);
      this.#next.set(quantity, sent);
    }
    forEntries(gradient, intervention, (k) => {
      if (sent) sent.data[k] += gradient.data[k];
      gradient.data[k] = kind === 'scale' ? gradient.data[k] * value : 0;
    });
  }
}

function addTo(sum: Matrix, added: Matrix): void {
  for (let k = 0; k < sum.data.length; k += 1) sum.data[k] += added.data[k];
}

/** Calls `act` with the place of each entry of a matrix (B, H) that an intervention means. */
function forEntries({ rows, columns }: Matrix, { unit, row }: Intervention, act: (place: number) => void): void {
  if (unit !== 'all' && !(unit >= 0 && unit < columns)) {
    throw new Error(`An intervention names unit ${unit + 1}, but there are ${columns}`);
  }
  if (row !== 'all' && !(row >= 0 && row < rows)) {
    throw new Error(`An intervention names row ${row + 1}, but there are ${rows}`);
  }
  for (let r = 0; r < rows; r += 1) {
    if (row !== 'all' && r !== row) continue;
    for (let k = 0; k < columns; k += 1) if (unit === 'all' || k === unit) act(r * columns + k);
  }
}
