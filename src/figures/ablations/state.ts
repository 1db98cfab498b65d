/** What a reader chooses where the LSTM is taken apart; a link says the same. */
import { choice, type Field, type Fields } from '../shared/fields.ts';
import { seedsField, type WhichSeeds } from '../shared/here-job.ts';
import type { Column, Part } from './types.ts';

export interface AblationState {
  readonly part: Part;
  readonly column: Column;
  readonly seeds: WhichSeeds;
}

export const parts: readonly Part[] = [
  'full',
  'no-input-gate',
  'no-forget-gate',
  'no-output-gate',
  'no-input-activation',
  'no-output-activation',
  'coupled',
];
export const columns: readonly Column[] = ['order-6a.chrono', 'order-6a.default', 'adding.chrono', 'adding.default'];

export const ablationFields: Fields<AblationState> = {
  part: choice('part', parts, 'no-input-gate') as Field<Part>,
  column: choice('column', columns, 'order-6a.chrono') as Field<Column>,
  seeds: seedsField(),
};
