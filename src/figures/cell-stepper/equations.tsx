/**
 * Ties the stepper to the equations beside it: a term that is pointed at lights its wire, strip and number, and the
 * other way round; under each equation stand its numbers for the chosen unit and step.
 */
import { effect } from '@preact/signals';
import { render } from 'preact';
import { format, formatValue } from '../shared/numbers.ts';
import { type ExplainedNumber, explain } from './explain.ts';
import type { Stepper } from './model.ts';
import { areNumbersShown, showNumbers } from './shown-numbers.ts';
import type { StepperTexts } from './texts.ts';

/** Returns the way back. */
export function connectEquations(stepper: Stepper, texts: StepperTexts, figure: Element): () => void {
  const chapter = figure.closest('main') ?? document.body;
  const beside = figure.closest('.beside');
  const equations = [...(beside?.querySelectorAll<HTMLElement>('[data-quantity-of]') ?? [])];
  const known = new Set(stepper.strips.map(({ name }) => name as string));

  const lines = equations.flatMap((equation) => {
    const quantity = equation.dataset['quantityOf'] ?? '';
    const line = equation.querySelector('[data-equation-numbers]');
    if (!line || !known.has(quantity)) return [];
    render(<Line stepper={stepper} texts={texts} quantity={quantity} />, line);
    return [line];
  });
  const heads = [...(beside?.querySelectorAll('[data-equation-head]') ?? [])];
  for (const head of heads) render(<Head stepper={stepper} texts={texts} />, head);

  const point = (event: Event) => {
    const term = (event.target as Element).closest?.<HTMLElement>('[data-term]')?.dataset['term'];
    if (term !== undefined && beside?.contains(event.target as Node)) stepper.lit.value = term;
  };
  const leave = (event: Event) => {
    if ((event.target as Element).closest?.('[data-term], [data-quantity-of]')) stepper.lit.value = null;
  };
  const focus = (event: Event) => {
    const equation = (event.target as Element).closest<HTMLElement>('[data-quantity-of]');
    if (equation && equations.includes(equation)) stepper.lit.value = equation.dataset['quantityOf'] ?? null;
  };
  const listeners = { pointerover: point, pointerout: leave, focusin: focus, focusout: leave };
  for (const [name, listener] of Object.entries(listeners)) chapter.addEventListener(name, listener);

  const forget = effect(() => {
    const lit = stepper.lit.value;
    for (const equation of equations) equation.toggleAttribute('data-lit', equation.dataset['quantityOf'] === lit);
    for (const term of beside?.querySelectorAll<HTMLElement>('[data-term]') ?? []) {
      term.toggleAttribute('data-lit', lit !== null && term.dataset['term'] === lit);
    }
  });

  return () => {
    forget();
    for (const place of [...lines, ...heads]) render(null, place);
    for (const [name, listener] of Object.entries(listeners)) chapter.removeEventListener(name, listener);
  };
}

interface LineProps {
  readonly stepper: Stepper;
  readonly texts: StepperTexts;
  readonly quantity: string;
}

/** "Numbers for unit 2 at step 6", with the switch that hides or shows them. CSS keeps one at the head of each run. */
function Head({ stepper, texts }: Omit<LineProps, 'quantity'>) {
  const { unit, step } = stepper.state.now.value;
  const isShown = areNumbersShown.value;
  const act = isShown ? 'hide' : 'show';
  return (
    <>
      <span>{format(texts['numbers.title'], { unit, step })}</span>
      <button
        type="button"
        class="text-button"
        aria-label={texts[`numbers.${act}.name`]}
        onClick={() => showNumbers(!isShown)}
      >
        {texts[`numbers.${act}`]}
      </button>
    </>
  );
}

function Line({ stepper, texts, quantity }: LineProps) {
  if (!areNumbersShown.value) return null;
  const explanation = explain(stepper, quantity);
  if (!explanation) return null;
  const { parts, forcedTo, was } = explanation;
  return (
    <>
      {parts.map((part) => (typeof part === 'string' ? part : <Explained key={part.quantity} of={part} />))}
      {forcedTo && <Added template={texts['explain.forced']} of={forcedTo} />}
      {was && <Added template={texts['explain.was']} of={was} run="before" />}
    </>
  );
}

/** ", forced to 0.00" */
function Added({ template, of, run }: { template: string; of: ExplainedNumber; run?: 'before' }) {
  const [before = '', after = ''] = template.split('{value}');
  return (
    <span class="explained-added">
      {before || null}
      <Explained of={of} run={run} />
      {after || null}
    </span>
  );
}

function Explained({ of, run }: { of: ExplainedNumber; run?: 'before' | undefined }) {
  const text = formatValue(of.isTerm ? Math.abs(of.value) : of.value);
  return (
    <span
      class={of.isResult ? 'explained explained-result' : 'explained'}
      style={of.colour ? { color: `var(--${of.colour})` } : undefined}
      data-quantity={of.quantity}
      data-unit={of.unit}
      data-step={of.step}
      data-run={run}
    >
      {of.isTerm ? `${of.value < 0 ? '−' : '+'} ${text}` : text}
    </span>
  );
}
