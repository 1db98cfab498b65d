/**
 * The lag on a log scale, with a stop for each lag that ships trained networks; the box takes any lag of the task.
 */
import type { JSX } from 'preact';
import { LagControl } from '../shared/LagControl.tsx';
import { format } from '../shared/numbers.ts';
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
  return (
    <div class="race-lag">
      <LagControl
        label={label}
        named={format(model.lagOffer.value ? texts['lag.value'] : texts['lag.value.none'], { lag })}
        problem={format(texts[step === 2 ? 'lag.problem.even' : 'lag.problem'], { least, most })}
        boxKind="race-lag-box"
        lag={lag}
        least={least}
        most={most}
        step={step}
        stops={lags.map((one) => one.lag).sort((a, b) => a - b)}
        onChoose={(next) => model.change({ lag: next }, 'lag')}
        onEnd={model.state.endGesture}
      />
    </div>
  );
}
