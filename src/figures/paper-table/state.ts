/** How the paper's table counts; a link says the same. */
import { choice, type Field, type Fields } from '../shared/fields.ts';

export interface PaperState {
  /** The paper's own count, or updates: its networks were updated after every sequence, ours after a batch. */
  readonly count: 'sequences' | 'updates';
}

export const paperFields: Fields<PaperState> = {
  count: choice('count', ['sequences', 'updates'], 'sequences') as Field<PaperState['count']>,
};
