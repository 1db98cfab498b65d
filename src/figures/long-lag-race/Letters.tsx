/** The sequence that is read, a letter per column; where columns are narrow only some are set. */
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { CellReading } from './types.ts';

/** Narrower columns have no room for every letter. */
const wideEnough = 6;
/** From one set letter to the next, in pixels. */
const letterPitch = 7;

export function Letters({ reading }: { readonly reading: CellReading | null }): JSX.Element {
  const root = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState<number | null>(null);
  useEffect(() => {
    const observer = new ResizeObserver(([entry]) => setWidth(entry?.contentRect.width ?? null));
    if (root.current) observer.observe(root.current);
    return () => observer.disconnect();
  }, []);

  const steps = reading?.steps ?? 0;
  const every = width === null ? null : letterEvery(width / Math.max(1, steps));
  const shown = (step: number) => every === null || step % every === 0;
  return (
    <div class="race-letters" ref={root} aria-hidden="true" data-unmeasured={every === null ? '' : undefined}>
      {reading?.signs.map((sign, step) => {
        const isMarked = reading.marked.includes(step);
        const key = `${step}${sign}`;
        if (!isMarked && !shown(step)) return null;
        return (
          <span
            key={key}
            class={isMarked ? 'race-marked' : undefined}
            style={{ left: `${(100 * (step + 0.5)) / steps}%` }}
          >
            {sign}
          </span>
        );
      })}
    </div>
  );
}

function letterEvery(columnWidth: number): number {
  if (columnWidth >= wideEnough) return 1;
  let every = 2;
  while (every * columnWidth < letterPitch) every *= 2;
  return every;
}
