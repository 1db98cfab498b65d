/** What the paper's table is given, and the words its files share. Shapes only. */
import type { ShownCode } from '../shared/CodeDialog.tsx';
import type { SharedTexts, Texts } from '../shared/texts.ts';

export type PaperTexts = Texts<'figures.paper-table'>;
export type PaperRowName =
  | 'reber-lstm'
  | 'reber-elman'
  | 'latch-3a'
  | 'latch-3b'
  | 'adding'
  | 'multiplication'
  | 'order-6a'
  | 'order-6b'
  | 'original-6a';

/** What the paper reports, in its own count: one sequence, one update. */
export interface Reported {
  /** Number of the paper's table. */
  readonly table: number;
  readonly sequences: number;
  /** Not solved by then. */
  readonly isUnsolved: boolean;
  /** Of 2,560 test sequences; null where the paper counts otherwise. */
  readonly wrong: number | null;
}

/** What came of it here. */
export interface Measured {
  readonly seeds: number;
  /** Updates that solved it, in rising order, one for each seed that did. */
  readonly updates: readonly number[];
  /** Sequences of an update. */
  readonly batch: number;
  /** Most updates of a run. */
  readonly budget: number;
}

export interface PaperRow {
  readonly name: PaperRowName;
  readonly reported: Reported;
  readonly measured: Measured;
  /** The part of the laboratory's address, or of the figure of 1997. */
  readonly link: string;
}

export interface PaperTableProps {
  readonly id: string;
  readonly level: 2 | 3;
  readonly code: ShownCode;
  readonly texts: PaperTexts;
  readonly shared: SharedTexts;
  readonly rows: readonly PaperRow[];
  /** Of the laboratory's page. */
  readonly labPath: string;
}
