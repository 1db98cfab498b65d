/** Where a quantity is opened: the run, one unit at one step, and how numbers there are named. */
import { squashing } from '../../../engine/cells/activations.ts';
import { entry } from '../../../engine/matrix.ts';
import { type Colour, stripsOf } from '../cells.ts';
import { cellOf, type Run, type TrainedNetwork, valueAt } from '../network.ts';
import { squashingOf, squashSign } from '../sums.ts';
import { writeWeight } from '../weight-names.ts';
import type { OpenedNumber, OpenedSquash } from './parts.ts';

export interface Place {
  readonly run: Run;
  /** From 1. */
  readonly unit: number;
  readonly step: number;
}

/** A quantity of a unit at a step, both from 1; the drawn unit and this step unless said otherwise. */
export function quantityAt(place: Place, name: string, unit = place.unit, step = place.step): OpenedNumber {
  const value = valueAt(place.run, name, unit - 1, step - 1);
  return { name, unit, step, value, colour: colourOf(place.run.trained, name) };
}

/** What follows from others, printed under a name of its own at the drawn unit and this step. */
export function derived(place: Place, name: string, value: number, colour: Colour | null = null): OpenedNumber {
  return { name, unit: place.unit, step: place.step, value, colour };
}

function colourOf(trained: TrainedNetwork, name: string): Colour | null {
  return stripsOf[cellOf(trained)].find((strip) => strip.name === name)?.colour ?? null;
}

/** A weight or bias as the equations call it; `column` counts from 1, null where it has none. */
export function weightOf(
  place: Place,
  letter: 'W' | 'b',
  subscript: string,
  column: number | null,
  value: number,
): OpenedNumber {
  return derived(place, writeWeight({ letter, subscript, row: place.unit, column }), value);
}

/** Entry of a bias, from 0. */
export function biasAt({ run }: Place, name: 'bias_ih' | 'bias_hh', row: number): number {
  return entry(run.trained.parameters.get(`rnn.${name}_l0`), 0, row);
}

/** The function that makes `quantity` from its argument; the result is printed as `as`. */
export function squashOf({ run }: Place, quantity: string, x: number, as: OpenedNumber): OpenedSquash {
  const { apply } = squashing(squashingOf(run.trained, quantity) ?? 'identity');
  return { letter: squashSign(run.trained, quantity), apply, result: { ...as, value: apply(x) } };
}
