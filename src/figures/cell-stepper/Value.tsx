/** Ways to set what is selected other than dragging: a slider with the network's own value marked, a field, letters. */
import type { JSX } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { format, formatGradient, formatValue } from '../shared/numbers.ts';
import { untranslated, Words } from '../shared/Words.tsx';
import { channelAt } from './asked-sentence.ts';
import type { QuantityName, StripKind } from './cells.ts';
import { selectedUnit } from './keys.ts';
import type { Stepper } from './model.ts';
import { signOf, valueAt } from './network.ts';
import { Letter } from './strip-names.tsx';
import { ownValue } from './sums.ts';
import type { StepperTexts } from './texts.ts';
import { readForcing } from './typed.ts';

interface ValueProps {
  readonly stepper: Stepper;
  readonly texts: StepperTexts;
}

/** On a phone, under the controls: the value under the selection. */
export function ValuePanel({ stepper, texts }: ValueProps): JSX.Element {
  const { row, unit, step, answer, channel } = stepper.state.now.value;
  const strip = stepper.strips.find(({ name }) => name === row);
  if (!strip) {
    return (
      <div class="stepper-panel">
        <p class="stepper-panel-head">
          <Words>{format(texts['panel.letter'], { step })}</Words>
        </p>
        <Letters stepper={stepper} texts={texts} />
      </div>
    );
  }
  const isAnswer = row === 'probability';
  const place = isAnswer
    ? format(texts['panel.answer'], { answer: stepper.trained.answers[answer - 1] ?? '', step })
    : row === 'input'
      ? format(texts['panel.channel'], { channel: channelAt(stepper, channel), step })
      : format(texts['panel.place'], { unit, step });
  const isGradient = stepper.isBackward.value;
  const number = valueAt(stepper.drawn.value.after, strip.name, selectedUnit(stepper) - 1, step - 1);
  const value = isGradient ? formatGradient(number) : formatValue(number);
  return (
    <div class="stepper-panel" style={{ '--colour': `var(--${strip.colour})` }}>
      <p class="stepper-panel-head">
        <Letter stepper={stepper} strip={strip} />
        <Words>{place}</Words>
        <b key={`value ${value}`} {...untranslated}>
          {value}
        </b>
      </p>
      {isGradient && <GradientNote {...{ stepper, texts, strip }} />}
      {strip.range ? <Slider {...{ stepper, texts, strip }} /> : !isGradient && <p>{texts['panel.follows']}</p>}
    </div>
  );
}

/** What the strip's colours mean on the way back, and the number itself, which is what can be forced. */
function GradientNote({ stepper, texts, strip }: ValueProps & { strip: StripKind }): JSX.Element {
  const { step } = stepper.state.now.value;
  const scale = formatGradient(stepper.squares.value.find((one) => one.strip.name === strip.name)?.scale ?? 1);
  const value = formatValue(valueAt(stepper.after.value, strip.name, selectedUnit(stepper) - 1, step - 1));
  const text = strip.range ? texts['panel.gradient'] : texts['panel.gradientOnly'];
  return (
    <p>
      <Words>{format(text, { scale, value })}</Words>
    </p>
  );
}

function Slider({ stepper, texts, strip }: ValueProps & { strip: StripKind }): JSX.Element | null {
  const { step } = stepper.state.now.value;
  const unit = selectedUnit(stepper);
  const { name } = strip;
  if (!strip.range || name === 'probability') return null;
  const grip = stepper.gripAt(name, unit, step, valueAt(stepper.after.value, name, unit - 1, step - 1));
  const { value, range } = grip;
  const own = grip.isFactor ? 1 : ownAt(stepper, name, unit, step);
  const drag = (isDragging: boolean) => {
    stepper.isDragging.value = isDragging;
  };
  const share = (at: number) => Math.min(1, Math.max(0, (at - range[0]) / (range[1] - range[0])));
  return (
    <div
      class="stepper-slider"
      data-signed={range[0] < 0 ? '' : undefined}
      style={{ '--own': share(own), '--colour': `var(--${strip.colour})` }}
    >
      <input
        type="range"
        min={range[0]}
        max={range[1]}
        step="0.01"
        value={value}
        aria-label={
          name === 'input'
            ? format(texts['panel.channel'], { channel: channelAt(stepper, unit), step })
            : format(texts['square.place'], { quantity: texts[`name.${name}`], unit, step })
        }
        aria-valuetext={`${grip.isFactor ? '× ' : ''}${formatValue(value)}`}
        onInput={(event) => grip.set(Number(event.currentTarget.value))}
        onPointerDown={() => drag(true)}
        onPointerUp={() => drag(false)}
        onPointerCancel={() => drag(false)}
        onChange={stepper.state.endGesture}
      />
    </div>
  );
}

/** What stands at a place before the reader sets it: the network's own value, or the number read in the beginning. */
function ownAt(stepper: Stepper, name: QuantityName | 'input', unit: number, step: number): number {
  if (name !== 'input') return ownValue(stepper.after.value, name, unit - 1, step - 1);
  return stepper.beginning.sequence.inputs[step - 1]?.data[unit - 1] ?? 0;
}

/** The letters that may be read at the chosen step. */
function Letters({ stepper, texts }: ValueProps): JSX.Element {
  const { step, letters } = stepper.state.now.value;
  return (
    <fieldset class="choices stepper-alphabet">
      <legend class="visually-hidden">{format(texts['panel.letter'], { step })}</legend>
      {stepper.trained.alphabet.map((letter) => (
        <button
          key={letter}
          type="button"
          aria-pressed={letters.charAt(step - 1) === letter}
          onClick={() => stepper.setLetter(step, letter)}
          {...untranslated}
        >
          {signOf(letter)}
        </button>
      ))}
    </fieldset>
  );
}

interface EditorProps extends ValueProps {
  /** What the reader has typed already. */
  readonly beginning: string;
  /** Called when the reader is done; true when by key, so that focus goes back to the drawing. */
  readonly onClose: (isByKey: boolean) => void;
}

/** A small sheet at the selected square: type a value or pull the slider, or choose a letter. Escape closes it. */
export function Editor({ stepper, texts, beginning, onClose }: EditorProps): JSX.Element | null {
  const root = useRef<HTMLFormElement>(null);
  const { row, step } = stepper.state.now.value;
  const unit = selectedUnit(stepper);
  const { start, columns } = stepper.window.value;
  const strip = stepper.strips.find(({ name }) => name === row);
  const place = `${row} ${unit} ${step}`;
  const [opened] = useState(place);
  const current = strip?.range ? valueAt(stepper.after.value, strip.name, unit - 1, step - 1).toFixed(2) : '';

  // Before the next key arrives: what is typed belongs into the field.
  useLayoutEffect(() => {
    const field = root.current?.querySelector<HTMLInputElement>('input[type=text]');
    const target = field ?? root.current?.querySelector<HTMLElement>('[aria-pressed=true]');
    target?.focus({ preventScroll: true });
    if (beginning === '') field?.select();
    else field?.setSelectionRange(beginning.length, beginning.length);
    const onOutside = (event: PointerEvent) => {
      if (!root.current?.contains(event.target as Node)) onClose(false);
    };
    document.addEventListener('pointerdown', onOutside, true);
    return () => document.removeEventListener('pointerdown', onOutside, true);
  }, []);
  useEffect(() => {
    if (place !== opened) onClose(false);
  }, [place]);

  if (strip && !strip.range) return null;
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const field = root.current?.querySelector<HTMLInputElement>('input[type=text]');
    const typed = field ? readForcing(field.value) : undefined;
    if (typed && strip && strip.name !== 'probability') {
      if (strip.name !== 'input') stepper.forceAs(typed.kind, strip.name, unit, step, typed.value);
      else if (typed.kind === 'set') stepper.setInput(step, unit, typed.value);
      stepper.state.endGesture();
    }
    onClose(true);
  };
  return (
    <form
      ref={root}
      class="stepper-editor"
      style={{ '--row-at': strip ? unit - 1 : 0, '--step': step - start }}
      data-side={step - start > columns / 2 ? 'left' : 'right'}
      onSubmit={submit}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose(true);
      }}
    >
      {strip ? (
        <>
          <input
            type="text"
            inputMode="decimal"
            autocomplete="off"
            size={6}
            aria-label={texts['editor.value']}
            defaultValue={beginning || current.replace('-', '−')}
          />
          <Slider {...{ stepper, texts, strip }} />
        </>
      ) : (
        <Letters stepper={stepper} texts={texts} />
      )}
      <button type="submit" class="button">
        {texts['editor.done']}
      </button>
    </form>
  );
}
