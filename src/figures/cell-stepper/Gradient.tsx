/** The gradient's own row of controls: which way to look, of which step's loss it is, and the check of it. */
import type { JSX } from 'preact';
import { format } from '../shared/numbers.ts';
import { SelectBox } from '../shared/SelectBox.tsx';
import { answerAt } from './loss-options.ts';
import type { Stepper } from './model.ts';
import { ways } from './state.ts';
import type { StepperTexts } from './texts.ts';

interface GradientProps {
  readonly stepper: Stepper;
  readonly texts: StepperTexts;
}

export function Gradient({ stepper, texts }: GradientProps): JSX.Element {
  const { lossStep } = stepper.state.now.value;
  const options = Array.from({ length: stepper.steps }, (_, k) => {
    const answer = answerAt(stepper, k + 1);
    const label = answer === null ? `${k + 1}` : format(texts['loss.option'], { step: k + 1, answer });
    return { value: `${k + 1}`, label };
  });
  return (
    <div class="stepper-gradient">
      <fieldset class="choices stepper-ways">
        <legend class="visually-hidden">{texts.ways}</legend>
        {ways.map((name) => (
          <button
            key={name}
            type="button"
            aria-pressed={stepper.state.now.value.way === name}
            onClick={() => stepper.setWay(name)}
          >
            {texts[`way.${name}`]}
          </button>
        ))}
      </fieldset>
      <SelectBox
        kind="stepper-loss"
        label={texts['loss.step']}
        value={`${lossStep}`}
        options={options}
        onChoose={(step) => stepper.setLossStep(Number(step))}
      />
      <button type="button" class="button" aria-busy={stepper.checking.isRunning.value} onClick={stepper.check}>
        {texts['check.button']}
      </button>
    </div>
  );
}
