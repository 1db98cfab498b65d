/** The reader's own weights and biases in place of a network's. */
import { copyParameters } from '../../engine/parameters.ts';
import { readDecimal, readInteger } from '../shared/fields.ts';
import type { TrainedNetwork } from './network.ts';
import { findWeight, type WeightName, weightName } from './weight-names.ts';

/** One entry of a parameter by the engine's name; row and column count from 1. A bias has one row for each entry. */
export interface ChangedWeight {
  /** `rnn.weight_hh_l0` */
  readonly name: string;
  readonly row: number;
  readonly column: number;
  readonly value: number;
}

/** Wide enough for any gate to be shut for good: sigmoid of 20 is 1 to eight digits. */
export const weightRange = [-20, 20] as const;

/** The same network with these numbers in their places. The one given stays as it is. */
export function withWeights(trained: TrainedNetwork, changed: readonly ChangedWeight[]): TrainedNetwork {
  if (changed.length === 0) return trained;
  const parameters = copyParameters(trained.parameters);
  for (const one of changed) parameters.data[weightIndex(trained, one) ?? -1] = one.value;
  return { ...trained, parameters };
}

/** Where it stands among all parameters, from 0; undefined where there is no such entry. */
export function weightIndex({ network }: TrainedNetwork, place: Omit<ChangedWeight, 'value'>): number | undefined {
  let first = 0;
  for (const { name, shape } of network.shapes) {
    const [rows, columns = 1] = shape;
    if (name === place.name) {
      const isInside = place.row >= 1 && place.row <= rows && place.column >= 1 && place.column <= columns;
      return isInside ? first + (place.row - 1) * columns + place.column - 1 : undefined;
    }
    first += rows * columns;
  }
  return undefined;
}

/** The entry at a place among all parameters (from 0). */
export function weightAt({ network }: TrainedNetwork, index: number): Omit<ChangedWeight, 'value'> {
  let first = 0;
  for (const { name, shape } of network.shapes) {
    const [rows, columns = 1] = shape;
    const at = index - first;
    first += rows * columns;
    if (index < first) return { name, row: Math.floor(at / columns) + 1, column: (at % columns) + 1 };
  }
  throw new Error(`There is no parameter ${index + 1}; there are ${first}`);
}

/** In a link `Whf2.3:0.5` is entry (2, 3) of W_hf, as the chapters call it, and `bif2:1` entry 2 of b_if. */
export function weightItem(trained: TrainedNetwork) {
  return {
    write(changed: ChangedWeight): string {
      const { letter, subscript, row, column } = weightName(trained, weightIndex(trained, changed) ?? 0);
      return `${letter}${subscript}${row}${column === null ? '' : `.${column}`}:${Number(changed.value.toFixed(4))}`;
    },
    read(text: string): ChangedWeight | undefined {
      const parts = /^([Wb])([a-z]{1,2})(\d{1,3})(?:\.(\d{1,3}))?:(-?[\d.]+)$/.exec(text);
      if (!parts) return undefined;
      const [, letter = '', subscript = '', rowText = '', columnText] = parts;
      const row = readInteger(rowText, 1, 999);
      const column = columnText === undefined ? null : readInteger(columnText, 1, 999);
      const value = readDecimal(parts[5] ?? '', ...weightRange);
      if (row === undefined || column === undefined || value === undefined) return undefined;
      const index = findWeight(trained, { letter: letter as WeightName['letter'], subscript, row, column });
      return index === undefined ? undefined : { ...weightAt(trained, index), value };
    },
    placeOf: ({ name, row, column }: ChangedWeight) => `${name} ${row} ${column}`,
  };
}
