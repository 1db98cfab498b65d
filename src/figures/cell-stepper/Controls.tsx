/** Play and step, which run is on view, undo and redo. */
import type { JSX } from 'preact';
import { Icon, type IconName } from '../shared/icons.tsx';
import type { SharedTexts } from '../shared/texts.ts';
import { untranslated } from '../shared/Words.tsx';
import type { Stepper } from './model.ts';
import { views } from './state.ts';
import type { StepperTexts } from './texts.ts';

interface ControlsProps {
  readonly stepper: Stepper;
  readonly texts: StepperTexts;
  readonly shared: SharedTexts;
}

export function Controls({ stepper, texts, shared }: ControlsProps): JSX.Element {
  const { state, steps } = stepper;
  const { step, view } = state.now.value;
  const isPlaying = stepper.isPlaying.value;
  const go = (to: number) => () => {
    stepper.pause();
    stepper.goTo(to);
  };
  const walk = (by: 1 | -1) => () => {
    stepper.pause();
    stepper.opening.walk(by);
  };
  return (
    <div class="stepper-controls">
      <div class="stepper-transport">
        <Button icon="first" label={texts.first} isOff={step === 1} onClick={go(1)} />
        <Button icon="back" label={texts.back} isOff={step === 1} onClick={go(step - 1)} />
        <Button
          icon="subBack"
          label={texts['opened.previous']}
          isOff={!stepper.opening.canWalk(-1)}
          onClick={walk(-1)}
        />
        <button
          type="button"
          class="stepper-play"
          data-way={stepper.state.now.value.way}
          aria-label={isPlaying ? texts.pause : texts.play}
          title={isPlaying ? texts.pause : texts.play}
          onClick={() => (isPlaying ? stepper.pause() : stepper.play())}
        >
          <Icon name={isPlaying ? 'pause' : 'play'} />
        </button>
        <Button icon="subOn" label={texts['opened.next']} isOff={!stepper.opening.canWalk(1)} onClick={walk(1)} />
        <Button icon="on" label={texts.on} isOff={step === steps} onClick={go(step + 1)} />
        <Button icon="last" label={texts.last} isOff={step === steps} onClick={go(steps)} />
      </div>
      <span class="stepper-count" {...untranslated}>
        <b key={step}>{step}</b>
        <span> / {steps}</span>
      </span>
      <fieldset class="choices stepper-views">
        <legend class="visually-hidden">{texts.views}</legend>
        {views.map((name) => (
          <button key={name} type="button" aria-pressed={view === name} onClick={() => stepper.setView(name)}>
            {texts[`view.${name}`]}
          </button>
        ))}
      </fieldset>
      <div class="stepper-undo">
        <Button icon="undo" label={shared.undo} isOff={!state.canUndo.value} onClick={state.undo} />
        <Button icon="redo" label={shared.redo} isOff={!state.canRedo.value} onClick={state.redo} />
      </div>
    </div>
  );
}

function Button({
  icon,
  label,
  isOff,
  onClick,
}: {
  readonly icon: IconName;
  readonly label: string;
  readonly isOff: boolean;
  readonly onClick: () => void;
}): JSX.Element {
  return (
    <button
      type="button"
      class="icon-button"
      aria-label={label}
      title={label}
      aria-disabled={isOff}
      onClick={isOff ? undefined : onClick}
    >
      <Icon name={icon} />
    </button>
  );
}
