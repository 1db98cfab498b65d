/** The same numbers as a table: what is left so many steps before the end. */
import type { JSX } from 'preact';
import { Dialog } from '../shared/Dialog.tsx';
import { format, formatShare } from '../shared/numbers.ts';
import type { SharedTexts } from '../shared/texts.ts';
import { untranslated } from '../shared/Words.tsx';
import { type LineName, linesOf } from './lines.ts';
import type { Shown } from './model.ts';
import type { ForgetTexts } from './types.ts';
import { lineName, networkWords } from './words.ts';

interface TableProps {
  readonly texts: ForgetTexts;
  readonly shared: SharedTexts;
  readonly shown: Shown;
  readonly onClose: () => void;
}

export function Table({ texts, shared, shown, onClose }: TableProps): JSX.Element {
  const { forgetting } = shown;
  return (
    <Dialog title={texts.table} closeLabel={shared.close} onClose={onClose}>
      <p>{networkWords(texts, shown)}</p>
      {forgetting && <Rows texts={texts} forgetting={forgetting} />}
    </Dialog>
  );
}

function Rows({ texts, forgetting }: { texts: ForgetTexts; forgetting: NonNullable<Shown['forgetting']> }) {
  const { steps, cell, road, bestUnit, hiddenJacobian } = forgetting;
  const backs = [...[0, 1, 2, 5, 10, 20, 50, 100].filter((back) => back < steps - 1), steps - 1];
  const at = (values: Float64Array, back: number) => formatShare(values[steps - 1 - back] ?? Number.NaN);
  const named = (name: LineName) => lineName(texts, cell, name, bestUnit);
  return (
    <table class="forget-table">
      <thead>
        <tr>
          <th scope="col">{texts['table.back']}</th>
          {linesOf(road).map(({ name }) => (
            <th key={name} scope="col">
              {named(name)}
            </th>
          ))}
          {hiddenJacobian && <th scope="col">{texts['line.hidden']}</th>}
        </tr>
      </thead>
      <tbody {...untranslated}>
        {backs.map((back) => (
          <tr key={back}>
            <th scope="row">{format(texts['table.steps'], { back })}</th>
            {linesOf(road).map(({ name }) => (
              <td key={name}>{at(forgetting[name], back)}</td>
            ))}
            {hiddenJacobian && <td>{at(hiddenJacobian, back)}</td>}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
