/** What the gradient figure is given, and the words its files share. Shapes only. */

import type { Faded, Untrained } from '../../experiments/fading.ts';
import type { FadingRowName } from '../../experiments/fading-rows.ts';
import type { ShownCode } from '../shared/CodeDialog.tsx';
import type { ErrorTexts, SharedTexts, Texts } from '../shared/texts.ts';

export type GradientTexts = Texts<'figures.laboratory-gradient'>;

/** A row as the page first shows it. */
export interface OpeningRow {
  readonly name: FadingRowName;
  readonly untrained: Untrained;
  /** The share that reaches the first step, for each seed. */
  readonly atFirst: readonly number[];
}

/** A row as it stands. */
export interface Row {
  readonly name: FadingRowName;
  readonly untrained: Untrained;
  /** The share at the first step, as the geometric mean over the seeds, and the least and most of them. */
  readonly share: number;
  readonly range: readonly [least: number, most: number];
  /** Null until it was computed in the page. */
  readonly faded: Faded | null;
  /** Whether the numbers belong to what the reader asks for now. */
  readonly isCurrent: boolean;
}

export interface GradientProps {
  readonly id: string;
  readonly level: 2 | 3;
  readonly code: ShownCode;
  readonly texts: GradientTexts;
  readonly shared: SharedTexts;
  readonly errors: ErrorTexts;
  readonly rows: readonly OpeningRow[];
}
