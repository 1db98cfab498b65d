/** Everything about one entry of the list: what is done, to which units, from which step to which, by how much. */
import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { NumberBox } from '../shared/NumberBox.tsx';
import { format, formatValue } from '../shared/numbers.ts';
import { SelectBox } from '../shared/SelectBox.tsx';
import { type Forced, type Forcing, firstFrozen, forcings, rangeOf } from './forced.ts';
import { nameOf } from './forced-words.ts';
import type { Part } from './forcing.ts';
import type { Stepper } from './model.ts';
import { valueAt } from './network.ts';
import type { StepperTexts } from './texts.ts';
import { readTyped } from './typed.ts';

interface ForcedEditorProps {
  readonly stepper: Stepper;
  readonly texts: StepperTexts;
  readonly entry: Forced;
  readonly onClose: () => void;
}

/** Where scaling begins: 1 would change nothing. */
const firstFactor = 0.5;

export function ForcedEditor({ stepper, texts, entry, onClose }: ForcedEditorProps): JSX.Element | null {
  const root = useRef<HTMLFieldSetElement>(null);
  const { quantity, unit, firstStep, lastStep, kind, value } = entry;
  const strip = stepper.strips.find(({ name }) => name === quantity);
  const { unit: chosen } = stepper.state.now.value;
  const id = stepper.idOf(entry);
  useEffect(() => root.current?.querySelector<HTMLElement>('[aria-pressed=true]')?.focus(), [id]);
  if (!strip) return null;

  const change = (part: Part) => {
    stepper.edit(entry, part);
    stepper.state.endGesture();
  };
  const changeKind = (next: Forcing) => {
    if (next === kind) return;
    const now = valueAt(stepper.after.value, quantity, (unit === 'all' ? chosen : unit) - 1, firstStep - 1);
    change({ kind: next, value: next === 'scale' ? firstFactor : now });
  };
  const { steps } = stepper;
  const least = kind === 'freeze' ? firstFrozen(quantity) : 1;
  const [low, high] = rangeOf(strip, kind);
  const units = Array.from({ length: stepper.after.value.units }, (_, k) => `${k + 1}`);
  const within = (from: number, to: number) => (text: string) => {
    const number = readTyped(text);
    return number !== undefined && number >= from && number <= to ? number : null;
  };
  const stepIn = (from: number, to: number) => (text: string) => (/^\d+$/.test(text) ? within(from, to)(text) : null);
  const problem = (from: number | string, to: number | string) => format(texts['edit.problem'], { from, to });
  return (
    <fieldset
      ref={root}
      class="stepper-entry-editor"
      style={{ '--colour': `var(--${strip.colour})` }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose();
      }}
    >
      <legend class="visually-hidden">{nameOf(entry, texts)}</legend>
      <span class="choices">
        {forcings.map((one) => (
          <button key={one} type="button" aria-pressed={one === kind} onClick={() => changeKind(one)}>
            {texts[`edit.${one}`]}
          </button>
        ))}
      </span>
      {kind !== 'freeze' && (
        <NumberBox
          kind="number-framed"
          label={texts[kind === 'scale' ? 'edit.factor' : 'edit.value']}
          value={value}
          read={within(low, high)}
          problem={problem(formatValue(low, 0), formatValue(high, 0))}
          onChoose={(next) => change({ value: next })}
          size={5}
          keys={low < 0 ? 'text' : 'decimal'}
        />
      )}
      <SelectBox
        kind="stepper-edit-unit"
        label={texts['edit.unit']}
        value={`${unit}`}
        options={[{ value: 'all', label: texts['edit.all'] }, ...units.map((one) => ({ value: one, label: one }))]}
        onChoose={(next) => change({ unit: next === 'all' ? 'all' : Number(next) })}
      />
      <NumberBox
        kind="number-framed"
        label={texts['edit.from']}
        value={firstStep}
        read={stepIn(least, lastStep)}
        problem={problem(least, lastStep)}
        onChoose={(next) => change({ firstStep: next })}
        size={3}
      />
      <NumberBox
        kind="number-framed"
        label={texts['edit.to']}
        value={lastStep}
        read={stepIn(firstStep, steps)}
        problem={problem(firstStep, steps)}
        onChoose={(next) => change({ lastStep: next })}
        size={3}
      />
      <button type="button" class="button" onClick={onClose}>
        {texts['editor.done']}
      </button>
    </fieldset>
  );
}
