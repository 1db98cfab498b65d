/** The same numbers as a table: how much comes back over so many steps, and how far the seeds lie apart at the first. */
import type { JSX } from 'preact';
import { Dialog } from '../shared/Dialog.tsx';
import { format, formatShare } from '../shared/numbers.ts';
import type { SharedTexts } from '../shared/texts.ts';
import { untranslated } from '../shared/Words.tsx';
import type { GradientModel } from './model.ts';
import type { GradientTexts } from './types.ts';
import { nameOf } from './words.ts';

interface TableProps {
  readonly texts: GradientTexts;
  readonly shared: SharedTexts;
  readonly model: GradientModel;
  readonly onClose: () => void;
}

export function Table({ texts, shared, model, onClose }: TableProps): JSX.Element {
  const { lag } = model.state.now.value;
  const distances = [10, 20, 50, 100, 200].filter((steps) => steps <= lag);
  return (
    <Dialog title={texts.table} closeLabel={shared.close} onClose={onClose}>
      <p>{format(texts['table.note'], { lag })}</p>
      <table class="gradient-table">
        <thead>
          <tr>
            <th scope="col">{texts['table.network']}</th>
            {distances.map((steps) => (
              <th key={steps} scope="col">
                {format(texts['table.back'], { steps })}
              </th>
            ))}
            <th scope="col">{texts.atFirst}</th>
            <th scope="col">{texts['table.seeds']}</th>
          </tr>
        </thead>
        <tbody {...untranslated}>
          {model.rows.value.map((row) => {
            const { cell, setting } = nameOf(texts, row);
            return (
              <tr key={row.name}>
                <th scope="row">
                  {cell}, {setting}
                </th>
                {distances.map((steps) => (
                  <td key={steps}>{row.faded ? formatShare(row.faded.shares[steps] ?? Number.NaN) : '·'}</td>
                ))}
                <td>{formatShare(row.share)}</td>
                <td>
                  {format(texts['table.range'], { least: formatShare(row.range[0]), most: formatShare(row.range[1]) })}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </Dialog>
  );
}
