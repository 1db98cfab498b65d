/** The numbers as tables: rates under each panel, and every timing with its milliseconds in a sheet of its own. */
import type { JSX } from 'preact';
import { Dialog } from '../shared/Dialog.tsx';
import type { SharedTexts } from '../shared/texts.ts';
import { untranslated } from '../shared/Words.tsx';
import type { SpeedModel } from './model.ts';
import { fastestAt, rateOf, valueAt } from './panels.ts';
import { formatRate } from './rates.ts';
import type { Panel, SpeedTexts } from './types.ts';

interface PanelTableProps {
  readonly texts: SpeedTexts;
  readonly panel: Panel;
}

export function PanelTable({ texts, panel }: PanelTableProps): JSX.Element {
  const { kind, scale, sizes, series } = panel;
  return (
    <table class="speed-table">
      <caption class="visually-hidden">
        {texts[`panel.${kind}`]}, {texts[`unit.${kind}.${scale}`]}
      </caption>
      <thead>
        <tr>
          <th scope="col">{texts[`size.${kind}`]}</th>
          {series.map(({ path }) => (
            <th key={path} scope="col">
              {texts[`path.${path}`]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody {...untranslated}>
        {sizes.map((size) => (
          <tr key={size} data-size={size}>
            <th scope="row">{size}</th>
            {series.map(({ path }) => {
              const value = valueAt(panel, path, size);
              return (
                <td key={path} data-path={path} data-fastest={fastestAt(panel, size) === path ? '' : undefined}>
                  {value === null ? <span class="speed-nothing">·</span> : formatRate(value)}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface AllNumbersProps {
  readonly texts: SpeedTexts;
  readonly shared: SharedTexts;
  readonly model: SpeedModel;
  readonly onClose: () => void;
}

export function AllNumbers({ texts, shared, model, onClose }: AllNumbersProps): JSX.Element {
  const { rows } = model.speeds.value;
  return (
    <Dialog title={texts.allNumbers} closeLabel={shared.close} onClose={onClose}>
      <p>{rows.length === 0 ? texts.empty : texts['allNumbers.note']}</p>
      {rows.length > 0 && (
        <table class="speed-table speed-all">
          <thead>
            <tr>
              {(['kind', 'path', 'size', 'ms', 'rate', 'unit'] as const).map((name) => (
                <th key={name} scope="col">
                  {texts[`column.${name}`]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={`${row.kind} ${row.path} ${row.size}`}>
                <th scope="row">{texts[`kind.${row.kind}`]}</th>
                <td class="speed-word">{texts[`path.${row.path}`]}</td>
                <td>{row.size}</td>
                <td>{Number(row.ms.toPrecision(4))}</td>
                <td>{formatRate(rateOf(row))}</td>
                <td class="speed-word">{texts[`unit.${row.kind}.rate`]}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Dialog>
  );
}
