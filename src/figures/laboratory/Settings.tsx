/** Which cells, how wide, and the recipe they are trained by. */
import type { JSX } from 'preact';
import { format } from '../shared/numbers.ts';
import { Words } from '../shared/Words.tsx';
import { CellBoxes } from './CellBoxes.tsx';
import { allCells } from './contenders.ts';
import { MoreSettings } from './MoreSettings.tsx';
import type { LabModel } from './model.ts';
import { SettingBox } from './SettingBox.tsx';
import type { LabTexts } from './types.ts';

interface SettingsProps {
  readonly texts: LabTexts;
  readonly model: LabModel;
}

export function Settings({ texts, model }: SettingsProps): JSX.Element {
  const { rule, width } = model.state.now.value;
  const labels = {
    units: texts[width === 'same' ? 'field.units.same' : 'field.units'],
    updates: texts['field.updates'],
    batch: texts['field.batch'],
    rate: format(texts['field.rate'], { rule: texts[`rule.${rule}`] }),
    seeds: texts['field.seeds'],
    seed: texts['field.seed'],
  };
  return (
    <section class="lab-part lab-settings" aria-label={texts.settings}>
      <CellBoxes texts={texts} model={model} legend={texts.cells} of={allCells} />
      <p class="lab-equal">
        <Words>{texts[width === 'same' ? 'equal.same' : 'equal']}</Words>
      </p>
      <div class="lab-boxes">
        {(['units', 'updates', 'batch', 'rate', 'seeds', 'seed'] as const).map((name) => (
          <SettingBox key={name} name={name} label={labels[name]} texts={texts} model={model} />
        ))}
      </div>
      <MoreSettings texts={texts} model={model} />
    </section>
  );
}
