/** What stands in the cells of the paper's table, and the same as a file. */
import { median } from '../shared/median.ts';
import { format, formatNumber } from '../shared/numbers.ts';
import type { PaperState } from './state.ts';
import type { PaperRow, PaperTexts } from './types.ts';

export function reportedText(texts: PaperTexts, { reported }: PaperRow): string {
  const { sequences, isUnsolved, wrong } = reported;
  const values = { n: formatNumber(sequences), wrong: wrong ?? 0 };
  if (isUnsolved) return format(texts['reported.unsolved'], values);
  return format(texts[wrong === null ? 'reported.solved' : 'reported.wrong'], values);
}

export function measuredText(texts: PaperTexts, { measured }: PaperRow, count: PaperState['count']): string {
  const { seeds, updates, batch, budget } = measured;
  const each = count === 'sequences' ? batch : 1;
  const show = (n: number | null | undefined) => formatNumber((n ?? 0) * each);
  const values = { n: updates.length, of: seeds, budget: show(budget) };
  if (updates.length === 0) return format(texts['measured.zero'], values);
  const spread = { median: show(median(updates)), from: show(updates[0]), to: show(updates.at(-1)) };
  return format(texts.measured, { ...values, ...spread });
}

const columns = ['row', 'table', 'reported_sequences', 'reported_solved', 'reported_wrong_of_2560'] as const;
const more = ['seeds', 'solved', 'sequences_per_update', 'updates'] as const;

/** Updates that solved it, by seed in rising order, stand in one field. */
export function paperCsv(rows: readonly PaperRow[]): string {
  const lines = rows.map(({ name, reported, measured }) => {
    const { table, sequences, isUnsolved, wrong } = reported;
    const { seeds, updates, batch } = measured;
    const ours = [seeds, updates.length, batch, updates.join(' ')];
    return [name, table, sequences, isUnsolved ? 'no' : 'yes', wrong ?? '', ...ours].join(',');
  });
  return `${[[...columns, ...more].join(','), ...lines].join('\r\n')}\r\n`;
}
