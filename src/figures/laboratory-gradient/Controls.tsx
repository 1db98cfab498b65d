/** What the reader turns: the lag, the forget bias of one LSTM, the spectral radius of one RNN. */
import type { JSX } from 'preact';
import { format, formatValue } from '../shared/numbers.ts';
import { StopSlider } from '../shared/StopSlider.tsx';
import { Words } from '../shared/Words.tsx';
import type { GradientModel } from './model.ts';
import { biasStops, lagStops, radiusStops } from './state.ts';
import type { GradientTexts } from './types.ts';

interface ControlsProps {
  readonly texts: GradientTexts;
  readonly model: GradientModel;
}

const dials = {
  lag: { stops: lagStops, step: 1, digits: 0 },
  bias: { stops: biasStops, step: 0.1, digits: 1 },
  radius: { stops: radiusStops, step: 0.01, digits: 2 },
} as const;

export function Controls({ texts, model }: ControlsProps): JSX.Element {
  const now = model.state.now.value;
  return (
    <div class="gradient-controls">
      {(['lag', 'bias', 'radius'] as const).map((name) => {
        const { stops, step, digits } = dials[name];
        const said = formatValue(now[name], digits);
        return (
          <div key={name} class="gradient-dial">
            <p aria-hidden="true">
              <span>{texts[`dial.${name}`]}</span> <b>{<Words>{said}</Words>}</b>
            </p>
            <StopSlider
              label={texts[`dial.${name}`]}
              named={format(texts[`dial.${name}.value`], { value: said })}
              value={now[name]}
              least={stops[0]}
              most={stops.at(-1) ?? stops[0]}
              step={step}
              stops={stops}
              isLinear={name !== 'lag'}
              onChoose={(value) => model.state.change({ [name]: Number(value.toFixed(2)) }, name)}
              onEnd={model.state.endGesture}
            />
          </div>
        );
      })}
    </div>
  );
}
