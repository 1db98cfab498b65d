/** Which cells, how wide, and the recipe they are trained by. */
import type { JSX } from 'preact';
import { readDecimal, readInteger } from '../shared/fields.ts';
import { NumberBox } from '../shared/NumberBox.tsx';
import { format, formatNumber } from '../shared/numbers.ts';
import { Words } from '../shared/Words.tsx';
import type { LabModel } from './model.ts';
import { allCells, ranges } from './state.ts';
import type { LabTexts } from './types.ts';
import { nameOf } from './words.ts';

interface SettingsProps {
  readonly texts: LabTexts;
  readonly model: LabModel;
}

const boxes = ['units', 'updates', 'batch', 'rate', 'seeds', 'seed'] as const;
type Box = (typeof boxes)[number];

export function Settings({ texts, model }: SettingsProps): JSX.Element {
  const { cells } = model.state.now.value;
  return (
    <section class="lab-part lab-settings" aria-label={texts.settings}>
      <fieldset class="lab-cells">
        <legend class="lab-name">{texts.cells}</legend>
        {model.widths.value.map(({ cell, hidden, parameters }) => {
          const isChosen = cells.includes(cell);
          const others = allCells.filter((one) => (one === cell ? !isChosen : cells.includes(one)));
          return (
            <label key={cell} class="lab-cell">
              <input
                type="checkbox"
                checked={isChosen}
                // One at least is trained.
                disabled={isChosen && cells.length === 1}
                onChange={() => model.change({ cells: others })}
              />
              <b>{nameOf(texts, { cell })}</b>
              <span class="lab-number">
                <Words>{format(texts.units, { n: hidden, weights: formatNumber(parameters) })}</Words>
              </span>
            </label>
          );
        })}
      </fieldset>
      <p class="lab-equal">{texts.equal}</p>
      <div class="lab-boxes">
        {boxes.map((name) => (
          <SettingBox key={name} name={name} texts={texts} model={model} />
        ))}
      </div>
    </section>
  );
}

function SettingBox({ name, texts, model }: SettingsProps & { readonly name: Box }): JSX.Element {
  const { from, to } = ranges[name];
  const value = model.state.now.value[name];
  const read = name === 'rate' ? readDecimal : readInteger;
  const shown = { from: name === 'rate' ? from : formatNumber(from), to: name === 'rate' ? to : formatNumber(to) };
  return (
    <NumberBox
      label={texts[`field.${name}`]}
      kind="lab-box"
      value={value}
      size={Math.min(16, Math.max(2, String(value).length))}
      read={(text) => read(text.trim(), from, to) ?? null}
      problem={format(texts[name === 'rate' ? 'field.problem.rate' : 'field.problem'], shown)}
      onChoose={(chosen) => model.change({ [name]: chosen })}
    />
  );
}
