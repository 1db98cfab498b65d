/** What a reader chooses in the speed panel; a link says the same. What a device came to is in no link. */
import { choice, type Field, type Fields } from '../shared/fields.ts';
import type { Scale } from './types.ts';

export interface SpeedState {
  readonly scale: Scale;
}

export const speedFields: Fields<SpeedState> = {
  scale: choice('y', ['rate', 'times'], 'rate') as Field<Scale>,
};
