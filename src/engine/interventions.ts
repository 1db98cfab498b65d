/**
 * Interventions: "hold the forget gate of unit 2 at 0 from step 6 to step 9", as plain data.
 *
 * They are part of a run: they can be stored, put in a link, compared. Applied during the forward pass they flow on
 * through everything later; what becomes of the gradient on the way back is said with each kind. `sequence/forcing.ts`
 * applies them.
 */

import type { QuantityName } from './cells/contract.ts';

/**
 * `set` replaces by `value`: no gradient passes. `scale` multiplies by `value`: so is the gradient. `freeze` takes the
 * value of one step before, in the order in which the layer reads, whatever that step holds: the gradient goes there, on
 * top of what that step gets anyway. Before the first step there are only the initial states: nothing else can be frozen
 * there. Several at one place act in the order of the list, each on what the one before it left.
 */
export type InterventionKind = 'set' | 'scale' | 'freeze';

export type Direction = 'forward' | 'reverse';

export interface Intervention {
  readonly kind: InterventionKind;
  readonly quantity: QuantityName;
  /** Unit from 0, or all of them. */
  readonly unit: number | 'all';
  /** Steps from 0, both inclusive. */
  readonly firstStep: number;
  readonly lastStep: number;
  /** Not read by `freeze`. */
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

/**
 * The interventions on one layer and direction of a stack, as that layer by itself understands them: in layer 0, forward,
 * with steps counted as it reads them. A reverse layer reads a row of n steps from step n - 1 down.
 */
export function interventionsOn(
  interventions: readonly Intervention[],
  { layer, direction }: Pick<Intervention, 'layer' | 'direction'>,
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
