/** The same as numbers: the gradient and the mean of each gate at some of the steps, for each network. */
import type { JSX } from 'preact';
import { Dialog } from '../../shared/Dialog.tsx';
import { format, formatShare, formatValue } from '../../shared/numbers.ts';
import type { SharedTexts } from '../../shared/texts.ts';
import { untranslated } from '../../shared/Words.tsx';
import type { LabTexts } from '../types.ts';
import { nameOf } from '../words.ts';
import { looks } from './gates.ts';
import type { InsideCell } from './model.ts';
import { answerWords, updatesOf } from './words.ts';

interface TableProps {
  readonly texts: LabTexts;
  readonly shared: SharedTexts;
  readonly cells: readonly InsideCell[];
  readonly onClose: () => void;
}

/** Places on the way from the first step to the last. */
const shares = [0, 0.25, 0.5, 0.75, 1];

export function InsideTable({ texts, shared, cells, onClose }: TableProps): JSX.Element {
  return (
    <Dialog title={texts.inside} closeLabel={shared.close} onClose={onClose}>
      {cells.map((cell) => {
        const { insight } = cell;
        if (!insight) return null;
        const steps = shares.map((share) => Math.round(share * (insight.steps - 1)));
        return (
          <table key={cell.cell} class="inside-table">
            <caption>
              {nameOf(texts, { cell: cell.cell })}, {updatesOf(texts, cell)}: {answerWords(texts, insight.answers)}
            </caption>
            <thead>
              <tr>
                <th scope="col">{texts['inside.quantity']}</th>
                {steps.map((step) => (
                  <th key={step} scope="col">
                    {format(texts['inside.step'], { n: step + 1 })}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody {...untranslated}>
              <tr>
                <th scope="row">|dL/dh|</th>
                {steps.map((step) => (
                  <td key={step}>{formatShare(insight.gradient[step] ?? Number.NaN)}</td>
                ))}
              </tr>
              {insight.gates.map(({ name, mean, spread }) => (
                <tr key={name}>
                  <th scope="row">{looks[name].letter}</th>
                  {steps.map((step) => (
                    <td key={step}>
                      {formatValue(mean[step] ?? Number.NaN)} ± {formatValue(spread[step] ?? Number.NaN)}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        );
      })}
    </Dialog>
  );
}
