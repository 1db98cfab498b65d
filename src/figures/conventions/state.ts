/** What a reader chooses where conventions are compared; a link says the same. */
import { choice, type Field, type Fields } from '../shared/fields.ts';
import type { ConventionState, Switch, WrittenCell } from './types.ts';

/** The switches of each cell, from top to bottom, and what each may be; first what the engine does. */
export const options = {
  update: ['keeps', 'takes'],
  reset: ['after', 'before'],
  order: ['pytorch', 'keras', 'onnx'],
  biases: ['two', 'one'],
} as const satisfies { readonly [S in Switch]: readonly ConventionState[S][] };

export const switchesOf: Readonly<Record<WrittenCell, readonly Switch[]>> = {
  gru: ['update', 'reset', 'order', 'biases'],
  lstm: ['order', 'biases'],
};

const letters = ['pytorch', 'keras', 'onnx', 'paper', 'article'] as const;

/** It opens as the paper of Chung et al. writes, where something is to be seen at every switch. */
export const conventionFields: Fields<ConventionState> = {
  cell: choice('cell', ['gru', 'lstm'], 'gru') as Field<WrittenCell>,
  letters: choice('as', letters, 'paper') as Field<ConventionState['letters']>,
  update: choice('z', options.update, 'takes') as Field<ConventionState['update']>,
  reset: choice('r', options.reset, 'before') as Field<ConventionState['reset']>,
  order: choice('order', options.order, 'pytorch') as Field<ConventionState['order']>,
  biases: choice('b', options.biases, 'one') as Field<ConventionState['biases']>,
};

/** The papers write no LSTM with its biases and blocks: their letters are those of a GRU. */
export function nearestState(state: ConventionState): ConventionState {
  const isOfPapers = state.letters === 'paper' || state.letters === 'article';
  return state.cell === 'lstm' && isOfPapers ? { ...state, letters: 'pytorch' } : state;
}
