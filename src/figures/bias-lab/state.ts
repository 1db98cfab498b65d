/** What a reader chooses where the gate bias is all that varies; a link says the same. */
import { choice, type Field, type Fields } from '../shared/fields.ts';
import { seedsField, type WhichSeeds } from '../shared/here-job.ts';
import type { BiasCell, BiasName, BiasTask } from './types.ts';

export interface BiasState {
  readonly task: BiasTask;
  readonly cell: BiasCell;
  readonly bias: BiasName;
  readonly seeds: WhichSeeds;
}

export const tasks: readonly BiasTask[] = ['remember', 'order-6a'];
export const cells: readonly BiasCell[] = ['gru', 'lstm'];
export const constants = ['0', '1', '2', '3', '4', '5', '6'] as const;
export const biases: readonly BiasName[] = [...constants, 'chrono'];

export const biasFields: Fields<BiasState> = {
  task: choice('task', tasks, 'remember') as Field<BiasTask>,
  cell: choice('cell', cells, 'lstm') as Field<BiasCell>,
  bias: choice('bias', biases, '4') as Field<BiasName>,
  seeds: seedsField(),
};
