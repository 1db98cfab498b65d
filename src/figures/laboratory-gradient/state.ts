/** What a reader chooses in the gradient figure; a link says the same. */
import { decimal, type Fields, integer } from '../shared/fields.ts';

export interface GradientState {
  /** Random symbols between the first symbol and the question. */
  readonly lag: number;
  /** Of the LSTM's forget gate, in the row that is the reader's own. */
  readonly bias: number;
  /** Spectral radius of the recurrent matrix, in the RNN's row that is the reader's own. */
  readonly radius: number;
}

export const lagStops = [5, 10, 20, 30, 50, 70, 100, 150, 200] as const;
export const biasStops = [-2, -1, 0, 1, 2, 3, 4, 5, 6, 7, 8] as const;
export const radiusStops = [0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.1, 1.2, 1.3, 1.4, 1.5] as const;

export const gradientFields: Fields<GradientState> = {
  lag: integer('lag', { from: 5, to: 200, fallback: 100 }),
  bias: decimal('bias', { from: -2, to: 8, fallback: 3 }),
  radius: decimal('radius', { from: 0.5, to: 1.5, fallback: 1.2 }),
};
