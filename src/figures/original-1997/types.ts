/** What the figure of the 1997 network is given, and the words its files share. Shapes only. */

import type { ComponentChildren } from 'preact';
import type { OriginalProgress } from '../../worker/messages.ts';
import type { ShownCode } from '../shared/CodeDialog.tsx';
import type { ErrorTexts, SharedTexts, Texts } from '../shared/texts.ts';

export type OriginalTexts = Texts<'figures.original-1997'>;

/** A training as far as it has come. */
export interface Course extends Omit<OriginalProgress, 'kind' | 'job' | 'state'> {
  readonly seed: number;
}

export interface OriginalProps {
  readonly id: string;
  readonly level: 2 | 3;
  readonly code: ShownCode;
  readonly texts: OriginalTexts;
  readonly shared: SharedTexts;
  readonly errors: ErrorTexts;
  /** A training that was done when the site was built. */
  readonly opening: Course;
  /** Its curve as drawn then. */
  readonly drawn?: ComponentChildren;
}
