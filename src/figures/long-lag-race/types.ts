/** What the race is given, and the words its files share. Shapes only. */

import type { ComponentChildren } from 'preact';
import type { CellKind } from '../../engine/cells/contract.ts';
import type { Reading } from '../../experiments/reading.ts';
import type { ShownCode } from '../shared/CodeDialog.tsx';
import type { ErrorTexts, SharedTexts, Texts } from '../shared/texts.ts';

export type RaceTask = 'remember' | 'order-6a' | 'adding';
/** How wide the cells are: about as many weights each, or 16 units each, as `npm run train` has them. */
export type Size = 'equal' | 'sixteen';
/** What the curves show of a run made in the page. */
export type Measure = 'score' | 'loss';
export type RaceTexts = Texts<'figures.long-lag-race'>;

interface SeedResult {
  readonly seed: number;
  /** Update of the first of two passed checks in a row; null when it never came. */
  readonly solvedAt: number | null;
  /** Held-out score after the last update: accuracy, for adding the squared error. */
  readonly final: number;
  /** The same before update 1 and at every check. */
  readonly checks: readonly number[];
}

export interface CellResult {
  readonly cell: CellKind;
  readonly hidden: number;
  readonly parameters: number;
  readonly seeds: readonly SeedResult[];
}

/** A file of content/results. */
export interface RaceResult {
  readonly task: RaceTask;
  readonly lag: number;
  readonly updates: number;
  readonly command: string;
  readonly cells: readonly CellResult[];
}

export interface Width {
  readonly cell: CellKind;
  readonly hidden: number;
  readonly parameters: number;
}

/** How one cell did on the shipped seeds. */
export interface CellFacts {
  readonly cell: CellKind;
  /** Seeds tried. */
  readonly of: number;
  /** In rising order, one per seed that solved it. */
  readonly solvedAt: readonly number[];
  /** Solved, but below the criterion after the last update. */
  readonly lost: number;
  /** The best of all checks of all seeds. */
  readonly best: number;
}

/** One lag whose results and weights ship. */
export interface LagOffer {
  readonly lag: number;
  /** Address of its results. */
  readonly results: string;
  /** Addresses of the trained weights of seed 1. */
  readonly weights: Readonly<Record<CellKind, string>>;
  readonly facts: readonly CellFacts[];
}

export interface TaskOffer {
  readonly task: RaceTask;
  readonly lags: readonly LagOffer[];
  readonly widths: Readonly<Record<Size, readonly Width[]>>;
  /** Updates of a run. */
  readonly updates: number;
}

/** What is known of a cell's reading: all of it once a worker has read, without the states in the page as built. */
export type CellReading = Omit<Reading, 'values' | 'shares'> & Partial<Pick<Reading, 'values' | 'shares'>>;
export type Readings = Readonly<Partial<Record<CellKind, CellReading>>>;

/** GRU and LSTM with the gate biases that frameworks begin with. */
export interface DefaultBiases {
  readonly lag: number;
  readonly updates: number;
  readonly facts: readonly CellFacts[];
}

export interface RaceProps {
  readonly id: string;
  readonly code: ShownCode;
  readonly texts: RaceTexts;
  readonly shared: SharedTexts;
  readonly errors: ErrorTexts;
  readonly offers: readonly TaskOffer[];
  /** What the page opens with. */
  readonly opening: { readonly results: RaceResult; readonly readings: Readings };
  readonly defaultBiases: DefaultBiases | null;
  /** Decides the sequences that are read. */
  readonly readSeed: number;
  /** Where it says why the biases matter. */
  readonly whyLink: string;
  /** The heading's level on the page it stands in. */
  readonly level: 2 | 3;
  /** The opening's curves as drawn at build. */
  readonly curveRnn?: ComponentChildren;
  readonly curveGru?: ComponentChildren;
  readonly curveLstm?: ComponentChildren;
}
