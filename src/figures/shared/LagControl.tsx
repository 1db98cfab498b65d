/** A lag or a length: a box that takes any of the task, and a slider on a log scale with stops. */
import type { JSX } from 'preact';
import { readInteger } from './fields.ts';
import { NumberBox } from './NumberBox.tsx';
import { StopSlider } from './StopSlider.tsx';

interface LagControlProps {
  readonly label: string;
  /** The value in words, for who hears it. */
  readonly named: string;
  /** What the box takes, in a sentence. */
  readonly problem: string;
  /** Names the box for CSS. */
  readonly boxKind: string;
  readonly lag: number;
  readonly least: number;
  readonly most: number;
  readonly step: number;
  readonly stops: readonly number[];
  /** Stops that are not named where there is little room. */
  readonly quiet?: readonly number[];
  /** While it is dragged, too. */
  readonly onChoose: (lag: number) => void;
  readonly onEnd: () => void;
}

export function LagControl(props: LagControlProps): JSX.Element {
  const { label, named, problem, boxKind, lag, least, most, step, stops, quiet = [], onChoose, onEnd } = props;
  const read = (text: string) => {
    const value = readInteger(text.trim(), least, most) ?? null;
    return value !== null && (value - least) % step === 0 ? value : null;
  };
  return (
    <>
      <NumberBox
        label={label}
        kind={boxKind}
        value={lag}
        size={3}
        read={read}
        problem={problem}
        onChoose={(value) => {
          onChoose(value);
          onEnd();
        }}
      />
      <StopSlider
        label={label}
        named={named}
        value={lag}
        least={least}
        most={most}
        step={step}
        stops={stops}
        quiet={quiet}
        onChoose={onChoose}
        onEnd={onEnd}
      />
    </>
  );
}
