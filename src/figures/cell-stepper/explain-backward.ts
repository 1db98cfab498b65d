/** A backward equation with its numbers in it, for one unit at one step: `df = 2.4 × 10⁻³ · 1.06 = 2.5 × 10⁻³`. */
import { formatGradient, formatValue } from '../shared/numbers.ts';
import { stripsOf } from './cells.ts';
import { type Factor, type Products, productsOf, sumOf } from './chain.ts';
import type { Forcing } from './forced.ts';
import type { Stepper } from './model.ts';
import { valueAt } from './network.ts';

/** A number of the line; what stands between numbers is plain text. Unit and step count from 1. */
export interface BackwardNumber {
  readonly text: string;
  /** `factor`: what follows from others and is drawn nowhere. */
  readonly kind: Factor['kind'] | 'factor';
  readonly quantity: string;
  readonly unit: number;
  readonly step: number;
  /** The term of the equation that it is the value of. */
  readonly term: string | null;
  readonly isResult?: boolean;
}

export interface BackwardLine {
  readonly parts: readonly (string | BackwardNumber)[];
  /** Where the quantity is forced: how, and what the engine passes on. */
  readonly held: { readonly kind: Forcing; readonly number: BackwardNumber } | null;
}

/** What follows from others and is drawn nowhere. */
const derived = [
  ...['seed', 'throughWeights', 'throughPeepholes', 'throughCandidate', 'frozen'],
  ...['slope', 'writtenShare', 'keptShare', 'gap', 'recurrentSum', 'minusOne'],
];

/** Null for what this cell has no equation for. */
export function explainBackward(stepper: Stepper, quantity: string): BackwardLine | null {
  const { unit, step } = stepper.state.now.value;
  const found = productsAt(stepper, quantity, step);
  const letter = stripsOf[stepper.cell].find(({ name }) => name === quantity)?.letter;
  if (!found || letter === undefined) return null;
  const { products, gradient, forced } = found;
  const place = { quantity, unit, step, term: quantity };
  const passed: BackwardNumber = { ...place, text: formatGradient(gradient), kind: 'gradient', isResult: true };
  const result: BackwardNumber = forced
    ? { ...place, text: formatGradient(sumOf(products)), kind: 'factor', isResult: true }
    : passed;
  return {
    parts: [`d${letter} = `, ...products.flatMap((factors, k) => product(factors, k > 0)), ' = ', result],
    held: forced ? { kind: forced, number: passed } : null,
  };

  function product(factors: readonly Factor[], isLater: boolean): (string | BackwardNumber)[] {
    return factors.flatMap((factor, k) => {
      const number = numberOf(factor);
      // A sign in the middle of a sum or a product stands in brackets.
      const isBracketed = number.text.startsWith('−') && (isLater || k > 0);
      const before = k > 0 ? ' · ' : isLater ? ' + ' : '';
      return [before + (isBracketed ? '(' : ''), number, isBracketed ? ')' : ''].filter((part) => part !== '');
    });
  }

  function numberOf(factor: Factor): BackwardNumber {
    const at = { unit, step: factor.step + 1 };
    if (derived.includes(factor.quantity)) {
      const text = formatGradient(factor.value);
      return { ...at, text, kind: 'factor', quantity: factor.quantity, term: null };
    }
    const { kind, quantity: name } = factor;
    if (kind === 'forward') return { ...at, text: formatValue(factor.value), kind, quantity: name, term: null };
    const term = at.step > step ? `next${name.charAt(0).toUpperCase()}${name.slice(1)}` : name;
    return { ...at, text: formatGradient(factor.value), kind, quantity: name, term };
  }
}

/** Of the run on view, at a step from 1. */
export function productsAt(
  stepper: Stepper,
  quantity: string,
  step: number,
): { products: Products; gradient: number; forced: Forcing | null } | null {
  const { state, shown, backward, question } = stepper;
  const { unit, view } = state.now.value;
  const interventions = question.value?.interventions ?? [];
  const passes = { forward: shown.value, backward: backward.shown.value, interventions };
  const products = productsOf(passes, quantity, unit - 1, step - 1);
  if (!products) return null;
  const entry = view === 'before' ? undefined : stepper.forcedAt(quantity, unit, step);
  return {
    products,
    gradient: valueAt(backward.shown.value, quantity, unit - 1, step - 1),
    forced: entry?.isOn ? entry.kind : null,
  };
}
