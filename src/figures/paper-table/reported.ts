/**
 * Hochreiter and Schmidhuber (1997), Neural Computation 9, 1735-1780, tables 1, 4, 5, 7, 8 and 9: sequences until their
 * stop rule held, and wrong test sequences, as reported there. Of table 1 the LSTM that was soonest and the Elman
 * network; of tables 4 and 5 the rows with T = 100 and N = 3, stopped by ST1; of table 7 T = 100; of table 8 the row that
 * stopped first.
 */
import type { PaperRowName, Reported } from './types.ts';

const solved = (table: number, sequences: number, wrong: number | null = null): Reported => ({
  table,
  sequences,
  wrong,
  isUnsolved: false,
});

export const reported: Readonly<Record<PaperRowName, Reported>> = {
  'reber-lstm': solved(1, 8_440),
  'reber-elman': { table: 1, sequences: 200_000, wrong: null, isUnsolved: true },
  'latch-3a': solved(4, 27_380),
  'latch-3b': solved(5, 41_740),
  adding: solved(7, 74_000, 1),
  multiplication: solved(8, 482_000, 139),
  'order-6a': solved(9, 31_390, 1),
  'order-6b': solved(9, 571_100, 2),
  'original-6a': solved(9, 31_390, 1),
};
