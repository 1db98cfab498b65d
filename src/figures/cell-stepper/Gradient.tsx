/** The gradient's own row of controls: which way to look, of which steps' loss it is, and the check of it. */
import { useComputed } from '@preact/signals';
import type { JSX } from 'preact';
import { format } from '../shared/numbers.ts';
import { SelectBox } from '../shared/SelectBox.tsx';
import { useWritten } from '../shared/written.ts';
import { answerAt, lossPlace } from './loss-options.ts';
import type { Stepper } from './model.ts';
import { ways } from './state.ts';
import type { StepperTexts } from './texts.ts';

interface GradientProps {
  readonly stepper: Stepper;
  readonly texts: StepperTexts;
}

export function Gradient({ stepper, texts }: GradientProps): JSX.Element {
  const { step, way } = stepper.state.now.value;
  const chosen = stepper.lossSteps.value;
  const isAsked = answerAt(stepper, step) !== null;
  const also = useWritten<HTMLButtonElement>(format(texts['loss.also'], { step }));
  return (
    <div class="stepper-gradient">
      <fieldset class="choices stepper-ways">
        <legend class="visually-hidden">{texts.ways}</legend>
        {ways.map((name) => (
          <button key={name} type="button" aria-pressed={way === name} onClick={() => stepper.setWay(name)}>
            {texts[`way.${name}`]}
          </button>
        ))}
      </fieldset>
      <LossBox stepper={stepper} texts={texts} />
      <button
        type="button"
        class="button stepper-also"
        aria-pressed={chosen.includes(step)}
        aria-disabled={!isAsked}
        onClick={isAsked ? () => stepper.toggleLossStep(step) : undefined}
        {...also}
      />
      <button type="button" class="button" aria-busy={stepper.checking.isRunning.value} onClick={stepper.check}>
        {texts['check.button']}
      </button>
    </div>
  );
}

/** One step, or every one; several that were chosen one by one stand there as what they are. */
function LossBox({ stepper, texts }: GradientProps): JSX.Element {
  const isEvery = useComputed(() => stepper.state.now.value.alsoAsked === 'all').value;
  const chosen = useComputed(() => stepper.lossSteps.value).value;
  // An option for every step: made anew only with another sequence, not at every step.
  const options = useComputed(() =>
    Array.from({ length: stepper.steps }, (_, k) => {
      const answer = answerAt(stepper, k + 1);
      const label = answer === null ? `${k + 1}` : format(texts['loss.option'], { step: k + 1, answer });
      return { value: `${k + 1}`, label };
    }),
  ).value;
  const isSeveral = !isEvery && chosen.length > 1;
  return (
    <SelectBox
      kind="stepper-loss"
      label={texts['loss.step']}
      value={isEvery ? 'every' : isSeveral ? 'several' : `${chosen[0]}`}
      options={[
        ...(isSeveral ? [{ value: 'several', label: lossPlace(stepper, texts) }] : []),
        { value: 'every', label: texts['loss.every'] },
        ...options,
      ]}
      onChoose={(value) => {
        if (value === 'every') stepper.setEveryStep();
        else if (value !== 'several') stepper.setLossStep(Number(value));
      }}
    />
  );
}
