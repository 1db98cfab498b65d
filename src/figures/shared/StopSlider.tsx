/**
 * A slider with stops, on a log scale unless it is told otherwise. Dragging and the arrow keys go from stop to stop; with
 * Shift the arrow keys go through every value.
 */
import type { JSX, TargetedKeyboardEvent, TargetedPointerEvent } from 'preact';
import { useRef } from 'preact/hooks';

interface StopSliderProps {
  readonly label: string;
  /** The value in words. */
  readonly named: string;
  readonly value: number;
  readonly least: number;
  readonly most: number;
  readonly step: number;
  readonly isLinear?: boolean;
  /** In rising order. */
  readonly stops: readonly number[];
  /** Stops whose numbers are shown only when they are chosen, where there is no room for all. */
  readonly quiet?: readonly number[];
  readonly onChoose: (value: number) => void;
  /** What follows begins a new gesture. */
  readonly onEnd: () => void;
}

const directions: Readonly<Record<string, 1 | -1>> = {
  ArrowRight: 1,
  ArrowUp: 1,
  PageUp: 1,
  ArrowLeft: -1,
  ArrowDown: -1,
  PageDown: -1,
};

export function StopSlider(props: StopSliderProps): JSX.Element {
  const { label, named, value, least, most, step, stops, quiet = [], isLinear = false, onChoose, onEnd } = props;
  const track = useRef<HTMLDivElement>(null);
  const shareOf = (at: number) =>
    isLinear ? (at - least) / (most - least) : Math.log(at / least) / Math.log(most / least);
  const placeOf = (at: number) => `${100 * shareOf(at)}%`;
  const choose = (next: number) => {
    const inside = Math.min(most, Math.max(least, next));
    if (inside !== value) onChoose(inside);
  };
  const stopBeside = (by: 1 | -1) => {
    const beside = by > 0 ? stops.find((stop) => stop > value) : stops.findLast((stop) => stop < value);
    return beside ?? value;
  };
  const onKeyDown = (event: TargetedKeyboardEvent<HTMLElement>) => {
    const by = directions[event.key];
    if (by) choose(event.shiftKey ? value + by * step : stopBeside(by));
    else if (event.key === 'Home') choose(least);
    else if (event.key === 'End') choose(most);
    else return;
    event.preventDefault();
  };
  const drag = ({ clientX }: TargetedPointerEvent<HTMLElement>) => {
    const box = track.current?.getBoundingClientRect();
    if (!box) return;
    const at = (clientX - box.left) / box.width;
    const nearest = stops.toSorted((a, b) => Math.abs(shareOf(a) - at) - Math.abs(shareOf(b) - at))[0];
    if (nearest !== undefined) choose(nearest);
  };
  return (
    <div
      class="stop-slider"
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        event.currentTarget.querySelector<HTMLElement>('[role=slider]')?.focus({ preventScroll: true });
        event.preventDefault();
        drag(event);
      }}
      onPointerMove={(event) => {
        if (event.currentTarget.hasPointerCapture(event.pointerId)) drag(event);
      }}
      onPointerUp={onEnd}
    >
      <div class="stop-track" ref={track}>
        {stops.map((stop) => (
          <span
            key={stop}
            class="stop-mark"
            data-chosen={stop === value ? '' : undefined}
            data-quiet={quiet.includes(stop) ? '' : undefined}
            style={{ left: placeOf(stop) }}
          >
            {String(stop).replace('-', '−')}
          </span>
        ))}
        <span
          class="stop-thumb"
          role="slider"
          tabIndex={0}
          aria-label={label}
          aria-valuemin={least}
          aria-valuemax={most}
          aria-valuenow={value}
          aria-valuetext={named}
          style={{ left: placeOf(value) }}
          onKeyDown={onKeyDown}
          onBlur={onEnd}
        />
      </div>
    </div>
  );
}
