/** The states before the first step: zeros, and what the reader puts in their place. */
import type { StateName, States } from '../../engine/cells/contract.ts';
import { createMatrix } from '../../engine/matrix.ts';
import { readDecimal, readInteger } from '../shared/fields.ts';
import type { TrainedNetwork } from './network.ts';

/** Unit counts from 1. */
export interface InitialValue {
  readonly quantity: StateName;
  readonly unit: number;
  readonly value: number;
}

/** A trained state stays well inside this. */
export const initialRange = [-3, 3] as const;

/** Null where nothing is set, and the engine begins with zeros by itself. */
export function initialStates({ network }: TrainedNetwork, values: readonly InitialValue[]): States | undefined {
  if (values.length === 0) return undefined;
  const { cell, hiddenSize } = network.description;
  const hiddenState = createMatrix(1, hiddenSize);
  const cellState = createMatrix(1, hiddenSize);
  for (const { quantity, unit, value } of values) {
    (quantity === 'cellState' ? cellState : hiddenState).data[unit - 1] = value;
  }
  return cell === 'lstm' ? { hiddenState, cellState } : { hiddenState };
}

/** In a link `c2:-0.5` is the cell state of unit 2 before the first step. */
export function initialItem({ network }: TrainedNetwork) {
  const { cell, hiddenSize } = network.description;
  return {
    write: ({ quantity, unit, value }: InitialValue) =>
      `${quantity === 'cellState' ? 'c' : 'h'}${unit}:${Number(value.toFixed(3))}`,
    read(text: string): InitialValue | undefined {
      const parts = (cell === 'lstm' ? /^([hc])(\d{1,3}):(-?[\d.]+)$/ : /^(h)(\d{1,3}):(-?[\d.]+)$/).exec(text);
      const unit = readInteger(parts?.[2] ?? '', 1, hiddenSize);
      const value = readDecimal(parts?.[3] ?? '', ...initialRange);
      if (unit === undefined || value === undefined) return undefined;
      return { quantity: parts?.[1] === 'c' ? 'cellState' : 'hiddenState', unit, value };
    },
    placeOf: ({ quantity, unit }: InitialValue) => `${quantity} ${unit}`,
  };
}
