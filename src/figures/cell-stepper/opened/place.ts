/** Where a quantity is opened: the network, the run, one unit at one step, and how numbers there are named. */
import { squashing } from '../../../engine/cells/activations.ts';
import type { CellKind } from '../../../engine/cells/contract.ts';
import { entry } from '../../../engine/matrix.ts';
import { type Colour, stripsOf } from '../cells.ts';
import { inputsOf, type Run, type TrainedNetwork, valueAt } from '../network.ts';
import type { OpenedNumber, OpenedSquash } from './parts.ts';

export interface Place {
  readonly trained: TrainedNetwork;
  readonly run: Run;
  readonly letters: string;
  /** From 1. */
  readonly unit: number;
  readonly step: number;
}

/** Blocks of the stacked weights in PyTorch's order, with their subscripts. */
export const blocks: Readonly<Record<CellKind, readonly (readonly [quantity: string, subscript: string])[]>> = {
  lstm: [
    ['inputGate', 'i'],
    ['forgetGate', 'f'],
    ['candidate', 'g'],
    ['outputGate', 'o'],
  ],
  gru: [
    ['resetGate', 'r'],
    ['updateGate', 'z'],
    ['candidate', 'n'],
  ],
  rnn: [['preActivation', 'h']],
};

/** A quantity of a unit at a step, both from 1; the drawn unit and this step unless said otherwise. */
export function quantityAt(place: Place, name: string, unit = place.unit, step = place.step): OpenedNumber {
  return { name, unit, step, value: valueAt(place.run, name, unit - 1, step - 1), colour: colourOf(place, name) };
}

/** What follows from others, printed under a name of its own at the drawn unit and this step. */
export function derived(place: Place, name: string, value: number, colour: Colour | null = null): OpenedNumber {
  return { name, unit: place.unit, step: place.step, value, colour };
}

export function colourOf({ trained }: Pick<Place, 'trained'>, name: string): Colour | null {
  return stripsOf[trained.network.description.cell].find((strip) => strip.name === name)?.colour ?? null;
}

/** Entry (row, column) of a parameter, from 0; 0 where the network has no such parameter. */
export function weightAt({ trained }: Place, name: string, row: number, column: number): number {
  const has = trained.network.shapes.some((shape) => shape.name === `rnn.${name}_l0`);
  return has ? entry(trained.parameters.get(`rnn.${name}_l0`), row, column) : 0;
}

/** What is read at this step, (I). */
export function inputAt({ trained, letters, step }: Place): ArrayLike<number> {
  return inputsOf(trained, letters.charAt(step - 1))[0]?.data ?? [];
}

export function squashOf(choice: Parameters<typeof squashing>[0], x: number, result: OpenedNumber): OpenedSquash {
  const name = typeof choice === 'string' ? choice : choice.name;
  const { apply } = squashing(choice);
  return { letter: name === 'sigmoid' ? 'σ' : name, apply, result: { ...result, value: apply(x) } };
}
