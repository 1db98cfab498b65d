/** A measurement as comma-separated values: a line for each timing, as exact as it was measured. */
import { rateOf, type SpeedRow } from '../../worker/speeds.ts';

const units = { product: 'GFLOP/s', update: 'updates/s' } as const;

export function speedsCsv(rows: readonly SpeedRow[]): string {
  const lines = rows.map((row) => [row.kind, row.path, row.size, row.ms, rateOf(row), units[row.kind]].join(','));
  return `${['kind,path,size,milliseconds,rate,unit', ...lines].join('\r\n')}\r\n`;
}
