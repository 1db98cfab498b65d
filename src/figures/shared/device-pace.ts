/**
 * How long a training will take on this device, told beforehand: from what it trained in this visit, or from a first short
 * trial. An estimate, and said to be one.
 */
import { type ReadonlySignal, signal } from '@preact/signals';
import { format } from './numbers.ts';
import type { SharedTexts } from './texts.ts';

/** A training as far as its time goes. */
export interface Piece {
  /** What takes equally long for equally much work. */
  readonly kind: string;
  /** In any unit, the same for all of a kind. */
  readonly work: number;
}

export interface DevicePace {
  /** Grows when something about the pace has become known. */
  readonly version: ReadonlySignal<number>;
  knows(kind: string): boolean;
  /** So much work took so long. */
  count(piece: Piece, ms: number): void;
  /** Of pieces in their order, some at once; null while one of their kinds is not known. */
  estimateMs(pieces: readonly Piece[], atOnce: number): number | null;
}

/** The part of a browser's storage that is needed. */
type Store = Pick<Storage, 'getItem' | 'setItem'>;

const key = 'unrolled.pace';
/** What is older counts less: the latest seconds say best how busy the device is. */
const spanMs = 3000;
/** Less than this is no news. */
const change = 0.05;

interface Known {
  readonly work: number;
  readonly ms: number;
}

/** `store` is where a visit keeps what is known from page to page; null where the browser has none to give. */
export function createDevicePace(store: Store | null): DevicePace {
  const version = signal(0);
  const known = new Map<string, Known>(readKnown(store));
  const told = new Map<string, number>();
  const perWork = ({ ms, work }: Known) => ms / work;
  return {
    version,
    knows: (kind) => known.has(kind),
    count({ kind, work }, ms) {
      if (!(work > 0 && ms > 0)) return;
      const before = known.get(kind);
      const keep = before ? Math.max(0, Math.min(1, (spanMs - ms) / before.ms)) : 0;
      const now = { work: work + keep * (before?.work ?? 0), ms: ms + keep * (before?.ms ?? 0) };
      known.set(kind, now);
      const last = told.get(kind);
      if (last !== undefined && Math.abs(perWork(now) / last - 1) < change) return;
      told.set(kind, perWork(now));
      version.value += 1;
      writeKnown(store, known);
    },
    estimateMs(pieces, atOnce) {
      const times = pieces.map(({ kind, work }) => {
        const found = known.get(kind);
        return found ? work * perWork(found) : null;
      });
      return times.includes(null) ? null : spanOf(times as number[], atOnce);
    },
  };
}

/** Each as soon as one of the lanes is free. */
function spanOf(times: readonly number[], atOnce: number): number {
  const lanes = Array.from({ length: Math.max(1, atOnce) }, () => 0);
  for (const time of times) {
    const free = lanes.indexOf(Math.min(...lanes));
    lanes[free] = (lanes[free] ?? 0) + time;
  }
  return Math.max(...lanes);
}

/** "About 40 s here, by estimate."; a range where there is one, and that it is not known where it is not. */
export function timeText(texts: SharedTexts, ms: number | readonly [least: number, most: number] | null): string {
  if (ms === null) return texts['time.unknown'];
  const [from, to] = typeof ms === 'number' ? [ms / 1000, ms / 1000] : [ms[0] / 1000, ms[1] / 1000];
  if (to < 1.5) return texts['time.second'];
  const isShort = to < 100;
  const [least, most] = [from, to].map((seconds) => round(isShort ? seconds : seconds / 60));
  const unit = isShort ? 'seconds' : 'minutes';
  if (least === most) return format(texts[`time.${unit}`], { n: most ?? 0 });
  return format(texts[`time.${unit}.range`], { from: least ?? 0, to: most ?? 0 });
}

/** Whole; to fives above 10 and to tens above 50, for nobody knows better. */
function round(value: number): number {
  const pitch = value > 50 ? 10 : value > 10 ? 5 : 1;
  return Math.max(1, pitch * Math.round(value / pitch));
}

function readKnown(store: Store | null): [string, Known][] {
  try {
    const found: unknown = JSON.parse(store?.getItem(key) ?? '[]');
    const isKnown = ([kind, one]: [string, Known]) => typeof kind === 'string' && one.work > 0 && one.ms > 0;
    return (found as [string, Known][]).filter(isKnown);
  } catch {
    return []; // refused, or written by something else
  }
}

function writeKnown(store: Store | null, known: ReadonlyMap<string, Known>): void {
  try {
    store?.setItem(key, JSON.stringify([...known]));
  } catch {
    // A browser that keeps nothing has it for this page all the same.
  }
}

/** What a browser keeps until the visit ends; null where it refuses, and while the site is built. */
export function visitStore(): Store | null {
  try {
    return globalThis.sessionStorage ?? null;
  } catch {
    return null;
  }
}
