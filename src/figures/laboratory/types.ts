/** What the laboratory is given, and the words its files share. Shapes only. */
import type { ComponentChildren } from 'preact';
import type { CellKind } from '../../engine/cells/contract.ts';
import type { TaskName } from '../../tasks/contract.ts';
import type { ShownCode } from '../shared/CodeDialog.tsx';
import type { FreshStatus } from '../shared/fresh.ts';
import type { ErrorTexts, SharedTexts, Texts } from '../shared/texts.ts';
import type { Contender } from './contenders.ts';
import type { LabState } from './state.ts';

export type LabTexts = Texts<'figures.laboratory'>;
export type LabTask = Exclude<TaskName, 'last-capital' | 'count' | 'delay' | 'text'>;
/** The biases of the gate that keeps: as frameworks begin, one for all units, or spread over many. */
export type Bias = 'default' | 'constant' | 'chrono';

/** What the curves show: the score on held-out sequences at each check, or the loss of each update's own batch. */
export type CurveView = 'score' | 'loss';

export interface SeedOutcome {
  readonly seed: number;
  /** Updates made. */
  readonly update: number;
  /** Update of the first of two passed checks in a row; null when it has not come. */
  readonly solvedAt: number | null;
  /** Held-out score after the last update: accuracy or squared error; null before. */
  readonly final: number | null;
  readonly checks: readonly { readonly update: number; readonly score: number }[];
  /** Of each update's own batch, from update 1; empty for what ships. */
  readonly losses: readonly number[];
}

export interface CellOutcome {
  readonly cell: Contender;
  readonly hidden: number;
  readonly parameters: number;
  readonly seeds: readonly SeedOutcome[];
}

/** What one setting came to: shipped with the page, or run in this visit. */
export interface Row {
  /** The setting as a part of an address. */
  readonly key: string;
  /** A, B, C in the order in which they came on screen. */
  readonly letter: string;
  readonly state: LabState;
  readonly status: FreshStatus | 'shipped';
  readonly cells: readonly CellOutcome[];
}

/** What ships for one task, lag and beginning; without the curves, which are fetched. */
export interface ShippedSetting {
  readonly task: LabTask;
  readonly lag: number;
  readonly bias: 'default' | 'chrono';
  readonly updates: number;
  readonly cells: readonly ShippedCell[];
}

export interface ShippedCell {
  readonly cell: CellKind;
  readonly hidden: number;
  readonly parameters: number;
  /** Address of the file that holds its curves. */
  readonly address: string;
  /** Of seeds 1, 2, 3 ...: solved at (null for never) and the score at the end. */
  readonly seeds: readonly (readonly [solvedAt: number | null, final: number])[];
}

/** A file of content/results with runs of one task and lag. */
export interface ResultFile {
  readonly task: string;
  readonly lag: number;
  readonly updates: number;
  readonly cells: readonly {
    readonly cell: CellKind;
    readonly hidden: number;
    readonly parameters: number;
    readonly seeds: readonly {
      readonly seed: number;
      readonly solvedAt: number | null;
      readonly final: number;
      /** Before update 1 and at every check. */
      readonly checks: readonly number[];
    }[];
  }[];
}

export interface LabProps {
  readonly id: string;
  readonly level: 2 | 3;
  readonly code: ShownCode;
  readonly texts: LabTexts;
  readonly shared: SharedTexts;
  readonly errors: ErrorTexts;
  readonly shipped: readonly ShippedSetting[];
  /** Where it says why the biases matter. */
  readonly whyLink: string;
  /** The opening's curves as drawn at build. */
  readonly curveRnn?: ComponentChildren;
  readonly curveGru?: ComponentChildren;
  readonly curveLstm?: ComponentChildren;
}
