/** A backward equation with its numbers in it, for one unit at one step: `df = 2.4 × 10⁻³ · 1.06 = 2.5 × 10⁻³`. */
import { formatGradient, formatValue } from '../shared/numbers.ts';
import { stripsOf } from './cells.ts';
import { type Factor, type Products, productOf, productsOf, sumOf } from './chain.ts';
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
  /** What the engine passes on where the quantity is held: nothing. */
  readonly held: BackwardNumber | null;
}

const derived = ['seed', 'throughWeights', 'slope', 'writtenShare', 'gap', 'recurrentSum'];

/** Null for what this cell has no equation for. */
export function explainBackward(stepper: Stepper, quantity: string): BackwardLine | null {
  const { unit, step } = stepper.state.now.value;
  const found = productsAt(stepper, quantity, step);
  const letter = stripsOf[stepper.cell].find(({ name }) => name === quantity)?.letter;
  if (!found || letter === undefined) return null;
  const { products, gradient, isHeld } = found;
  const place = { quantity, unit, step, term: quantity };
  const result: BackwardNumber = isHeld
    ? { ...place, text: formatGradient(sumOf(products)), kind: 'factor', isResult: true }
    : { ...place, text: formatGradient(gradient), kind: 'gradient', isResult: true };
  return {
    parts: [`d${letter} = `, ...products.flatMap((factors, k) => product(factors, k > 0)), ' = ', result],
    held: isHeld ? { ...place, text: formatGradient(gradient), kind: 'gradient', isResult: true } : null,
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

/** The two ways by which the gradient comes to the cell state of the step before, and what they make together. */
export interface Paths {
  /** From 1: the step whose cell state they lead to. */
  readonly step: number;
  readonly cell: number;
  readonly gates: number;
  /** The engine's gradient there; 0 where that cell state is held. */
  readonly whole: number;
  readonly isHeld: boolean;
}

/** Null before the first step, and in cells without a cell state. */
export function pathsBack(stepper: Stepper): Paths | null {
  const step = stepper.state.now.value.step - 1;
  const found = step < 1 ? null : productsAt(stepper, 'cellState', step);
  if (!found) return null;
  const [alongCell = [], throughGates = []] = found.products;
  const paths = { cell: productOf(alongCell), gates: productOf(throughGates) };
  return { step, ...paths, whole: found.gradient, isHeld: found.isHeld };
}

/** Of the run on view, at a step from 1. */
function productsAt(
  stepper: Stepper,
  quantity: string,
  step: number,
): { products: Products; gradient: number; isHeld: boolean } | null {
  const { state, shown, backward } = stepper;
  const { unit, view } = state.now.value;
  const passes = { forward: shown.value, backward: backward.shown.value };
  const products = productsOf(passes, quantity, unit - 1, step - 1);
  if (!products) return null;
  return {
    products,
    gradient: valueAt(backward.shown.value, quantity, unit - 1, step - 1),
    isHeld: view !== 'before' && stepper.forcedAt(quantity, unit, step)?.isOn === true,
  };
}
