/** A number of the opened product: pressed, it lights what it was computed from and what uses it. */
import type { JSX } from 'preact';
import type { Stepper } from '../model.ts';
import { Printed } from '../Printed.tsx';
import type { StepperTexts } from '../texts.ts';
import { keyOf, type OpenedNumber } from './parts.ts';
import { nameOfNumber } from './words.ts';

export interface Reach {
  readonly stepper: Stepper;
  readonly texts: StepperTexts;
  /** The number that the Tab key comes to; the others follow by arrows. */
  readonly current: string;
  readonly onReach: (key: string) => void;
}

interface NumberProps {
  readonly reach: Reach;
  readonly of: OpenedNumber;
  readonly isResult?: boolean;
}

export function OpenedValue({ reach, of, isResult }: NumberProps): JSX.Element {
  const { stepper, texts, current, onReach } = reach;
  const key = keyOf(of);
  const light = stepper.tracing.trace.value?.lightOf(of) ?? null;
  const name = nameOfNumber(stepper, texts, of);
  return (
    <button
      type="button"
      class={isResult ? 'opened-number opened-result' : 'opened-number'}
      style={of.colour ? { '--number': `var(--${of.colour})` } : undefined}
      title={name}
      aria-pressed={light === 'self'}
      tabIndex={current === key ? 0 : -1}
      data-opened-key={key}
      data-trace={light ?? undefined}
      onFocus={() => onReach(key)}
      onClick={() => stepper.tracing.toggle(of)}
    >
      <span class="visually-hidden">{`${name} `}</span>
      <Printed quantity={of.name} unit={of.unit} step={of.step} value={of.value} />
    </button>
  );
}
