/** The sequence, and under it a lane for each network: its name, its ribbon, its answer. */
import type { ReadonlySignal } from '@preact/signals';
import type { JSX } from 'preact';
import type { Palette } from '../shared/colours.ts';
import { Icon } from '../shared/icons.tsx';
import { format, formatNumber } from '../shared/numbers.ts';
import { untranslated, Words } from '../shared/Words.tsx';
import { Answer } from './Answer.tsx';
import { Letters } from './Letters.tsx';
import type { RaceModel } from './model.ts';
import { Ribbon } from './Ribbon.tsx';
import type { RaceTexts } from './types.ts';

interface LanesProps {
  readonly texts: RaceTexts;
  readonly model: RaceModel;
  readonly palette: ReadonlySignal<Palette | null>;
}

export function Lanes({ texts, model, palette }: LanesProps): JSX.Element {
  const facts = model.facts.value;
  const lanes = model.lanes.value;
  const column = model.column.value;
  const first = lanes.find(({ reading }) => reading)?.reading ?? null;
  const steps = first?.steps ?? 0;
  return (
    <>
      <div class="race-lane race-sequence">
        <span class="race-small">{texts.read}</span>
        <Letters reading={first} />
        <span class="race-small">
          <Words>{texts[`answer.${facts.task}`]}</Words>
        </span>
      </div>
      {lanes.map((lane) => (
        <div class="race-lane" key={lane.cell} data-lane={lane.cell}>
          <div class="race-name">
            <b>{texts[`cell.${lane.cell}`]}</b>
            <span class="race-about">{texts[`cell.${lane.cell}.about`]}</span>
            <span class="race-size">
              <Words>{format(texts.units, { n: lane.hidden })}</Words>{' '}
              <Words>{format(texts.weights, { n: formatNumber(lane.parameters) })}</Words>
            </span>
          </div>
          <Ribbon texts={texts} lane={lane} palette={palette} column={column} />
          <Answer texts={texts} facts={facts} reading={column === null ? lane.reading : null} />
        </div>
      ))}
      <div class="race-legend">
        <span class="race-key race-key-value">
          <Words>{texts[`legend.value.${facts.task}`]}</Words>
        </span>
        <span class="race-key race-key-rest">{texts['legend.rest']}</span>
        <span class="race-again">
          <button type="button" class="race-read" disabled={!first} onClick={model.readAgain}>
            <Icon name="play" /> {texts.readAgain}
          </button>
          <span class="race-count" {...untranslated}>
            {first && <Words>{`${column ?? steps} / ${steps}`}</Words>}
          </span>
        </span>
      </div>
    </>
  );
}
