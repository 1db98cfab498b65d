/** The opened product: the sub-steps of this timestep, and the one that is open, term by term. */
import type { JSX, TargetedKeyboardEvent } from 'preact';
import { useState } from 'preact/hooks';
import { Icon } from '../../shared/icons.tsx';
import { format } from '../../shared/numbers.ts';
import { untranslated, Words } from '../../shared/Words.tsx';
import { stripsOf } from '../cells.ts';
import type { Stepper } from '../model.ts';
import { valueAt } from '../network.ts';
import { Printed } from '../Printed.tsx';
import type { StepperTexts } from '../texts.ts';
import { keyOf } from './parts.ts';
import { OpenedRows } from './Rows.tsx';
import { nextNumber } from './reach.ts';
import { nameOfNumber } from './words.ts';

interface PanelProps {
  readonly stepper: Stepper;
  readonly texts: StepperTexts;
  /** Gives the focus back to the drawing. */
  readonly onLeave: () => void;
}

export function OpenedPanel({ stepper, texts, onLeave }: PanelProps): JSX.Element | null {
  const { opening, tracing } = stepper;
  const opened = opening.opened.value;
  const [reached, setReached] = useState('');
  if (!opened) return null;
  const { unit, step } = stepper.state.now.value;
  const strip = stripsOf[stepper.cell].find(({ name }) => name === opened.quantity);
  const numbers = [...opened.inner, ...opened.rows].flatMap(({ factors, result }) => [...factors, result]);
  const ends = [opened.sum, opened.squash?.result, ...(opened.last?.factors ?? []), opened.result];
  const keys = [...numbers, ...ends].flatMap((number) => (number ? keyOf(number) : []));
  const current = keys.includes(reached) ? reached : (keys[0] ?? '');
  const held = stepper.forcedAt(opened.quantity, unit, step);
  const value = valueAt(stepper.shown.value, opened.quantity, unit - 1, step - 1);

  const onKeyDown = (event: TargetedKeyboardEvent<HTMLElement>) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Escape') {
      if (tracing.trace.peek()) tracing.clear();
      else {
        opening.open(null);
        onLeave();
      }
    } else if (event.key === 'n' || event.key === 'p') {
      opening.walk(event.key === 'n' ? 1 : -1);
    } else if (!nextNumber(event)) return;
    event.preventDefault();
  };

  return (
    <section
      class="opened"
      aria-label={format(texts['opened.label'], { place: nameOfNumber(stepper, texts, opened.result) })}
      style={{ '--most-rows': opening.mostRows.value, '--colour': `var(--${strip?.colour ?? 'ink'})` }}
      onKeyDown={onKeyDown}
    >
      <div class="opened-head">
        <SubSteps stepper={stepper} texts={texts} />
        <button
          type="button"
          class="icon-button"
          aria-label={texts['opened.close']}
          title={texts['opened.close']}
          onClick={() => {
            opening.open(null);
            onLeave();
          }}
        >
          <Icon name="close" />
        </button>
      </div>
      <p class="opened-title">
        <Words>{format(texts['opened.title'], { letter: strip?.letter ?? '', unit, step })}</Words>
        {held?.isOn && stepper.state.now.value.view !== 'before' && (
          <Held texts={texts} quantity={opened.quantity} {...{ unit, step }} value={value} />
        )}
        {opening.isWhole.value && (
          <button
            type="button"
            class="text-button"
            onClick={() => {
              opening.isWhole.value = false;
            }}
          >
            {texts['opened.fewer']}
          </button>
        )}
      </p>
      <OpenedRows reach={{ stepper, texts, current, onReach: setReached }} opened={opened} />
    </section>
  );
}

interface HeldProps {
  readonly texts: StepperTexts;
  readonly quantity: string;
  readonly unit: number;
  readonly step: number;
  readonly value: number;
}

function Held({ texts, quantity, unit, step, value }: HeldProps): JSX.Element {
  const [before = '', after = ''] = texts['explain.forced'].split('{value}');
  return (
    <span class="explained-added">
      {before}
      <Printed {...{ quantity, unit, step, value }} />
      {after}
    </span>
  );
}

function SubSteps({ stepper, texts }: Omit<PanelProps, 'onLeave'>): JSX.Element {
  const { opening } = stepper;
  const { unit, step, sub } = stepper.state.now.value;
  const at = opening.subSteps.indexOf(sub as (typeof opening.subSteps)[number]);
  return (
    <fieldset class="opened-steps">
      <legend class="visually-hidden">{format(texts['opened.substeps'], { step })}</legend>
      {opening.subSteps.map((name, k) => {
        const strip = stripsOf[stepper.cell].find((each) => each.name === name);
        const value = valueAt(stepper.shown.value, name, unit - 1, step - 1);
        return (
          <button
            key={name}
            type="button"
            aria-pressed={name === sub}
            title={texts[`name.${name}`]}
            data-later={k > at ? '' : undefined}
            style={{ '--colour': `var(--${strip?.colour ?? 'ink'})` }}
            onClick={() => opening.open(name)}
          >
            <i {...untranslated}>{strip?.letter}</i>
            <span class="visually-hidden">{` ${texts[`name.${name}`]} `}</span>
            <Printed {...{ quantity: name, unit, step, value }} />
          </button>
        );
      })}
    </fieldset>
  );
}
