/** What the reader forces: an entry of the list, where it acts, and how it is written in a link. */
import type { QuantityName } from '../../engine/cells/contract.ts';
import type { Intervention } from '../../engine/interventions.ts';
import { readDecimal, readInteger } from '../shared/fields.ts';
import type { StripKind } from './cells.ts';

/** To a value, times a value, or as it was one step before. */
export const forcings = ['set', 'scale', 'freeze'] as const;
export type Forcing = (typeof forcings)[number];

/** Unit and steps count from 1, as in everything printed; both steps are inside. */
export interface Forced {
  readonly quantity: QuantityName;
  readonly unit: number | 'all';
  readonly firstStep: number;
  readonly lastStep: number;
  readonly kind: Forcing;
  /** 0 where it is not read: a frozen value has none of its own. */
  readonly value: number;
  /** Switched off it stays in the list, and the network's own value holds. */
  readonly isOn: boolean;
}

/** A quantity is scaled by a factor in this range. */
export const factorRange = [-4, 4] as const;

/** What a value of this kind may be. */
export function rangeOf(strip: StripKind, kind: Forcing): readonly [number, number] {
  return kind === 'scale' ? factorRange : (strip.range ?? [0, 0]);
}

/** Where a quantity may be frozen from: before the first step there is a state, and no gate. */
export function firstFrozen(quantity: string): number {
  return quantity === 'cellState' || quantity === 'hiddenState' ? 1 : 2;
}

export function covers(entry: Forced, quantity: string, unit: number, step: number): boolean {
  const isUnit = entry.unit === 'all' || entry.unit === unit;
  return entry.quantity === quantity && isUnit && entry.firstStep <= step && step <= entry.lastStep;
}

/** One unit at one step. */
export function isSquare({ unit, firstStep, lastStep }: Forced): boolean {
  return unit !== 'all' && firstStep === lastStep;
}

/** Names a place in the drawing: "forgetGate2@6-6". */
export function placeOf({ quantity, unit, firstStep, lastStep }: Omit<Forced, 'kind' | 'value' | 'isOn'>): string {
  return `${quantity}${unit}@${firstStep}-${lastStep}`;
}

export function interventionOf({ kind, quantity, unit, firstStep, lastStep, value }: Forced): Intervention {
  const place = {
    firstStep: firstStep - 1,
    lastStep: lastStep - 1,
    row: 'all',
    layer: 0,
    direction: 'forward',
  } as const;
  return { kind, quantity, unit: unit === 'all' ? 'all' : unit - 1, value, ...place };
}

/**
 * `f2@6:0.25` is the forget gate of unit 2 at step 6 held at 0.25; `f*@6-9:x0.5` that of all units from step 6 to 9 times
 * a half; `f2@6:hold` as it was at step 5. `:off` follows where it is switched off.
 */
export function forcedItem(strips: readonly StripKind[], steps: number, units: number) {
  return {
    write({ quantity, unit, firstStep, lastStep, kind, value, isOn }: Forced): string {
      const letter = strips.find(({ name }) => name === quantity)?.letter ?? '';
      const until = lastStep > firstStep ? `-${lastStep}` : '';
      const number = Number(value.toFixed(3));
      const does = { set: `${number}`, scale: `x${number}`, freeze: 'hold' }[kind];
      return `${letter}${unit === 'all' ? '*' : unit}@${firstStep}${until}:${does}${isOn ? '' : ':off'}`;
    },
    read(text: string): Forced | undefined {
      const parts = /^([a-z])(\d{1,3}|\*)@(\d{1,3})(?:-(\d{1,3}))?:(hold|(x?)(-?[\d.]+))(:off)?$/.exec(text);
      const strip = strips.find(({ letter, range }) => letter === parts?.[1] && range !== null);
      if (!parts || !strip || strip.name === 'probability' || strip.name === 'input') return undefined;
      const [, , who = '', from = '', to = from, does = '', times = '', number = ''] = parts;
      const kind: Forcing = does === 'hold' ? 'freeze' : times === 'x' ? 'scale' : 'set';
      const unit = who === '*' ? 'all' : readInteger(who, 1, units);
      const firstStep = readInteger(from, kind === 'freeze' ? firstFrozen(strip.name) : 1, steps);
      const lastStep = readInteger(to, firstStep ?? 1, steps);
      const value = kind === 'freeze' ? 0 : readDecimal(number, ...rangeOf(strip, kind));
      if (unit === undefined || firstStep === undefined || lastStep === undefined || value === undefined)
        return undefined;
      return { quantity: strip.name, unit, firstStep, lastStep, kind, value, isOn: parts[8] === undefined };
    },
    // Scaling twice is not scaling once: such entries stay apart by what they do.
    placeOf: (entry: Forced) => `${placeOf(entry)} ${entry.kind}${entry.kind === 'scale' ? entry.value : ''}`,
  };
}
