/** What a reader chooses in the charts of the sweeps; a link says the same. */
import { choice, type Field, type Fields } from '../shared/fields.ts';
import type { ViewName } from './types.ts';

export interface SweepState {
  readonly view: ViewName;
  /** The run that is named, by its key; empty for none. */
  readonly run: string;
}

export const viewNames: readonly ViewName[] = ['remember', 'adding', 'order', 'copy-small', 'copy'];

export const sweepFields: Fields<SweepState> = {
  view: choice('sweep', viewNames, 'remember') as Field<ViewName>,
  run: {
    key: 'run',
    fallback: '',
    write: (key) => key,
    read: (text) => (/^(rnn|gru|lstm)\.(default|chrono|none)\.[\w-]{1,12}\.\d{1,3}$/.test(text) ? text : undefined),
  },
};
