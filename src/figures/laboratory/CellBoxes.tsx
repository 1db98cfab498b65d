/** Boxes to tick, one for each cell or variant: how wide it is, and whether it is trained. */
import type { JSX } from 'preact';
import { format, formatNumber } from '../shared/numbers.ts';
import { Words } from '../shared/Words.tsx';
import { type Contender, inOrder, mostContenders } from './contenders.ts';
import type { LabModel } from './model.ts';
import type { LabTexts } from './types.ts';
import { nameOf } from './words.ts';

interface CellBoxesProps {
  readonly texts: LabTexts;
  readonly model: LabModel;
  readonly legend: string;
  readonly of: readonly Contender[];
  /** Room for the units alone. */
  readonly isNarrow?: boolean;
}

export function CellBoxes({ texts, model, legend, of, isNarrow = false }: CellBoxesProps): JSX.Element {
  const { cells } = model.state.now.value;
  return (
    <fieldset class="lab-cells">
      <legend class="lab-name">{legend}</legend>
      {model.widths.value
        .filter(({ cell }) => of.includes(cell))
        .map(({ cell, hidden, parameters }) => {
          const isChosen = cells.includes(cell);
          const others = isChosen ? cells.filter((one) => one !== cell) : inOrder([...cells, cell]);
          return (
            <label key={cell} class="lab-cell">
              <input
                type="checkbox"
                checked={isChosen}
                // One at least is trained, and no more than there is room for.
                disabled={others.length === 0 || others.length > mostContenders}
                onChange={() => model.change({ cells: others })}
              />
              <b>{nameOf(texts, { cell })}</b>
              <span class="lab-number">
                <Words>
                  {format(texts[isNarrow ? 'more.units' : 'units'], { n: hidden, weights: formatNumber(parameters) })}
                </Words>
              </span>
            </label>
          );
        })}
    </fieldset>
  );
}
