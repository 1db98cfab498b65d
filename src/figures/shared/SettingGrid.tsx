/**
 * Settings of a sweep as a grid of buttons: in each a square per seed, filled where it solved the task, and the median
 * update. The arrow keys go from button to button.
 */
import type { JSX, TargetedKeyboardEvent } from 'preact';
import { median } from './median.ts';
import { format, formatNumber } from './numbers.ts';
import { type SweepSetting, solvedOf } from './sweeps.ts';
import { untranslated } from './Words.tsx';

export interface GridLine {
  readonly key: string;
  readonly name: string;
  /** Smaller, under or after the name. */
  readonly note?: string;
  /** Its name where nothing stands over it. */
  readonly spoken?: string;
}

interface SettingGridProps {
  readonly label: string;
  /** What the rows are. */
  readonly corner: string;
  readonly rows: readonly GridLine[];
  readonly columns: readonly GridLine[];
  /** Names over several columns each, in their order. */
  readonly groups?: readonly { readonly name: string; readonly span: number }[];
  readonly settingAt: (row: string, column: string) => SweepSetting | null;
  readonly chosen: { readonly row: string; readonly column: string };
  readonly onChoose: (row: string, column: string) => void;
  /** `{row}`, `{column}`, `{n}`, `{of}`, `{median}`. */
  readonly texts: { readonly cell: string; readonly cellNone: string; readonly none: string };
  /** Squares beside each other in the order of the seeds, or on each other, filled from the bottom. */
  readonly kind: 'row' | 'stack';
}

const ways: Readonly<Record<string, readonly [row: number, column: number]>> = {
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
};

export function SettingGrid(props: SettingGridProps): JSX.Element {
  const { label, corner, rows, columns, groups, settingAt, chosen, onChoose, texts, kind } = props;
  const onKeyDown = (event: TargetedKeyboardEvent<HTMLTableElement>) => {
    const way = ways[event.key];
    if (!way) return;
    event.preventDefault();
    const row = rows[rows.findIndex(({ key }) => key === chosen.row) + way[0]];
    const column = columns[columns.findIndex(({ key }) => key === chosen.column) + way[1]];
    if (!row || !column || !settingAt(row.key, column.key)) return;
    onChoose(row.key, column.key);
    event.currentTarget.querySelector<HTMLElement>(`[data-at="${row.key} ${column.key}"]`)?.focus();
  };
  return (
    <table class="setting-grid" data-kind={kind} aria-label={label} onKeyDown={onKeyDown}>
      <thead>
        {groups && (
          <tr>
            <td />
            {groups.map(({ name, span }) => (
              <th key={name} scope="colgroup" colSpan={span}>
                {name}
              </th>
            ))}
          </tr>
        )}
        <tr>
          <th scope="col">{corner}</th>
          {columns.map(({ key, name, note }) => (
            <th key={key} scope="col">
              {name}
              {note && <span>{note}</span>}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.key} data-row={row.key}>
            <th scope="row">
              {row.name}
              {row.note && <span>{row.note}</span>}
            </th>
            {columns.map((column) => {
              const setting = settingAt(row.key, column.key);
              if (!setting) return <td key={column.key} />;
              const solved = solvedOf(setting);
              const of = setting.solvedAt.length;
              const values = { row: row.name, column: column.spoken ?? column.name, n: solved.length, of };
              const middle = median(solved);
              const isChosen = row.key === chosen.row && column.key === chosen.column;
              return (
                <td key={column.key}>
                  <button
                    type="button"
                    aria-pressed={isChosen}
                    tabIndex={isChosen ? 0 : -1}
                    data-at={`${row.key} ${column.key}`}
                    aria-label={
                      middle === null
                        ? format(texts.cellNone, values)
                        : format(texts.cell, { ...values, median: formatNumber(middle) })
                    }
                    onClick={() => onChoose(row.key, column.key)}
                  >
                    <span class="setting-squares" aria-hidden="true">
                      {setting.solvedAt.map((update, k) => (
                        <span key={k} data-is={isFilled(kind, k, update, solved.length) ? 'solved' : 'not'} />
                      ))}
                    </span>
                    <span class="setting-median" aria-hidden="true" {...untranslated}>
                      {middle === null ? texts.none : formatNumber(middle)}
                    </span>
                  </button>
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function isFilled(kind: 'row' | 'stack', place: number, update: number | null, solved: number): boolean {
  return kind === 'row' ? update !== null : place < solved;
}
