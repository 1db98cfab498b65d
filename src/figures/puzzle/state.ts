/** What an exercise's part of a link says: which puzzle, how many hints are open, whether it was checked. */
import type { PuzzleName } from '../../experiments/by-hand/puzzles.ts';
import { choice, type Fields, integer } from '../shared/fields.ts';

export interface PuzzleState {
  readonly puzzle: PuzzleName;
  readonly hints: number;
  readonly isChecked: 'no' | 'yes';
}

export const HINTS = 2;

/** The first of the puzzles offered is the one to begin with. */
export function puzzleFields(offered: readonly [PuzzleName, ...PuzzleName[]]): Fields<PuzzleState> {
  return {
    puzzle: choice('q', offered, offered[0]),
    hints: integer('hints', { from: 0, to: HINTS, fallback: 0 }),
    isChecked: choice('check', ['no', 'yes'] as const, 'no'),
  };
}
