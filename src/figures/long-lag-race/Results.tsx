/** All runs on screen as a table, and how to make the same runs on the command line. */
import type { JSX } from 'preact';
import { Dialog } from '../shared/Dialog.tsx';
import { format, formatValue } from '../shared/numbers.ts';
import type { SharedTexts } from '../shared/texts.ts';
import type { RaceModel } from './model.ts';
import type { RaceTexts } from './types.ts';

interface ResultsProps {
  readonly texts: RaceTexts;
  readonly shared: SharedTexts;
  readonly model: RaceModel;
  readonly onClose: () => void;
}

interface Row {
  readonly name: string;
  readonly cells: readonly { readonly solvedAt: number | null; readonly final: number | null }[];
}

export function Results({ texts, shared, model, onClose }: ResultsProps): JSX.Element {
  const { results } = model.shipped.value;
  const fresh = model.fresh.value;
  const rows: Row[] = (results?.cells[0]?.seeds ?? []).map(({ seed }, k) => ({
    name: String(seed),
    cells: (results?.cells ?? []).map(({ seeds }) => ({
      solvedAt: seeds[k]?.solvedAt ?? null,
      final: seeds[k]?.final ?? null,
    })),
  }));
  if (fresh) rows.push({ name: format(texts['table.fresh'], { seed: fresh.runs[0]?.seed ?? 0 }), cells: fresh.cells });
  const lanes = model.lanes.value;
  const { seed } = model.state.now.value;
  const { task, updates } = model.offer.value;
  return (
    <Dialog title={texts[`task.${task}`]} closeLabel={shared.close} onClose={onClose}>
      <p>{texts['table.note']}</p>
      <table class="race-table">
        <thead>
          <tr>
            <th scope="col">{texts['table.seed']}</th>
            {lanes.flatMap(({ cell }) => [
              <th key={cell} scope="col">
                {texts[`cell.${cell}`]} {texts['table.solvedAt']}
              </th>,
              <th key={`${cell} end`} scope="col">
                {texts['table.final']}
              </th>,
            ])}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, cells }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              {cells.flatMap(({ solvedAt, final }, k) => [
                <td key={`${k} at`}>{solvedAt ?? texts['table.never']}</td>,
                <td key={`${k} end`}>{final === null ? '' : formatValue(final, 3)}</td>,
              ])}
            </tr>
          ))}
        </tbody>
      </table>
      <p>{texts['table.command']}</p>
      <pre class="race-command">
        {lanes
          .map(
            ({ cell, hidden }) =>
              `npm run train -- --task ${task} --cell ${cell} --lag ${model.lag.value} --hidden ${hidden} --init chrono --seed ${seed} --updates ${updates}`,
          )
          .join('\n')}
      </pre>
    </Dialog>
  );
}
