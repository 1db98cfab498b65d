/** The panel for changing weights, biases and the states before the first step, with the list of what was changed. */
import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { Icon } from '../../shared/icons.tsx';
import { NumberBox } from '../../shared/NumberBox.tsx';
import { format, formatValue } from '../../shared/numbers.ts';
import { SelectBox } from '../../shared/SelectBox.tsx';
import { untranslated, Words } from '../../shared/Words.tsx';
import type { Stepper } from '../model.ts';
import { mostForced } from '../state.ts';
import type { StepperTexts } from '../texts.ts';
import { readTyped } from '../typed.ts';
import { cellAt, type SheetHost, type Spot, spotIn } from './keys.ts';
import { changedCells, type Page, pages, type SheetCell, sheetOf } from './sheet.ts';
import { WeightGrid } from './WeightGrid.tsx';

interface PanelProps {
  readonly stepper: Stepper;
  readonly texts: StepperTexts;
}

/** Where the slider ends; a weight that is larger is typed. */
const sliderReach = 10;

export function WeightsPanel({ stepper, texts }: PanelProps): JSX.Element {
  const root = useRef<HTMLDivElement>(null);
  const [page, setPage] = useState<Page>('unit');
  const [wanted, setSpot] = useState<Spot>({ row: 0, column: 0 });
  const { state } = stepper;
  const { unit, row } = state.now.value;
  const { units } = stepper.after.value;
  const sheet = sheetOf(stepper, page);
  const spot = spotIn(sheet, wanted);
  const cell = cellAt(sheet, spot);
  const { weights, initial } = state.now.value;

  const host: SheetHost = {
    move: (next) => {
      state.endGesture();
      setSpot(next);
      const cells = root.current?.querySelectorAll<HTMLElement>('.weight') ?? [];
      cells[next.row * sheet.columns.length + next.column]?.focus();
    },
    type: () => root.current?.querySelector<HTMLInputElement>('.weight-value input')?.select(),
    undo: state.undo,
    redo: state.redo,
  };
  return (
    <div class="weights-panel" ref={root}>
      <div class="weights-pages">
        <span class="choices">
          {pages.map((name) => (
            <button key={name} type="button" aria-pressed={name === page} onClick={() => setPage(name)}>
              {texts[`weights.page.${name}`]}
            </button>
          ))}
        </span>
        {page === 'unit' && (
          <SelectBox
            kind="weights-unit"
            label={texts['edit.unit']}
            value={`${unit}`}
            options={Array.from({ length: units }, (_, k) => ({ value: `${k + 1}`, label: `${k + 1}` }))}
            onChoose={(next) =>
              stepper.select(row === 'probability' || row === 'input' ? 'hiddenState' : row, Number(next))
            }
          />
        )}
      </div>
      <WeightGrid {...{ stepper, texts, sheet, spot, host }} />
      {cell && <Chosen {...{ stepper, texts, cell }} />}
      <Changed {...{ stepper, texts }} open={setPage} />
      {Math.max(weights.length, initial.length) >= mostForced && (
        <p>{format(texts['weights.full'], { most: mostForced })}</p>
      )}
    </div>
  );
}

/** The chosen number: its name, a slider, a field, what it was. */
function Chosen({ stepper, texts, cell }: PanelProps & { readonly cell: SheetCell }): JSX.Element {
  const reach = Math.min(sliderReach, cell.range[1]);
  const share = (value: number) => Math.min(1, Math.max(0, (value + reach) / (2 * reach)));
  const read = (text: string) => {
    const number = readTyped(text);
    return number !== undefined && number >= cell.range[0] && number <= cell.range[1] ? number : null;
  };
  const [from, to] = cell.range.map((end) => formatValue(end, 0)) as [string, string];
  return (
    <div class="weights-chosen">
      <b class="weight-name" key={cell.name} {...untranslated}>
        {cell.name}
      </b>
      <div class="stepper-slider" data-signed="" style={{ '--own': share(cell.was), '--colour': 'var(--ink)' }}>
        <input
          type="range"
          min={-reach}
          max={reach}
          step="0.01"
          value={cell.now}
          aria-label={cell.name}
          aria-valuetext={formatValue(cell.now)}
          onInput={(event) => cell.set(Number(event.currentTarget.value))}
          onChange={stepper.state.endGesture}
        />
      </div>
      <NumberBox
        kind="number-framed weight-value"
        label={texts['weights.value']}
        value={Number(cell.now.toFixed(3))}
        read={read}
        problem={format(texts['edit.problem'], { from, to })}
        onChoose={(value) => {
          cell.set(value);
          stepper.state.endGesture();
        }}
        size={6}
        keys="text"
      />
      <span class="weight-was">
        <Words>{format(texts['weights.was'], { value: formatValue(cell.was) })}</Words>
      </span>
      <button
        type="button"
        class="text-button"
        aria-disabled={!cell.isChanged}
        onClick={() => {
          if (cell.isChanged) cell.giveBack();
        }}
      >
        {texts['weights.back']}
      </button>
    </div>
  );
}

function Changed({ stepper, texts, open }: PanelProps & { readonly open: (page: Page) => void }): JSX.Element {
  const changed = changedCells(stepper);
  const { row } = stepper.state.now.value;
  const title = `${stepper.id}-weights-changed`;
  return (
    <div class="weights-changed">
      <span id={title} class="stepper-forced-label">
        {texts['weights.changed']}
      </span>
      {changed.length === 0 ? (
        <span class="stepper-forced-none">{texts['weights.none']}</span>
      ) : (
        <ul aria-labelledby={title}>
          {changed.map(({ cell, page, unit }) => (
            <li key={cell.name} class="stepper-entry">
              <button
                type="button"
                class="stepper-entry-place"
                onClick={() => {
                  open(page);
                  if (unit !== null)
                    stepper.select(row === 'probability' || row === 'input' ? 'hiddenState' : row, unit);
                }}
                {...untranslated}
              >
                <span class="weight-name">{cell.name}</span> = <b key={cell.now}>{formatValue(cell.now)}</b>
              </button>
              <span class="stepper-entry-own">
                <Words>{format(texts['weights.was'], { value: formatValue(cell.was) })}</Words>
              </span>
              <button
                type="button"
                class="icon-button stepper-entry-button"
                aria-label={format(texts['forced.remove'], { name: cell.name })}
                title={texts.remove}
                onClick={cell.giveBack}
              >
                <Icon name="close" />
              </button>
            </li>
          ))}
        </ul>
      )}
      {changed.length > 0 && (
        <button type="button" class="text-button" onClick={() => stepper.state.change({ weights: [], initial: [] })}>
          {texts['weights.allBack']}
        </button>
      )}
    </div>
  );
}
