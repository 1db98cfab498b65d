/**
 * Ties the stepper to the equations beside it: a term that is pointed at, or has the focus, lights its wire, strip and
 * numbers, and the other way round; under each equation stand its numbers for the chosen unit and step.
 */
import { effect } from '@preact/signals';
import { render } from 'preact';
import { format, formatValue } from '../shared/numbers.ts';
import { Words } from '../shared/Words.tsx';
import { useWritten } from '../shared/written.ts';
import { type ExplainedNumber, explain } from './explain.ts';
import { areTermsNumbers, connectInPlace, hasNumbers, toggleTerms } from './in-place.ts';
import type { Stepper } from './model.ts';
import { areNumbersShown, showNumbers } from './shown-numbers.ts';
import { Terms, type TermsHost } from './Terms.tsx';
import { nameOf, termGroups } from './term-groups.ts';
import type { StepperTexts } from './texts.ts';

/** Returns the way back. */
export function connectEquations(stepper: Stepper, texts: StepperTexts, figure: Element, host: TermsHost): () => void {
  const beside = figure.closest('.beside');
  if (!beside) return () => {};
  const { light } = stepper;
  const equations = [...beside.querySelectorAll<HTMLElement>('[data-quantity-of]')];
  const terms = [...beside.querySelectorAll<HTMLElement>('[data-term]')];
  const isDrawn = (name: string) => light.squareOf(name) !== null;
  const quantityOf = (equation: HTMLElement) => equation.dataset['quantityOf'] ?? '';

  const ways: (() => void)[] = [];
  const show = (content: ReturnType<typeof Head>, place: Element) => {
    render(content, place);
    ways.push(() => render(null, place));
  };
  for (const equation of equations) {
    const line = equation.querySelector('[data-equation-numbers]');
    if (line && isDrawn(quantityOf(equation)))
      show(
        <Line {...{ stepper, texts }} quantity={quantityOf(equation)} canSwap={hasNumbers(stepper, equation)} />,
        line,
      );
  }
  for (const head of beside.querySelectorAll('[data-equation-head]')) show(<Head {...{ stepper, texts }} />, head);
  for (const [k, group] of termGroups(beside, isDrawn).entries()) {
    const place = document.createElement('span');
    group.holder.append(place);
    group.holder.toggleAttribute('data-has-terms', true);
    show(<Terms {...{ stepper, texts, group, host }} id={`${stepper.id}-terms-${k + 1}`} />, place);
    ways.push(() => place.remove());
  }

  ways.push(connectInPlace(stepper, equations));

  const listen = (name: string, listener: (target: Element) => void) => {
    const onEvent = (event: Event) => listener(event.target as Element);
    beside.addEventListener(name, onEvent);
    ways.push(() => beside.removeEventListener(name, onEvent));
  };
  const pointable = '[data-term], [data-number-of]';
  listen('pointerover', (target) => {
    if (figure.contains(target)) return;
    const { term, numberOf = term } = target.closest<HTMLElement>(pointable)?.dataset ?? {};
    light.pointed.value = numberOf !== undefined && isDrawn(numberOf) ? numberOf : null;
  });
  listen('pointerout', (target) => {
    if (target.closest(pointable)) light.pointed.value = null;
  });
  // A link or button in an equation lights what the equation computes; its list of terms sees to itself.
  const within = (target: Element) =>
    target.closest('.terms') ? null : target.closest<HTMLElement>('[data-quantity-of]');
  listen('focusin', (target) => {
    const equation = within(target);
    if (equation && isDrawn(quantityOf(equation))) light.focused.value = quantityOf(equation);
  });
  listen('focusout', (target) => {
    if (within(target)) light.focused.value = null;
  });

  ways.push(
    effect(() => {
      const named = light.named.value;
      for (const equation of equations) equation.toggleAttribute('data-lit', quantityOf(equation) === named);
      for (const term of terms) term.toggleAttribute('data-lit', nameOf(term) === named);
    }),
  );
  return () => {
    for (const back of ways) back();
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
  const isInPlace = areTermsNumbers(stepper);
  return (
    <>
      <Piece text={format(texts['numbers.title'], { unit, step })} />
      <button type="button" class="text-button equation-swap" onClick={() => toggleTerms(stepper)}>
        <Words>{texts[isInPlace ? 'numbers.symbols' : 'numbers.inPlace']}</Words>
      </button>
      <button
        type="button"
        class="text-button"
        aria-label={texts[`numbers.${act}.name`]}
        onClick={() => showNumbers(!isShown)}
      >
        <Words>{texts[`numbers.${act}`]}</Words>
      </button>
    </>
  );
}

const forcedBy = { set: 'explain.forced', scale: 'explain.forced.scale', freeze: 'explain.forced.freeze' } as const;

function Line({ stepper, texts, quantity, canSwap }: LineProps & { readonly canSwap: boolean }) {
  const isInPlace = canSwap && areTermsNumbers(stepper);
  if (!areNumbersShown.value && !isInPlace) return null;
  const explanation = explain(stepper, quantity);
  if (!explanation) return null;
  const { forcedTo, forcing, was } = explanation;
  const { unit, step } = stepper.state.now.value;
  // Where the numbers stand in the equation itself, the line says whose they are.
  const parts = isInPlace ? [format(texts['panel.place'], { unit, step })] : explanation.parts;
  const forced = texts[forcedBy[forcing]];
  const named = stepper.light.named.value;
  // As long as the line is made of the same pieces, only what they say is written anew.
  const pieces = parts.map((part) => (typeof part === 'string' ? part : part.isTerm ? '±' : '#')).join('');
  return (
    <span key={`${pieces} ${forcedTo !== null} ${was !== null}`}>
      {parts.map((part, k) =>
        typeof part === 'string' ? <span key={k}>{part}</span> : <Explained key={k} of={part} named={named} />,
      )}
      {forcedTo && <Added template={forced} of={forcedTo} named={named} />}
      {was && <Added template={texts['explain.was']} of={was} named={named} run="before" />}
    </span>
  );
}

function Piece({ text }: { readonly text: string }) {
  return <span {...useWritten<HTMLSpanElement>(text)} />;
}

interface ExplainedProps {
  readonly of: ExplainedNumber;
  /** The term that is lit. */
  readonly named: string | null;
  readonly run?: 'before' | undefined;
}

/** ", forced to 0.00" */
function Added({ template, ...number }: ExplainedProps & { readonly template: string }) {
  const [before = '', after = ''] = template.split('{value}');
  return (
    <span class="explained-added">
      {before && <span>{before}</span>}
      <Explained {...number} />
      {after && <span>{after}</span>}
    </span>
  );
}

function Explained({ of, named, run }: ExplainedProps) {
  return (
    <span
      class={of.isResult ? 'explained explained-result' : 'explained'}
      style={of.colour ? { color: `var(--${of.colour})` } : undefined}
      data-quantity={of.quantity}
      data-unit={of.unit}
      data-step={of.step}
      data-run={run}
      data-number-of={of.term ?? undefined}
      data-lit={of.term !== null && of.term === named ? '' : undefined}
      {...useWritten<HTMLSpanElement>(textOf(of))}
    />
  );
}

function textOf({ value, isTerm }: ExplainedNumber): string {
  const text = formatValue(isTerm ? Math.abs(value) : value);
  return isTerm ? `${value < 0 ? '−' : '+'} ${text}` : text;
}
