/**
 * Interventions: "hold the forget gate of unit 2 at 0 from step 6 to step 9", as plain data.
 *
 * They are part of a run: they can be stored, put in a link, compared. Applied during the forward pass they flow on
 * through everything later; on the way back a forced value passes no gradient.
 */

import type { Hook, QuantityName } from './cells/contract.ts';
import type { Matrix } from './matrix.ts';

/** `set` replaces by `value`. `scale` (times value) and `freeze` (as one step before) are reserved and refused for now. */
type InterventionKind = 'set' | 'scale' | 'freeze';

export type Direction = 'forward' | 'reverse';

export interface Intervention {
  readonly kind: InterventionKind;
  readonly quantity: QuantityName;
  /** Unit from 0, or all of them. */
  readonly unit: number | 'all';
  /** Steps from 0, both inclusive. */
  readonly firstStep: number;
  readonly lastStep: number;
  readonly value: number;
  /** Row of the batch from 0, or all rows. */
  readonly row: number | 'all';
  /** Layer from 0. */
  readonly layer: number;
  readonly direction: Direction;
}

/** A set of one unit at one step, in the first layer, for every row: what the stepper makes. */
export function setUnit(quantity: QuantityName, unit: number | 'all', step: number, value: number): Intervention {
  const place = { row: 'all', layer: 0, direction: 'forward' } as const;
  return { kind: 'set', quantity, unit, firstStep: step, lastStep: step, value, ...place };
}

export interface Place {
  readonly step: number;
  readonly layer: number;
  readonly direction: Direction;
}

/**
 * The interventions on one layer and direction of a stack, as that layer by itself understands them: in layer 0, forward,
 * with steps counted as it reads them. A reverse layer reads a row of n steps from step n - 1 down.
 */
export function interventionsOn(
  interventions: readonly Intervention[],
  { layer, direction }: Pick<Place, 'layer' | 'direction'>,
  steps: number,
  lengths: readonly number[] | undefined,
): Intervention[] {
  const meant = interventions.filter((one) => one.layer === layer && one.direction === direction);
  const alone = meant.map((one): Intervention => ({ ...one, layer: 0, direction: 'forward' }));
  if (direction === 'forward') return alone;
  const turned = (one: Intervention, length: number): Intervention => ({
    ...one,
    firstStep: length - 1 - one.lastStep,
    lastStep: length - 1 - one.firstStep,
  });
  if (!lengths) return alone.map((one) => turned(one, steps));
  return alone.flatMap((one) =>
    lengths.flatMap((length, row) => (one.row === 'all' || one.row === row ? [{ ...turned(one, length), row }] : [])),
  );
}

/**
 * The hook that applies those interventions that fall on this step, layer and direction; null when none does.
 * Throws a sentence for a kind that is not offered yet or a value that is not a finite number.
 */
export function hookFor(interventions: readonly Intervention[], place: Place): Hook | null {
  const here = interventions.filter(
    ({ firstStep, lastStep, layer, direction }) =>
      firstStep <= place.step && place.step <= lastStep && layer === place.layer && direction === place.direction,
  );
  if (here.length === 0) return null;
  for (const { kind, value } of here) {
    if (kind !== 'set') throw new Error(`An intervention of kind ${kind} is not offered yet; use set`);
    if (!Number.isFinite(value)) throw new Error(`An intervention must set a finite number, got ${value}`);
  }
  const fill = (quantity: QuantityName, matrix: Matrix, newValue: (intervention: Intervention) => number) => {
    for (const intervention of here) {
      if (intervention.quantity === quantity) fillEntries(matrix, intervention, newValue(intervention));
    }
  };
  return {
    force: (quantity, values) => fill(quantity, values, ({ value }) => value),
    block: (quantity, gradient) => fill(quantity, gradient, () => 0),
  };
}

function fillEntries(matrix: Matrix, { unit, row }: Intervention, value: number): void {
  if (unit !== 'all' && !(unit >= 0 && unit < matrix.columns)) {
    throw new Error(`An intervention names unit ${unit + 1}, but there are ${matrix.columns}`);
  }
  if (row !== 'all' && !(row >= 0 && row < matrix.rows)) {
    throw new Error(`An intervention names row ${row + 1}, but there are ${matrix.rows}`);
  }
  for (let r = 0; r < matrix.rows; r += 1) {
    if (row !== 'all' && r !== row) continue;
    for (let k = 0; k < matrix.columns; k += 1) {
      if (unit === 'all' || k === unit) matrix.data[r * matrix.columns + k] = value;
    }
  }
}
