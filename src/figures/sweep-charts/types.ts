/** What the charts of the sweeps are given, and the words their files share. Shapes only. */
import type { ComponentChildren } from 'preact';
import type { CellKind } from '../../engine/cells/contract.ts';
import type { ShownCode } from '../shared/CodeDialog.tsx';
import type { PackedSetting, SweepSetting } from '../shared/sweeps.ts';
import type { ErrorTexts, SharedTexts, Texts } from '../shared/texts.ts';

export type SweepTexts = Texts<'figures.sweep-charts'>;
/** The sweeps by lag, and those that ship with their curves. */
export type LagView = 'remember' | 'adding' | 'order';
export type CurveView = 'copy-small' | 'copy';
export type ViewName = LagView | CurveView;

/** Gate biases as a run began; a cell without gates has none. */
export type Biases = 'default' | 'chrono' | 'none';

export interface SweepFile {
  readonly settings: readonly PackedSetting[];
  /** `npm run sweep` with these makes it again. */
  readonly commands: readonly string[];
}

/** One run. */
export interface SweepRun {
  /** Cell, biases, column and seed: `lstm.chrono.100.3`. */
  readonly key: string;
  readonly cell: CellKind;
  readonly biases: Biases;
  /** Place of its task or lag among the columns. */
  readonly column: number;
  readonly seed: number;
  readonly solvedAt: number | null;
  readonly setting: SweepSetting;
}

/** One setting of a cell, in its column. */
export interface Series {
  readonly biases: Biases;
  readonly column: number;
  readonly setting: SweepSetting;
}

/** A cell and all its runs. */
export interface CellPanel {
  readonly cell: CellKind;
  readonly series: readonly Series[];
  /** Column by column, the biases of a column one after the other, their seeds in order. */
  readonly runs: readonly SweepRun[];
}

/** What one sweep shows: the same columns for every cell. */
export interface LagCharts {
  readonly columns: readonly { readonly name: string; readonly task: string; readonly lag: number }[];
  /** Most updates of a run. */
  readonly budget: number;
  readonly panels: readonly CellPanel[];
}

/** A seed's held-out accuracy at every check. */
export interface CurveFile {
  readonly settings: readonly {
    readonly setting: { readonly task: string; readonly cell: CellKind };
    readonly seeds: readonly {
      readonly seed: number;
      readonly solvedAt: number | null;
      readonly checks: readonly number[];
    }[];
  }[];
}

export interface SweepChartsProps {
  readonly id: string;
  readonly level: 2 | 3;
  readonly code: ShownCode;
  readonly texts: SweepTexts;
  readonly shared: SharedTexts;
  readonly errors: ErrorTexts;
  readonly files: Readonly<Record<LagView | 'copy', SweepFile>>;
  /** Where the curves of copying are fetched. */
  readonly curvesAddress: string;
  /** Of the laboratory's page. */
  readonly labPath: string;
  /** The opening's rates as drawn at build. */
  readonly rateRnn?: ComponentChildren;
  readonly rateGru?: ComponentChildren;
  readonly rateLstm?: ComponentChildren;
}
