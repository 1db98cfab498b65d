/** One line while the reader has changed anything: the loss as it was, as it is, and the difference. */
import type { JSX } from 'preact';
import { format, formatGradient } from '../shared/numbers.ts';
import { untranslated } from '../shared/Words.tsx';
import { lossPlace } from './loss-options.ts';
import type { Stepper } from './model.ts';
import type { StepperTexts } from './texts.ts';

export function LossChange({ stepper, texts }: { stepper: Stepper; texts: StepperTexts }): JSX.Element | null {
  if (!stepper.isChanged.value) return null;
  const place = lossPlace(stepper, texts);
  const [was, now] = [stepper.loss.before.value, stepper.loss.after.value];
  if (was === null || now === null) {
    const none = format(texts['loss.none'], { place });
    return (
      <p class="stepper-loss-change" key={none}>
        {none}
      </p>
    );
  }
  const change = now - was;
  const sign = change > 0 ? 'is-positive' : 'is-negative';
  const numbers = [formatGradient(was), formatGradient(now), formatGradient(change)] as const;
  const name = format(texts['loss.name'], { place });
  return (
    <p class="stepper-loss-change" key={[name, ...numbers].join()}>
      <span>{name}</span>
      <span>
        {texts['loss.before']} <b {...untranslated}>{numbers[0]}</b>
      </span>
      <span>
        {texts['loss.after']} <b {...untranslated}>{numbers[1]}</b>
      </span>
      <span>
        {texts.change}{' '}
        <b class={change === 0 ? undefined : sign} {...untranslated}>
          {change > 0 ? '+' : ''}
          {numbers[2]}
        </b>
      </span>
    </p>
  );
}
