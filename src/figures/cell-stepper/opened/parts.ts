/** A quantity opened up: what one unit's number at one step is made of, term by term, each with its own number. */
import type { QuantityName } from '../../../engine/cells/contract.ts';
import type { Colour } from '../cells.ts';

/** A number, under the name it is printed by. Unit and step count from 1; step 0 is before the first. */
export interface OpenedNumber {
  /** A quantity, `input`, a weight such as `W_hf[2, 3]`, or what follows from others. */
  readonly name: string;
  readonly unit: number;
  readonly step: number;
  readonly value: number;
  readonly colour: Colour | null;
}

/** One term of a sum: what is multiplied (or, of biases, added) and what comes out. */
export interface OpenedRow {
  readonly kind: 'input' | 'recurrent' | 'peephole' | 'bias' | 'state' | 'inner' | 'complement' | 'rest';
  readonly sign: '×' | '+';
  readonly factors: readonly OpenedNumber[];
  readonly result: OpenedNumber;
  /** Where the sum stood before this term. */
  readonly from: number;
  /** Of `rest`: the terms that are summed in it. */
  readonly hidden?: readonly OpenedRow[];
}

/** A function on the way to the result. */
export interface OpenedSquash {
  /** As written: σ, tanh. */
  readonly letter: string;
  readonly result: OpenedNumber;
  apply(x: number): number;
}

export interface Opened {
  readonly quantity: QuantityName;
  /** Terms of an inner sum, which a row of the outer one multiplies as a whole. */
  readonly inner: readonly OpenedRow[];
  readonly rows: readonly OpenedRow[];
  readonly sum: OpenedNumber;
  /** The sum where it was cut off before it was squashed. */
  readonly clipped: number | null;
  readonly squash: OpenedSquash | null;
  /** What multiplies the squashed value at the end: the output gate. */
  readonly last: OpenedRow | null;
  /** What the network makes of it, forced or not. */
  readonly result: OpenedNumber;
}

/** Names a number among all that are printed. */
export function keyOf({ name, unit, step }: Pick<OpenedNumber, 'name' | 'unit' | 'step'>): string {
  return `${name} ${unit}@${step}`;
}

/** Each term set after the one before: where the sum stood. */
export function stacked(rows: readonly Omit<OpenedRow, 'from'>[], start = 0): OpenedRow[] {
  let from = start;
  return rows.map((row) => {
    const placed = { ...row, from };
    from += row.result.value;
    return placed;
  });
}

export function totalOf(rows: readonly Pick<OpenedRow, 'result'>[]): number {
  return rows.reduce((sum, { result }) => sum + result.value, 0);
}
