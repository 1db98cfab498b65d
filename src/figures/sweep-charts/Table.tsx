/** The same counts as a table, a row for each setting. */
import type { JSX } from 'preact';
import { Dialog } from '../shared/Dialog.tsx';
import type { SharedTexts } from '../shared/texts.ts';
import { untranslated } from '../shared/Words.tsx';
import type { LagCharts, SweepTexts } from './types.ts';
import { tableRow } from './words.ts';

interface TableProps {
  readonly texts: SweepTexts;
  readonly shared: SharedTexts;
  readonly charts: LagCharts;
  readonly onClose: () => void;
}

const names = ['cell', 'biases', 'column', 'solved', 'interval', 'median', 'range'] as const;

export function Table({ texts, shared, charts, onClose }: TableProps): JSX.Element {
  return (
    <Dialog title={texts.table} closeLabel={shared.close} onClose={onClose}>
      <table class="sweeps-table">
        <thead>
          <tr>
            {names.map((name) => (
              <th key={name} scope="col">
                {texts[`table.${name}`]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody {...untranslated}>
          {charts.panels.flatMap((panel) =>
            panel.series.map((series) => {
              const row = tableRow(texts, charts, panel, series);
              return (
                <tr key={`${panel.cell} ${series.biases} ${series.column}`}>
                  {names.map((name) => (
                    <td key={name}>{row[name]}</td>
                  ))}
                </tr>
              );
            }),
          )}
        </tbody>
      </table>
    </Dialog>
  );
}
