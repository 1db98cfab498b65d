/** The networks whose gradients are set side by side, in the order in which they are shown. */

import type { Untrained } from './fading.ts';

/** The lag they are shown at first. */
export const FADING_LAG = 100;

/** The reader turns one thing in each whose name ends in `own`: a radius, a gate bias. */
export const FADING_ROWS = [
  { name: 'rnn-uniform', untrained: { cell: 'rnn', init: 'pytorch' } },
  { name: 'rnn-orthogonal', untrained: { cell: 'rnn', init: 'default' } },
  { name: 'rnn-own', untrained: { cell: 'rnn', init: 'default', radius: 1.2 } },
  { name: 'rnn-identity', untrained: { cell: 'rnn', init: 'identity', variant: 'relu' } },
  { name: 'gru-default', untrained: { cell: 'gru', init: 'default' } },
  { name: 'gru-chrono', untrained: { cell: 'gru', init: 'chrono' } },
  { name: 'lstm-default', untrained: { cell: 'lstm', init: 'default' } },
  { name: 'lstm-own', untrained: { cell: 'lstm', init: 'constant', gateBias: 3 } },
  { name: 'lstm-chrono', untrained: { cell: 'lstm', init: 'chrono' } },
] as const satisfies readonly { readonly name: string; readonly untrained: Untrained }[];

export type FadingRowName = (typeof FADING_ROWS)[number]['name'];
