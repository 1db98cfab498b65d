/** The range under the instrument: a handle at its shortest and its longest hold, and the bar between them; or one handle. */
import type { JSX, TargetedKeyboardEvent, TargetedPointerEvent } from 'preact';
import { useRef } from 'preact/hooks';
import { format } from '../shared/numbers.ts';
import { untranslated, Words } from '../shared/Words.tsx';
import { type Axis, moved, type Range, stepBy, withEnd } from './axis.ts';
import type { LabTexts } from './types.ts';

interface HandlesProps {
  readonly texts: LabTexts;
  readonly axis: Axis;
  readonly range: Range;
  /** All units hold equally long: one handle. */
  readonly isOne: boolean;
  readonly onChoose: (range: Range) => void;
  /** What follows begins a new gesture. */
  readonly onEnd: () => void;
}

interface Drag {
  readonly part: 0 | 1 | 'bar';
  /** Where it began, from 0 to 1, and the range then. */
  readonly place: number;
  readonly range: Range;
}

/** From 0 to 1: closer to a handle than this means the handle. */
const reach = 0.04;

export function Handles({ texts, axis, range, isOne, onChoose, onEnd }: HandlesProps): JSX.Element {
  const track = useRef<HTMLDivElement>(null);
  const drag = useRef<Drag | null>(null);
  const places = range.map(axis.place);

  const placeOf = ({ clientX }: TargetedPointerEvent<HTMLElement>) => {
    const box = track.current?.getBoundingClientRect();
    return box ? (clientX - box.left) / box.width : 0;
  };
  const onPointerDown = (event: TargetedPointerEvent<HTMLElement>) => {
    const place = placeOf(event);
    const [left = 0, right = 0] = places.map((one) => Math.abs(one - place));
    const isBetween = place > (places[0] ?? 0) && place < (places[1] ?? 0);
    const isBar = !isOne && isBetween && Math.min(left, right) > reach;
    const part = isBar ? 'bar' : !isOne && right < left ? 1 : 0;
    drag.current = { part, place, range };
    event.currentTarget.setPointerCapture(event.pointerId);
    event.currentTarget
      .querySelectorAll<HTMLElement>('[role=slider]')
      [part === 1 ? 1 : 0]?.focus({ preventScroll: true });
    event.preventDefault();
    if (part !== 'bar') onPointerMove(event);
  };
  const onPointerMove = (event: TargetedPointerEvent<HTMLElement>) => {
    const from = drag.current;
    if (!from || !event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const place = placeOf(event);
    if (from.part === 'bar') onChoose(moved(from.range, axis.end ** (place - from.place), axis.end));
    else choose(from.part, axis.stepsAt(place));
  };
  const choose = (which: 0 | 1, steps: number) => {
    const next: Range = isOne ? [steps, steps] : withEnd(range, which, steps);
    if (next[0] !== range[0] || next[1] !== range[1]) onChoose(next);
  };
  const onKeyDown = (event: TargetedKeyboardEvent<HTMLElement>, which: 0 | 1) => {
    const steps: Record<string, number> = {
      ArrowRight: 1,
      ArrowUp: 1,
      ArrowLeft: -1,
      ArrowDown: -1,
      PageUp: 5,
      PageDown: -5,
    };
    const by = steps[event.key];
    if (by) choose(which, stepBy(range[which], by, axis.end));
    else if (event.key === 'Home') choose(which, axis.stepsAt(0));
    else if (event.key === 'End') choose(which, axis.end);
    else return;
    event.preventDefault();
  };
  const ends = isOne ? (['constant'] as const) : (['shortest', 'longest'] as const);
  return (
    <div
      class="lab-range"
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={() => {
        drag.current = null;
        onEnd();
      }}
    >
      <div class="lab-track" ref={track}>
        {!isOne && <span class="lab-bar" style={{ left: percent(places[0]), right: percent(1 - (places[1] ?? 0)) }} />}
        {ends.map((end, which) => {
          const steps = range[which as 0 | 1];
          return (
            <span key={end} class={`lab-handle lab-handle-${end}`} style={{ left: percent(places[which]) }}>
              <span
                class="lab-ring"
                role="slider"
                tabIndex={0}
                aria-label={texts[`handle.${end}`]}
                aria-valuemin={axis.stepsAt(0)}
                aria-valuemax={axis.end}
                aria-valuenow={steps}
                aria-valuetext={format(texts['handle.value'], { n: steps })}
                onKeyDown={(event) => onKeyDown(event, which as 0 | 1)}
                onBlur={onEnd}
              />
              <span class="lab-handle-name" aria-hidden="true" {...untranslated}>
                <Words>{format(texts[end], { n: steps })}</Words>
              </span>
            </span>
          );
        })}
      </div>
    </div>
  );
}

function percent(place = 0): string {
  return `${100 * place}%`;
}
