/** What a term of an equation is worth for one unit at one step: what stands in its place when numbers are asked for. */
import { openQuantity } from './open.ts';
import { type Opened, type OpenedNumber, totalOf } from './parts.ts';
import { derived, type Place, quantityAt } from './place.ts';

/** Null for an equation with a term that is no number of one unit, as the whole of the old state. */
export function termValues(
  place: Place,
  quantity: Opened['quantity'],
  terms: readonly string[],
): OpenedNumber[] | null {
  const opened = openQuantity(place, quantity);
  const numbers = terms.map((term) => termValue(place, opened, term));
  return numbers.includes(null) ? null : (numbers as OpenedNumber[]);
}

function termValue(place: Place, opened: Opened, term: string): OpenedNumber | null {
  const { quantity, inner, rows, sum, last, result } = opened;
  // What the equation computes, also where another value is held.
  if (term === quantity) return result;
  const sumOf = (kind: 'input' | 'recurrent', colour: OpenedNumber['colour']) =>
    derived(place, term, totalOf(rows.filter((row) => row.kind === kind)), colour);
  const whole = rows.find(({ kind }) => kind === 'inner')?.factors[1];
  if (term === `${quantity}InputSum`) return sumOf('input', 'input');
  if (term === `${quantity}RecurrentSum`) return whole ?? sumOf('recurrent', 'hidden');
  const factors = [...inner, ...rows, ...(last ? [last] : [])].flatMap((row) => row.factors);
  if (term.startsWith('b_')) return factors.find(({ name }) => name.startsWith(`${term}[`)) ?? null;
  const old = /^previous([A-Z])(\w*)$/.exec(term);
  const name = old ? `${old[1]?.toLowerCase()}${old[2]}` : term;
  const spot = quantityOrNull(place, name, old ? place.step - 1 : place.step);
  if (!spot) return null;
  // Of a product with a matrix the old state of one unit is only a part.
  const isOwn = rows.some(({ kind }) => kind === 'state' || kind === 'inner') || last !== null || rows.length === 0;
  const isUsed = [...factors, sum].some((number) => number.name === name && number.step === spot.step);
  return isOwn && (isUsed || name === 'updateGate') ? spot : null;
}

function quantityOrNull(place: Place, name: string, step: number): OpenedNumber | null {
  return name in place.run.values ? quantityAt(place, name, place.unit, step) : null;
}
