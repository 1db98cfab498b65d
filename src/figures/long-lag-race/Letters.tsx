/** The sequence that is read, a letter per column; where columns are narrow only some are set. */
import type { JSX } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
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

  const every = width === null || !reading ? null : letterEvery(width / reading.steps);
  // The same elements again while a network is trained, so that they are not compared four times a second.
  const letters = useMemo(() => reading && lettersOf(reading, every ?? 1), [reading?.signs.join(''), every]);
  return (
    <div class="race-letters" ref={root} aria-hidden="true" data-unmeasured={every === null ? '' : undefined}>
      {letters}
    </div>
  );
}

function lettersOf({ steps, signs, marked }: CellReading, every: number): JSX.Element[] {
  return signs.flatMap((sign, step) => {
    const isMarked = marked.includes(step);
    if (!isMarked && step % every !== 0) return [];
    const middle = `${(100 * (step + 0.5)) / steps}%`;
    // The ground of a marked letter is wider than a narrow column; it ends where the ribbon does.
    const left = isMarked ? `clamp(5px, ${middle}, 100% - 5px)` : middle;
    return (
      <span key={`${step}${sign}`} class={isMarked ? 'race-marked' : undefined} style={{ left }}>
        {sign}
      </span>
    );
  });
}

function letterEvery(columnWidth: number): number {
  if (columnWidth >= wideEnough) return 1;
  let every = 2;
  while (every * columnWidth < letterPitch) every *= 2;
  return every;
}
