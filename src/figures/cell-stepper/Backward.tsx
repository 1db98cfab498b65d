/** In the place of the cell's drawing: the chain rule of the cell, with the numbers of the chosen unit and step. */
import type { JSX, TargetedPointerEvent } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { format, formatGradient } from '../shared/numbers.ts';
import { untranslated, Words } from '../shared/Words.tsx';
import { type BackwardEquation, backwardEquationsOf } from './backward-equations.ts';
import { stripsOf } from './cells.ts';
import { DiagramBack } from './DiagramBack.tsx';
import { type BackwardNumber, explainBackward } from './explain-backward.ts';
import { areTermsNumbers, outermost, showText } from './in-place.ts';
import type { Stepper } from './model.ts';
import { rankOf } from './opened/order.ts';
import { pathsBack, type Road } from './paths-back.ts';
import { Terms, type TermsHost } from './Terms.tsx';
import type { TermGroup } from './term-groups.ts';
import type { StepperTexts } from './texts.ts';
import { type SumsProps, WeightSums } from './WeightSums.tsx';

interface LineProps {
  readonly stepper: Stepper;
  readonly texts: StepperTexts;
}

interface BackwardProps extends LineProps {
  readonly host: TermsHost;
}

export function Backward({ stepper, texts, host, palette }: BackwardProps & Pick<SumsProps, 'palette'>): JSX.Element {
  const { unit, step } = stepper.state.now.value;
  const onPointerOver = (event: TargetedPointerEvent<HTMLElement>) => {
    const target = (event.target as Element).closest<HTMLElement>(
      '[data-term]:not([data-term="factor"]), [data-number-of], [data-equation-of]',
    );
    const { term, numberOf = term, equationOf } = target?.dataset ?? {};
    const name = numberOf ?? equationOf ?? null;
    stepper.light.pointed.value = name !== null && stepper.light.squareOf(name) ? name : null;
  };
  const leave = () => {
    stepper.light.pointed.value = null;
  };
  return (
    <div class="stepper-backward" onPointerOver={onPointerOver} onPointerLeave={leave}>
      <p class="stepper-backward-title">
        <Words>{format(texts['back.title'], { unit, step })}</Words>
      </p>
      <DiagramBack {...{ stepper, texts }} />
      {backwardEquationsOf(stepper.cell, stepper.trained.network.description).map(({ quantity, key, isWide }) => (
        <Equation key={quantity} {...{ stepper, texts, host, quantity }} name={key} isWide={isWide === true} />
      ))}
      <PathsLine {...{ stepper, texts }} />
      <p class="stepper-backward-note">
        <Words>{texts['back.note']}</Words>
      </p>
      <WeightSums {...{ stepper, texts, palette }} />
    </div>
  );
}

/** While the reader walks through the sub-steps: whether this gradient arises now, or only later on the way back. */
function turnOf({ state, trained }: Stepper, quantity: string): 'now' | 'later' | null {
  const { sub } = state.now.value;
  if (sub === 'none') return null;
  return sub === quantity ? 'now' : rankOf(trained, quantity) < rankOf(trained, sub) ? 'later' : null;
}

/** What becomes of the gradient of what is forced. */
const heldBy = { set: 'back.held', scale: 'back.scaled', freeze: 'back.frozen' } as const;

interface EquationProps extends BackwardProps {
  readonly quantity: BackwardEquation['quantity'];
  /** Under which it was rendered. */
  readonly name: string;
  readonly isWide: boolean;
}

function Equation({ stepper, texts, host, quantity, name: key, isWide }: EquationProps): JSX.Element {
  const place = useRef<HTMLSpanElement>(null);
  const [group, setGroup] = useState<TermGroup | null>(null);
  const named = stepper.light.named.value;
  // Rendered at build, and waiting beside the figure.
  useLayoutEffect(() => {
    const made = place.current
      ?.closest('.figure-door')
      ?.querySelector<HTMLTemplateElement>(`template[data-backward-equations="${stepper.cell}"]`)
      ?.content.querySelector(`[data-backward-equation="${key}"]`);
    if (!made || !place.current) return;
    place.current.replaceChildren(made.cloneNode(true));
    const terms = [...place.current.querySelectorAll<HTMLElement>('[data-term]:not([data-term="factor"])')];
    const name = format(texts['back.equation'], { quantity: texts[`name.${quantity}`] });
    setGroup({ holder: place.current, terms, equation: name });
  }, [stepper.cell, quantity, key, texts]);
  useEffect(() => {
    for (const term of place.current?.querySelectorAll<HTMLElement>('[data-term]') ?? []) {
      term.toggleAttribute('data-lit', term.dataset['term'] === named);
    }
  }, [named]);
  const numbers = areTermsNumbers(stepper) ? numbersInOrder(stepper, quantity) : null;
  useLayoutEffect(() => {
    const terms = place.current ? outermost(place.current) : [];
    for (const [k, term] of terms.entries()) {
      const number = numbers?.length === terms.length ? numbers[k] : undefined;
      const data = number && { [number.kind === 'forward' ? 'quantity' : number.kind]: number.quantity };
      const at = number && { unit: `${number.unit}`, step: `${number.step}` };
      showText(term, number?.text ?? null, { ...data, ...at });
    }
  });
  const colour = stripsOf[stepper.cell].find(({ name }) => name === quantity)?.colour ?? 'ink';
  return (
    <div
      class={isWide ? 'backward-equation is-wide' : 'backward-equation'}
      data-equation-of={quantity}
      data-lit={named === quantity ? '' : undefined}
      data-turn={turnOf(stepper, quantity) ?? undefined}
      style={{ '--colour': `var(--${colour})` }}
    >
      <div class="backward-tex" data-has-terms="">
        <span ref={place} />
        {group && <Terms {...{ stepper, texts, host, group }} id={`${stepper.id}-back-${quantity}`} />}
      </div>
      <Line {...{ stepper, texts, quantity, named }} />
    </div>
  );
}

/** As the equation has them: what it computes, then factor by factor. */
function numbersInOrder(stepper: Stepper, quantity: string): BackwardNumber[] | null {
  const parts = explainBackward(stepper, quantity)?.parts ?? [];
  const numbers = parts.filter((part) => typeof part === 'object' && part.quantity !== 'minusOne') as BackwardNumber[];
  const result = numbers.at(-1);
  return result ? [result, ...numbers.slice(0, -1)] : null;
}

function Line({
  stepper,
  texts,
  quantity,
  named,
}: LineProps & { readonly quantity: string; readonly named: string | null }): JSX.Element | null {
  const line = explainBackward(stepper, quantity);
  if (!line) return null;
  const { parts, held } = line;
  const texted = [...parts, held?.number].map((part) => (typeof part === 'object' ? part.text : part));
  const [before = '', after = ''] = held ? texts[heldBy[held.kind]].split('{value}') : [];
  return (
    <p key={texted.join(' ')} class="backward-numbers" {...untranslated}>
      {parts.map((part, k) =>
        typeof part === 'string' ? part : <Printed key={`${k} ${part.quantity}`} of={part} named={named} />,
      )}
      {held && (
        <span class="explained-added">
          {before || null}
          <Printed of={held.number} named={named} />
          {after || null}
        </span>
      )}
    </p>
  );
}

function Printed({ of, named }: { readonly of: BackwardNumber; readonly named: string | null }): JSX.Element {
  const name = { gradient: 'data-gradient', forward: 'data-quantity', factor: 'data-factor' }[of.kind];
  return (
    <span
      class={of.isResult ? 'explained explained-result' : 'explained'}
      {...{ [name]: of.quantity, 'data-unit': of.unit, 'data-step': of.step }}
      data-number-of={of.term ?? undefined}
      data-lit={of.term !== null && of.term === named ? '' : undefined}
    >
      {of.text}
    </span>
  );
}

/** "Back to c₅: along the cell state … + through the gates and h … = …": the roads and what they make. */
function PathsLine({ stepper, texts }: LineProps): JSX.Element {
  const paths = pathsBack(stepper);
  const { unit } = stepper.state.now.value;
  if (!paths) {
    return (
      <p class="stepper-backward-paths">
        <Words>{texts['back.none']}</Words>
      </p>
    );
  }
  const { step, letter, roads, together, whole, forced } = paths;
  const part = (template: string, value: number, path: string) => {
    const [before = '', after = ''] = template.split('{value}');
    return (
      <span key={path}>
        {before}
        <b data-path={path} data-unit={unit} data-step={step} {...untranslated}>
          {formatGradient(value)}
        </b>
        {after}
      </span>
    );
  };
  const state = letter + [...String(step)].map((digit) => '₀₁₂₃₄₅₆₇₈₉'[Number(digit)]).join('');
  const numbers = roads.map(({ road, value }) => `${road} ${value}`).join(' ');
  return (
    <p key={`${unit} ${step} ${numbers} ${whole}`} class="stepper-backward-paths">
      <span>{format(texts['back.paths'], { state })}</span>
      {roads.map(({ road, value }, k) =>
        part(`${k > 0 ? '+ ' : ''}${texts[roadText(road, stepper.cell)]}`, value, road),
      )}
      {roads.length > 1 && part(texts['back.together'], together, 'sum')}
      {forced && part(texts[heldBy[forced]], whole, 'held')}
    </p>
  );
}

function roadText(road: Road, cell: Stepper['cell']) {
  if (road === 'state') return cell === 'gru' ? 'back.state.gru' : 'back.state.lstm';
  return road === 'gates' ? (`back.gates.${cell}` as const) : (`back.road.${road}` as const);
}
