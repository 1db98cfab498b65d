/**
 * Numbers in the place of symbols: in each equation beside the figure every outermost term gives way to its number for
 * the chosen unit and step, set in the equation's own type. An equation with a term that is no single number keeps its
 * symbols.
 */
import { effect } from '@preact/signals';
import type { QuantityName } from '../../engine/cells/contract.ts';
import { formatValue } from '../shared/numbers.ts';
import type { Stepper } from './model.ts';
import type { OpenedNumber } from './opened/parts.ts';
import { termValues } from './opened/term-values.ts';
import { nameOf } from './term-groups.ts';

export function areTermsNumbers({ state }: Stepper): boolean {
  return state.now.value.terms === 'numbers';
}

export function toggleTerms({ state }: Stepper): void {
  state.change({ terms: state.now.peek().terms === 'numbers' ? 'symbols' : 'numbers' });
}

/** Returns the way back. */
export function connectInPlace(stepper: Stepper, equations: readonly HTMLElement[]): () => void {
  const found = equations.flatMap((equation) => {
    const quantity = quantityOf(stepper, equation);
    return quantity ? [{ equation, quantity, terms: outermost(equation) }] : [];
  });
  let wasOn = false;
  return effect(() => {
    const isOn = areTermsNumbers(stepper);
    if (isOn !== wasOn)
      holdHeights(
        found.map(({ equation }) => equation),
        isOn,
      );
    wasOn = isOn;
    for (const { equation, quantity, terms } of found) {
      const numbers = isOn ? termValues(stepper.opening.place.value, quantity, terms.map(nameOf)) : null;
      equation.toggleAttribute('data-in-place', numbers !== null);
      for (const [k, term] of terms.entries()) show(term, numbers?.[k] ?? null);
    }
  });
}

/** An equation in numbers is no lower than it was in symbols, so that the text under it stays where it is. */
function holdHeights(equations: readonly HTMLElement[], isHeld: boolean): void {
  const bodies = equations.flatMap((equation) => equation.querySelector<HTMLElement>('.equation-body') ?? []);
  const heights = bodies.map((body) => (isHeld ? `${body.getBoundingClientRect().height}px` : ''));
  for (const [k, body] of bodies.entries()) body.style.minHeight = heights[k] ?? '';
}

/** Whether an equation can stand in numbers: each of its terms is worth one. */
export function hasNumbers(stepper: Stepper, equation: HTMLElement): boolean {
  const quantity = quantityOf(stepper, equation);
  const names = outermost(equation).map(nameOf);
  return quantity !== null && termValues(stepper.opening.place.peek(), quantity, names) !== null;
}

function quantityOf({ opening }: Stepper, { dataset }: HTMLElement): QuantityName | null {
  return opening.subSteps.find((name) => name === dataset['quantityOf']) ?? null;
}

/** Terms that stand in no other. */
export function outermost(holder: Element): HTMLElement[] {
  return [...holder.querySelectorAll<HTMLElement>('.katex-html [data-term]')].filter(
    (term) => !term.parentElement?.closest('[data-term]'),
  );
}

function show(term: HTMLElement, number: OpenedNumber | null): void {
  const data = number && { quantity: number.name, unit: `${number.unit}`, step: `${number.step}` };
  showText(term, number && formatValue(number.value), data ?? {}, number?.colour ?? null);
}

/** Null puts the symbol back. `data` is what it is printed under. */
export function showText(
  term: HTMLElement,
  text: string | null,
  data: Readonly<Record<string, string>> = {},
  colour: string | null = null,
): void {
  const old = term.querySelector<HTMLElement>(':scope > .term-number');
  term.toggleAttribute('data-number', text !== null);
  if (text === null) {
    old?.remove();
    return;
  }
  const place = old ?? document.createElement('span');
  place.className = 'mord term-number';
  place.textContent = text.startsWith('−') && /[+−⊙×]$/.test(textBefore(term)) ? `(${text})` : text;
  place.style.color = colour ? `var(--${colour})` : '';
  Object.assign(place.dataset, data);
  // Before the space that KaTeX sets behind a term.
  if (!old) term.prepend(place);
}

/** After a sign a negative number stands in brackets. KaTeX sets an equation in pieces, one after each relation and sign. */
function textBefore(term: HTMLElement): string {
  const piece = term.parentElement;
  const before = term.previousElementSibling?.textContent || piece?.previousElementSibling?.textContent || '';
  return before.replace(/[\s\u200b]+$/, '');
}
