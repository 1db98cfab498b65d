/** The list of what the reader holds: each with its own value, a switch and a way to let go. */
import type { ComponentChildren, JSX } from 'preact';
import { Icon } from '../shared/icons.tsx';
import { format, formatValue } from '../shared/numbers.ts';
import { untranslated } from '../shared/Words.tsx';
import { PinHead } from './ForcedMark.tsx';
import { type Forced, isSquare } from './forced.ts';
import { nameOf, whenOf, whoOf } from './forced-words.ts';
import type { Stepper } from './model.ts';
import { Printed } from './Printed.tsx';
import { ownValue } from './sums.ts';
import type { StepperTexts } from './texts.ts';

interface ForcedListProps {
  readonly stepper: Stepper;
  readonly texts: StepperTexts;
}

export function ForcedList({ stepper, texts }: ForcedListProps): JSX.Element {
  const { forced } = stepper.state.now.value;
  return (
    <div class="stepper-forced">
      <span class="stepper-forced-label" id={`${stepper.id}-forced`}>
        {texts.forced}
      </span>
      {forced.length === 0 ? (
        <span class="stepper-forced-none">{texts.nothingForced}</span>
      ) : (
        <ul aria-labelledby={`${stepper.id}-forced`}>
          {forced.map((entry) => (
            <Entry key={stepper.idOf(entry)} {...{ stepper, texts, entry }} />
          ))}
        </ul>
      )}
      {forced.length > 0 && (
        <button type="button" class="text-button stepper-clear" onClick={stepper.clearAll}>
          {texts.clearAll}
        </button>
      )}
    </div>
  );
}

function Entry({ stepper, texts, entry }: ForcedListProps & { entry: Forced }): JSX.Element {
  const { quantity, firstStep, kind, value, isOn } = entry;
  const strip = stepper.strips.find(({ name }) => name === quantity);
  const { unit: chosen } = stepper.state.now.value;
  const unit = entry.unit === 'all' ? chosen : entry.unit;
  const name = nameOf(entry, texts);
  const held =
    isOn && kind === 'set' && isSquare(entry) ? (
      <Printed {...{ quantity, unit, step: firstStep, value }} class="stepper-held" />
    ) : (
      <b key={value} {...untranslated}>
        {formatValue(value)}
      </b>
    );
  return (
    <li class="stepper-entry" style={{ '--colour': `var(--${strip?.colour ?? 'ink'})` }}>
      <svg viewBox="0 0 12 16" width="12" height="16" aria-hidden="true" class={isOn ? 'pin' : 'pin pin-off'}>
        <line x1="6" y1="15" x2="6" y2="6" />
        <PinHead x={6} y={4.5} size={3.5} kind={kind} />
      </svg>
      <button type="button" class="stepper-entry-place" onClick={() => stepper.select(quantity, unit, firstStep)}>
        {fill(texts['forced.entry'], {
          letter: <i {...untranslated}>{strip?.letter}</i>,
          who: whoOf(entry, texts),
          when: whenOf(entry, texts),
          does: fill(texts[`forced.does.${kind}`], { value: held, before: firstStep - 1 }),
        })}
      </button>
      {isSquare(entry) && (
        <span class="stepper-entry-own">
          {fill(texts['forced.own'], {
            value: (
              <Printed
                {...{ quantity: `${quantity}Own`, unit, step: firstStep }}
                value={ownValue(stepper.after.value, quantity, unit - 1, firstStep - 1)}
              />
            ),
          })}
        </span>
      )}
      <button
        type="button"
        role="switch"
        class="switch"
        aria-checked={isOn}
        aria-label={name}
        onClick={() => stepper.setOn(entry, !isOn)}
      />
      <button
        type="button"
        class="icon-button stepper-remove"
        aria-label={format(texts['forced.remove'], { name })}
        title={texts.remove}
        onClick={() => stepper.release(entry)}
      >
        <Icon name="close" />
      </button>
    </li>
  );
}

/** A template whose places take elements. */
function fill(template: string, values: Record<string, ComponentChildren>): JSX.Element[] {
  return template
    .split(/\{(\w+)\}/)
    .map((part, k) => <span key={`${k} ${part}`}>{k % 2 === 1 ? values[part] : part}</span>);
}
