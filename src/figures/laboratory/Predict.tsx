/** A guess before the runs, for whoever likes: how many seeds of each cell will solve the task; then what came out beside it. */
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { format } from '../shared/numbers.ts';
import { Words } from '../shared/Words.tsx';
import { createGuesses } from './guesses.ts';
import type { LabModel } from './model.ts';
import { type CellCount, countsOf } from './outcomes.ts';
import { keyOf } from './rows.ts';
import type { LabTexts } from './types.ts';
import { nameOf } from './words.ts';

interface PredictProps {
  readonly texts: LabTexts;
  readonly model: LabModel;
}

export function Predict({ texts, model }: PredictProps): JSX.Element | null {
  const [guesses] = useState(() => createGuesses());
  useEffect(guesses.load, [guesses]);
  const state = model.state.now.value;
  const setting = keyOf(model.id, state);
  const guess = guesses.all.value.get(setting);
  const row = model.current.value;
  const counts = row ? countsOf(row.cells, model.facts.value) : [];
  const hasBegun = counts.some(({ done }) => done > 0) || model.fresh.value !== null;
  // Who made no guess reads what came out in the sentence above; the place is kept while the runs go on.
  if (!model.isAwake.value || (hasBegun && !guess && !model.fresh.value)) return null;
  return (
    <fieldset class="lab-guess" aria-label={texts.guess}>
      <p>
        <b>{texts.guess}</b> <Words>{format(texts['guess.note'], { n: state.seeds })}</Words>
      </p>
      {state.cells.map((cell) => (
        <label key={cell} data-cell={cell}>
          <span>{nameOf(texts, { cell })}</span>
          <select
            aria-label={format(texts['guess.of'], { who: nameOf(texts, { cell }) })}
            disabled={hasBegun}
            value={guess?.[cell] ?? ''}
            onChange={({ currentTarget: { value } }) =>
              guesses.choose(setting, cell, value === '' ? null : Number(value))
            }
          >
            <option value="">–</option>
            {Array.from({ length: state.seeds + 1 }, (_, n) => (
              <option key={n} value={n} selected={guess?.[cell] === n}>
                {n}
              </option>
            ))}
          </select>
          <span class="lab-came">
            <Words>
              {cameOut(
                texts,
                counts.find((count) => count.cell === cell),
                state.seeds,
              )}
            </Words>
          </span>
        </label>
      ))}
    </fieldset>
  );
}

/** How many solved it; of how many, while some are still to come. */
function cameOut(texts: LabTexts, count: CellCount | undefined, seeds: number): string {
  if (!count || count.done === 0) return '';
  const values = { n: count.solvedAt.length, of: count.done };
  return format(texts[count.done < seeds ? 'guess.soFar' : 'guess.came'], values);
}
