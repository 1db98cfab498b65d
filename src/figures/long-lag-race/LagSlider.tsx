/**
 * The lag on a log scale, with a stop for each lag that ships trained networks; the box takes any lag of the task.
 */
import type { JSX } from 'preact';
import { readInteger } from '../shared/fields.ts';
import { NumberBox } from '../shared/NumberBox.tsx';
import { format } from '../shared/numbers.ts';
import { StopSlider } from '../shared/StopSlider.tsx';
import type { RaceModel } from './model.ts';
import { lagRange } from './tasks.ts';
import type { RaceTexts } from './types.ts';

interface LagSliderProps {
  readonly texts: RaceTexts;
  readonly model: RaceModel;
}

export function LagSlider({ texts, model }: LagSliderProps): JSX.Element | null {
  const { task, lags } = model.offer.value;
  const lag = model.lag.value;
  const { least, most, step } = lagRange(task);
  if (least === most) return null;
  const label = task === 'adding' ? texts['lag.adding'] : texts.lag;
  const read = (text: string) => {
    const value = readInteger(text.trim(), least, most) ?? null;
    return value !== null && (value - least) % step === 0 ? value : null;
  };
  const choose = (next: number) => model.change({ lag: next }, 'lag');

  return (
    <div class="race-lag">
      <NumberBox
        label={label}
        kind="race-lag-box"
        value={lag}
        size={3}
        read={read}
        problem={format(texts[step === 2 ? 'lag.problem.even' : 'lag.problem'], { least, most })}
        onChoose={(value) => {
          choose(value);
          model.state.endGesture();
        }}
      />
      <StopSlider
        label={label}
        named={format(model.lagOffer.value ? texts['lag.value'] : texts['lag.value.none'], { lag })}
        value={lag}
        least={least}
        most={most}
        step={step}
        stops={lags.map((one) => one.lag).sort((a, b) => a - b)}
        onChoose={choose}
        onEnd={model.state.endGesture}
      />
    </div>
  );
}
