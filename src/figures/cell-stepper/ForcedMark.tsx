/** The mark of an entry over its strip: an outline around all its squares on view, and one pin that says what it does. */
import type { JSX } from 'preact';
import type { Forced, Forcing } from './forced.ts';

interface ForcedMarkProps {
  readonly entry: Forced;
  /** Of the strip. */
  readonly rows: number;
  /** Steps before those on view, and how many those are. */
  readonly start: number;
  readonly columns: number;
  readonly isNew: boolean;
}

export function ForcedMark({ entry, rows, start, columns, isNew }: ForcedMarkProps): JSX.Element {
  const { unit, kind, isOn } = entry;
  const first = Math.max(1, entry.firstStep - start);
  const last = Math.min(columns, entry.lastStep - start);
  const pin = `pin${isOn ? '' : ' pin-off'}${isNew ? ' pin-new' : ''}`;
  const place = {
    ...{ '--row-at': unit === 'all' ? 0 : unit - 1, '--tall': unit === 'all' ? rows : 1 },
    ...{ '--step': first, '--wide': last - first + 1 },
  };
  return (
    <span
      class={isOn ? 'stepper-forced-mark' : 'stepper-forced-mark is-off'}
      data-open-left={entry.firstStep <= start ? '' : undefined}
      data-open-right={entry.lastStep > start + columns ? '' : undefined}
      style={place}
    >
      <svg viewBox="0 0 22 26" width="22" height="26" aria-hidden="true" class={pin}>
        <line x1="2" y1="24" x2="13" y2="7" />
        <PinHead x={14} y={5} size={4} kind={kind} />
      </svg>
    </span>
  );
}

interface PinHeadProps {
  readonly x: number;
  readonly y: number;
  /** Half its width. */
  readonly size: number;
  readonly kind: Forcing;
}

/** Round for a value that is set, a diamond for one that is scaled, a square for one that is frozen. */
export function PinHead({ x, y, size, kind }: PinHeadProps): JSX.Element {
  if (kind === 'set') return <circle class="pin-head" cx={x} cy={y} r={size} />;
  const side = size * 1.8;
  const box = { x: x - side / 2, y: y - side / 2, width: side, height: side };
  return <rect class="pin-head" {...box} transform={kind === 'scale' ? `rotate(45 ${x} ${y})` : undefined} />;
}
