/** What a reader chooses in the figure of the 1997 network; a link says the same, and whether to train at once. */
import { choice, type Field, type Fields, integer } from '../shared/fields.ts';

export interface OriginalState {
  /** Decides weights and sequences. */
  readonly seed: number;
  /** Whether the reader has trained with it: a link to that trains again, bit for bit. */
  readonly isTrained: 'no' | 'yes';
}

/** The engine's seeds are whole numbers that a double holds exactly. */
export const largestSeed = Number.MAX_SAFE_INTEGER;

export const originalFields: Fields<OriginalState> = {
  seed: integer('seed', { from: 0, to: largestSeed, fallback: 1 }),
  isTrained: choice('train', ['no', 'yes'], 'no') as Field<OriginalState['isTrained']>,
};
