/** A sweep in a few lines: per setting, how many seeds solved it, and after how many updates. */
import { percentile } from '../bench/statistics.ts';
import { keyOfRow, type Row } from './rows.ts';

export function summaryOf(rows: readonly Row[]): string[] {
  const settings = new Map<string, Row[]>();
  for (const row of rows) {
    const { seed: _, ...rest } = row;
    const key = keyOfRow(rest as Row);
    settings.set(key, [...(settings.get(key) ?? []), row]);
  }
  return [...settings].map(([key, own]) => {
    const words = Object.entries(JSON.parse(key) as Record<string, unknown>).map(([name, value]) => `${name} ${value}`);
    const solved = own.filter((row) => row.solved).map(({ updates }) => updates);
    const median = solved.length > 0 ? `, median ${percentile(solved, 0.5)} updates` : '';
    return `${words.join(', ')}: ${solved.length} of ${own.length}${median}`;
  });
}
