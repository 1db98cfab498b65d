/** The stepper's state: what is read, what is forced, where the reader looks. One table for link, undo and reset. */
import type { CellKind } from '../../engine/cells/contract.ts';
import { choice, type Fields, integer, letters as lettersField, list } from '../shared/fields.ts';
import { type StripName, stripsOf } from './cells.ts';
import { type Forced, forcedItem } from './forced.ts';

export const views = ['after', 'before', 'change'] as const;
export type View = (typeof views)[number];

/** The run from the first step on, or the gradient of its loss, from the last step back. */
export const ways = ['forward', 'backward'] as const;
export type Way = (typeof ways)[number];

/** A row of the drawing: the letters read, or one strip. */
export type RowName = StripName | 'input';

export interface StepperState {
  readonly letters: string;
  readonly step: number;
  readonly row: RowName;
  /** The unit drawn. */
  readonly unit: number;
  /** The answer looked at while the row is `probability`. */
  readonly answer: number;
  readonly view: View;
  readonly forced: readonly Forced[];
  readonly way: Way;
  /** The step whose answer the loss looks at, from 1. */
  readonly lossStep: number;
}

export interface Sizes {
  readonly units: number;
  readonly alphabet: readonly string[];
  readonly answers: readonly string[];
}

/** Where a figure begins. */
export interface Beginning {
  readonly letters: string;
  readonly step: number;
  readonly unit: number;
  readonly row: RowName;
}

/** More would not fit into a link. */
export const mostForced = 64;

export function stepperFields(cell: CellKind, sizes: Sizes, beginning: Beginning): Fields<StepperState> {
  const { letters, step, unit, row } = beginning;
  const steps = letters.length;
  const rows: readonly RowName[] = ['input', ...stripsOf[cell].map(({ name }) => name)];
  return {
    letters: lettersField('x', sizes.alphabet.join(''), steps, steps, letters),
    step: integer('t', { from: 1, to: steps, fallback: step }),
    row: choice('row', rows, row),
    unit: integer('u', { from: 1, to: sizes.units, fallback: unit }),
    answer: integer('p', { from: 1, to: sizes.answers.length, fallback: 1 }),
    view: choice('view', views, 'after'),
    forced: list('force', forcedItem(stripsOf[cell], steps, sizes.units), mostForced),
    way: choice('way', ways, 'forward'),
    lossStep: integer('loss', { from: 1, to: steps, fallback: steps }),
  };
}
