/**
 * The lag on a log scale. Dragging and the arrow keys go from one lag that ships trained networks to the next; with
 * Shift the arrow keys go through all lags, and the box takes any.
 */
import type { JSX, TargetedKeyboardEvent, TargetedPointerEvent } from 'preact';
import { useRef } from 'preact/hooks';
import { readInteger } from '../shared/fields.ts';
import { format } from '../shared/numbers.ts';
import type { RaceModel } from './model.ts';
import { NumberBox } from './NumberBox.tsx';
import { lagRange } from './tasks.ts';
import type { RaceTexts } from './types.ts';

interface LagSliderProps {
  readonly texts: RaceTexts;
  readonly model: RaceModel;
}

export function LagSlider({ texts, model }: LagSliderProps): JSX.Element | null {
  const track = useRef<HTMLDivElement>(null);
  const { task, lags } = model.offer.value;
  const lag = model.lag.value;
  const { least, most, step } = lagRange(task);
  if (least === most) return null;
  const stops = lags.map((one) => one.lag).sort((a, b) => a - b);
  const label = task === 'adding' ? texts['lag.adding'] : texts.lag;
  const placeOf = (at: number) => `${(100 * Math.log(at / least)) / Math.log(most / least)}%`;
  const choose = (next: number) => {
    if (next !== lag) model.change({ lag: Math.min(most, Math.max(least, next)) }, 'lag');
  };

  const stopBeside = (by: 1 | -1) => {
    const beside = by > 0 ? stops.find((stop) => stop > lag) : stops.findLast((stop) => stop < lag);
    return beside ?? lag;
  };
  const onKeyDown = (event: TargetedKeyboardEvent<HTMLElement>) => {
    const arrows: Record<string, 1 | -1> = {
      ArrowRight: 1,
      ArrowUp: 1,
      PageUp: 1,
      ArrowLeft: -1,
      ArrowDown: -1,
      PageDown: -1,
    };
    const by = arrows[event.key];
    if (by) choose(event.shiftKey ? lag + by * step : stopBeside(by));
    else if (event.key === 'Home') choose(least);
    else if (event.key === 'End') choose(most);
    else return;
    event.preventDefault();
  };
  const drag = ({ clientX }: TargetedPointerEvent<HTMLElement>) => {
    const box = track.current?.getBoundingClientRect();
    if (!box) return;
    const at = least * Math.exp(((clientX - box.left) / box.width) * Math.log(most / least));
    const nearest = stops.toSorted((a, b) => Math.abs(Math.log(a / at)) - Math.abs(Math.log(b / at)))[0];
    if (nearest !== undefined) choose(nearest);
  };
  const read = (text: string) => {
    const value = readInteger(text.trim(), least, most) ?? null;
    return value !== null && (value - least) % step === 0 ? value : null;
  };
  const named = format(model.lagOffer.value ? texts['lag.value'] : texts['lag.value.none'], { lag });

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
      <div
        class="race-slider"
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          event.currentTarget.querySelector<HTMLElement>('[role=slider]')?.focus({ preventScroll: true });
          event.preventDefault();
          drag(event);
        }}
        onPointerMove={(event) => {
          if (event.currentTarget.hasPointerCapture(event.pointerId)) drag(event);
        }}
        onPointerUp={model.state.endGesture}
      >
        <div class="race-track" ref={track}>
          {stops.map((stop) => (
            <span
              key={stop}
              class="race-stop"
              data-chosen={stop === lag ? '' : undefined}
              style={{ left: placeOf(stop) }}
            >
              {stop}
            </span>
          ))}
          <span
            class="race-thumb"
            role="slider"
            tabIndex={0}
            aria-label={label}
            aria-valuemin={least}
            aria-valuemax={most}
            aria-valuenow={lag}
            aria-valuetext={named}
            style={{ left: placeOf(lag) }}
            onKeyDown={onKeyDown}
            onBlur={model.state.endGesture}
          />
        </div>
      </div>
    </div>
  );
}
