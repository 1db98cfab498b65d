/** What the speed panel is given, and the words its files share. Shapes only. */

import type { ComponentChildren } from 'preact';
import type { SpeedKind, SpeedPath } from '../../worker/speeds.ts';
import type { ShownCode } from '../shared/CodeDialog.tsx';
import type { ErrorTexts, SharedTexts, Texts } from '../shared/texts.ts';

export type SpeedTexts = Texts<'figures.speed-panel'>;
/** Numbers a second, or how many times as fast as typed arrays. */
export type Scale = 'rate' | 'times';

/** One number on screen. */
export interface Point {
  readonly size: number;
  readonly value: number;
}

/** One path in one panel, from small to large. */
export interface Series {
  readonly path: SpeedPath;
  readonly points: readonly Point[];
}

export interface Panel {
  readonly kind: SpeedKind;
  readonly scale: Scale;
  readonly sizes: readonly number[];
  /** Every path that is measured, in the plan's order; without points where there is nothing. */
  readonly series: readonly Series[];
}

export interface SpeedProps {
  readonly id: string;
  readonly level: 2 | 3;
  readonly code: ShownCode;
  readonly texts: SpeedTexts;
  readonly shared: SharedTexts;
  readonly errors: ErrorTexts;
  /** The empty panels as drawn at build. */
  readonly drawnProduct?: ComponentChildren;
  readonly drawnUpdate?: ComponentChildren;
}
