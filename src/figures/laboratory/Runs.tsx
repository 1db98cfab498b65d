/** A row for every setting that came on screen in this visit. */
import type { JSX } from 'preact';
import { median } from '../shared/median.ts';
import { format, formatNumber } from '../shared/numbers.ts';
import type { ErrorTexts } from '../shared/texts.ts';
import { Words } from '../shared/Words.tsx';
import { type Contender, inOrder } from './contenders.ts';
import { type Column, differencesOf } from './differences.ts';
import { Kept } from './Kept.tsx';
import type { LabModel } from './model.ts';
import { countsOf } from './outcomes.ts';
import { RowActions } from './RowActions.tsx';
import { recipeOf } from './recipe.ts';
import { labFacts } from './tasks.ts';
import type { CellOutcome, LabTexts, Row } from './types.ts';
import { biasName, nameOf } from './words.ts';

interface RunsProps {
  readonly texts: LabTexts;
  readonly model: LabModel;
}

export function Runs({ texts, errors, model }: RunsProps & { readonly errors: ErrorTexts }): JSX.Element {
  const rows = model.rows.value;
  const columns = inOrder(rows.flatMap((row) => row.cells.map(({ cell }) => cell)));
  return (
    <section class="lab-part lab-runs" aria-labelledby="lab-runs">
      <div class="lab-line">
        <h3 class="lab-name" id="lab-runs">
          {texts.runs}
        </h3>
        <p>{texts['runs.note']}</p>
      </div>
      <table>
        <thead>
          <tr>
            <td class="lab-tick-column" />
            <th scope="col">{texts['runs.setting']}</th>
            <th scope="col">{texts['runs.task']}</th>
            <th scope="col">{texts['runs.lag']}</th>
            {columns.map((cell) => (
              <th key={cell} scope="col" class="lab-cell-column">
                {nameOf(texts, { cell })}
              </th>
            ))}
            <th scope="col">{texts['runs.updates']}</th>
            <th scope="col">{texts['runs.seeds']}</th>
            <td />
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <RunRow key={row.key} row={row} columns={columns} texts={texts} model={model} />
          ))}
        </tbody>
      </table>
      <Kept texts={texts} errors={errors} model={model} />
    </section>
  );
}

interface RunRowProps extends RunsProps {
  readonly row: Row;
  /** The cells of all rows. */
  readonly columns: readonly Contender[];
}

function RunRow({ row, columns, texts, model }: RunRowProps): JSX.Element {
  const { key, letter, state, cells } = row;
  const facts = labFacts(state.task, state.lag);
  const isCurrent = key === model.current.value?.key;
  const isCompared = model.ticked.value.length < 2 || model.ticked.value.includes(key);
  const differences = differencesOf(
    row,
    isCompared ? (model.shown.value.find((one) => one.key !== key) ?? null) : null,
  );
  const recipe = recipeOf(texts, state);
  const marked = (column: Column) => (differences.has(column) ? '' : undefined);
  const last = state.seed + state.seeds - 1;
  const seeds = last === state.seed ? String(state.seed) : format(texts['runs.span'], { from: state.seed, to: last });
  return (
    <tr data-row={letter} data-current={isCurrent ? '' : undefined}>
      <td class="lab-tick-column">
        <label>
          <input
            type="checkbox"
            aria-label={format(texts['runs.tick'], { letter })}
            checked={model.ticked.value.includes(key)}
            onChange={() => model.tick(key)}
          />
          <span aria-hidden="true">{letter}</span>
        </label>
      </td>
      <th scope="row" data-differs={marked('bias')}>
        <Words>{biasName(texts, state, facts.longest)}</Words>
        {isCurrent && <span class="lab-on"> {texts['row.on']}</span>}
        {row.status === 'left' && <span class="lab-on"> {texts['row.left']}</span>}
        {recipe && (
          <span class="lab-recipe" data-differs={marked('recipe')}>
            <Words>{recipe}</Words>
          </span>
        )}
      </th>
      <td class="lab-task-column" data-differs={marked('task')} data-label={texts['runs.task']}>
        <Words>{texts[`task.${state.task}`]}</Words>
      </td>
      <td class="lab-number" data-differs={marked('lag')} data-label={texts['runs.lag']}>
        <Words>{state.lag}</Words>
      </td>
      {columns.map((cell) => (
        <td key={cell} data-label={nameOf(texts, { cell })} data-cell={cell}>
          <Squares texts={texts} outcome={cells.find((one) => one.cell === cell)} facts={facts} />
        </td>
      ))}
      <td class="lab-number" data-differs={marked('updates')} data-label={texts['runs.updates']}>
        <Words>{formatNumber(state.updates)}</Words>
      </td>
      <td class="lab-number" data-differs={marked('seeds')} data-label={texts['runs.seeds']}>
        <Words>{seeds}</Words>
      </td>
      <td>
        <RowActions row={row} texts={texts} model={model} />
      </td>
    </tr>
  );
}

interface SquaresProps {
  readonly texts: LabTexts;
  readonly outcome: CellOutcome | undefined;
  readonly facts: Parameters<typeof countsOf>[1];
}

/** A square per seed, filled where solved, faint where not run to the end; the median update. */
function Squares({ texts, outcome, facts }: SquaresProps): JSX.Element {
  const [count] = outcome ? countsOf([outcome], facts) : [];
  if (!outcome || !count) return <span aria-hidden="true">–</span>;
  const n = count.solvedAt.length;
  const label = format(texts[count.done < outcome.seeds.length ? 'row.partly' : 'row.squares'], {
    n,
    of: outcome.seeds.length,
  });
  return (
    <span class="lab-squares">
      <span role="img" aria-label={label}>
        {outcome.seeds.map(({ seed, solvedAt, final }) => (
          <span
            key={seed}
            class="lab-square"
            data-is={final === null ? 'open' : solvedAt === null ? 'not' : 'solved'}
          />
        ))}
      </span>
      <span class="lab-number">
        <Words>{count.done === 0 ? '' : (median(count.solvedAt) ?? texts['runs.never'])}</Words>
      </span>
    </span>
  );
}
