/** The list of what the reader holds: each with its own value, a switch and a way to let go. */
import type { ComponentChildren, JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { Icon } from '../shared/icons.tsx';
import { format, formatValue } from '../shared/numbers.ts';
import { untranslated } from '../shared/Words.tsx';
import { ForcedEditor } from './ForcedEditor.tsx';
import { PinHead } from './ForcedMark.tsx';
import { type Forced, isSquare } from './forced.ts';
import { nameOf, whenOf, whoOf } from './forced-words.ts';
import { LossChange } from './LossChange.tsx';
import type { Stepper } from './model.ts';
import { valueAt } from './network.ts';
import { Printed } from './Printed.tsx';
import { ownValue } from './sums.ts';
import type { StepperTexts } from './texts.ts';
import { WeightsPanel } from './weights-panel/WeightsPanel.tsx';

interface ForcedListProps {
  readonly stepper: Stepper;
  readonly texts: StepperTexts;
}

export function ForcedList({ stepper, texts }: ForcedListProps): JSX.Element {
  const { forced, row, unit, step } = stepper.state.now.value;
  const [openId, setOpen] = useState<number | null>(null);
  const opened = forced.find((entry) => stepper.idOf(entry) === openId);
  const [hasWeights, showWeights] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const close = () => {
    root.current?.querySelector<HTMLElement>('.stepper-entry [aria-expanded=true]')?.focus();
    setOpen(null);
  };
  const strip = stepper.strips.find(({ name }) => name === row);
  const canAdd = strip?.range && row !== 'input' && !stepper.forcedAt(row, unit, step);
  const add = () => {
    if (!strip || strip.name === 'probability' || strip.name === 'input') return;
    stepper.force(strip.name, unit, step, valueAt(stepper.after.value, strip.name, unit - 1, step - 1));
    const made = stepper.forcedAt(strip.name, unit, step);
    if (made) setOpen(stepper.idOf(made));
  };
  return (
    <div class="stepper-forced" ref={root}>
      <span class="stepper-forced-label" id={`${stepper.id}-forced`}>
        {texts.forced}
      </span>
      {forced.length === 0 ? (
        <span class="stepper-forced-none">{texts.nothingForced}</span>
      ) : (
        <ul aria-labelledby={`${stepper.id}-forced`}>
          {forced.map((entry) => (
            <Entry
              key={stepper.idOf(entry)}
              {...{ stepper, texts, entry }}
              isOpen={entry === opened}
              onOpen={() => (entry === opened ? close() : setOpen(stepper.idOf(entry)))}
            />
          ))}
        </ul>
      )}
      <span class="stepper-forced-more">
        <button type="button" class="text-button" aria-expanded={hasWeights} onClick={() => showWeights(!hasWeights)}>
          {texts.weights}
        </button>
        {canAdd && (
          <button type="button" class="text-button" onClick={add}>
            {texts['forced.add']}
          </button>
        )}
        {forced.length > 0 && (
          <button type="button" class="text-button" onClick={stepper.clearAll}>
            {texts.clearAll}
          </button>
        )}
      </span>
      <LossChange {...{ stepper, texts }} />
      {hasWeights && <WeightsPanel {...{ stepper, texts }} />}
      {opened && <ForcedEditor {...{ stepper, texts }} entry={opened} onClose={close} />}
    </div>
  );
}

interface EntryProps extends ForcedListProps {
  readonly entry: Forced;
  readonly isOpen: boolean;
  readonly onOpen: () => void;
}

function Entry({ stepper, texts, entry, isOpen, onOpen }: EntryProps): JSX.Element {
  const { quantity, firstStep, kind, value, isOn } = entry;
  const strip = stepper.strips.find(({ name }) => name === quantity);
  const { unit: chosen } = stepper.state.now.value;
  const unit = entry.unit === 'all' ? chosen : entry.unit;
  const name = nameOf(entry, texts);
  const held =
    isOn && kind === 'set' && isSquare(entry) ? (
      <Printed {...{ quantity: `${quantity}Held`, unit, step: firstStep, value }} class="stepper-held" />
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
        class="icon-button stepper-entry-button"
        aria-label={format(texts['forced.edit'], { name })}
        title={texts.edit}
        aria-expanded={isOpen}
        onClick={onOpen}
      >
        <Icon name="edit" />
      </button>
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
        class="icon-button stepper-entry-button"
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
