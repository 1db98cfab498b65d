/** The training on screen as a table, a row for each thousand sequences. */
import type { JSX } from 'preact';
import { Dialog } from '../shared/Dialog.tsx';
import { format, formatNumber, formatValue } from '../shared/numbers.ts';
import type { SharedTexts } from '../shared/texts.ts';
import { untranslated } from '../shared/Words.tsx';
import { byThousand } from './csv.ts';
import type { OriginalModel } from './model.ts';
import type { OriginalTexts } from './types.ts';

interface TableProps {
  readonly texts: OriginalTexts;
  readonly shared: SharedTexts;
  readonly model: OriginalModel;
  readonly onClose: () => void;
}

export function Table({ texts, shared, model, onClose }: TableProps): JSX.Element {
  const course = model.course.value;
  return (
    <Dialog title={format(texts.table, { seed: course.seed })} closeLabel={shared.close} onClose={onClose}>
      <table class="original-table">
        <thead>
          <tr>
            {(['sequences', 'error', 'right'] as const).map((name) => (
              <th key={name} scope="col">
                {texts[`column.${name}`]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody {...untranslated}>
          {byThousand(course).map(({ sequences, error, right }) => (
            <tr key={sequences}>
              <th scope="row">{formatNumber(sequences)}</th>
              <td>{formatValue(error, 4)}</td>
              <td>{formatNumber(right)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Dialog>
  );
}
