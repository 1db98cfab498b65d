/** Tables and numbers as Markdown that is as easy to read in a terminal. */

export interface Table {
  readonly title: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** Columns as wide as their widest cell; the first to the left, the others, numbers, to the right. */
export function renderTable({ title, head, rows }: Table): string {
  const widths = head.map((_, column) => Math.max(3, ...[head, ...rows].map((cells) => cells[column].length)));
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column]))).join(' | ')} |`;
  const rule = widths.map((width, column) => (column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`));
  return [title, '', line(head), line(rule), ...rows.map(line)].join('\n');
}

/** Three figures: 0.0175, 2.70, 37.3, 844. */
export function shown(value: number): string {
  if (value === 0 || !Number.isFinite(value)) return String(value);
  const digits = 2 - Math.floor(Math.log10(Math.abs(value)));
  return digits > 0 ? value.toFixed(Math.min(digits, 6)) : String(Math.round(value));
}

/** "70 %", and a dash for what is not known. */
export function percent(share: number | null): string {
  return share === null ? '–' : `${Math.round(100 * share)} %`;
}

/** "438 kB" or "12.3 MB". */
export function shownBytes(bytes: number | null): string {
  if (bytes === null) return '–';
  return bytes < 1e6 ? `${Math.round(bytes / 1000)} kB` : `${shown(bytes / 1e6)} MB`;
}
