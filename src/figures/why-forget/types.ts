/** What the figure is given, and the words its files share. Shapes only. */
import type { ComponentChildren } from 'preact';
import type { CellKind } from '../../engine/cells/contract.ts';
import type { Forgetting } from '../../experiments/forgetting.ts';
import type { ShownCode } from '../shared/CodeDialog.tsx';
import type { ErrorTexts, SharedTexts, Texts } from '../shared/texts.ts';

export type ForgetTexts = Texts<'figures.why-forget'>;

/** A trained network that ships. */
export interface NetworkOffer {
  readonly cell: CellKind;
  readonly lag: number;
  readonly hidden: number;
  /** Share of its answers on held-out sequences that are right. */
  readonly accuracy: number;
  /** Address of its weights. */
  readonly weights: string;
}

/** What is left at the first step: enough for every sentence before the page has measured. */
export type AtFirst = Pick<Forgetting, 'cell' | 'road' | 'bestUnit' | 'steps' | 'units'> &
  Readonly<Record<'typical' | 'best' | 'jacobian' | 'gradient', number>>;

export interface ForgetProps {
  readonly id: string;
  readonly level: 2 | 3;
  readonly code: ShownCode;
  readonly texts: ForgetTexts;
  readonly shared: SharedTexts;
  readonly errors: ErrorTexts;
  readonly offers: readonly NetworkOffer[];
  /** Of the network that the page opens with, measured at build. */
  readonly opening: AtFirst;
  /** Its chart, drawn at build. */
  readonly drawn?: ComponentChildren;
}
