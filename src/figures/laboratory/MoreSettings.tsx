/** What is seldom changed: more cells, equal weights or equal units, the rule for updates, how weights begin. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { SelectBox } from '../shared/SelectBox.tsx';
import { Words } from '../shared/Words.tsx';
import { CellBoxes } from './CellBoxes.tsx';
import { ConstantBoxes } from './ConstantBoxes.tsx';
import { allCells, allContenders, isGated } from './contenders.ts';
import type { LabModel } from './model.ts';
import { SettingBox } from './SettingBox.tsx';
import { labFields, plainInits, rules, widthRules } from './state.ts';
import type { LabTexts } from './types.ts';

interface MoreSettingsProps {
  readonly texts: LabTexts;
  readonly model: LabModel;
}

const variants = allContenders.filter((one) => !allCells.some((cell) => cell === one));

export function MoreSettings({ texts, model }: MoreSettingsProps): JSX.Element {
  const [isOpen, setOpen] = useState(false);
  const { bias, cells, init, rule, width } = model.state.now.value;
  return (
    <details
      class="lab-more"
      open={isOpen || hasUnusual(model)}
      onToggle={({ currentTarget }) => setOpen(currentTarget.open)}
    >
      <summary>{texts.more}</summary>
      <CellBoxes texts={texts} model={model} legend={texts['more.cells']} of={variants} isNarrow />
      <p class="lab-equal">
        <Words>{texts['more.most']}</Words>
      </p>
      <fieldset class="choices lab-widths" aria-label={texts.width}>
        {widthRules.map((one) => (
          <button key={one} type="button" aria-pressed={one === width} onClick={() => model.change({ width: one })}>
            {texts[`width.${one}`]}
          </button>
        ))}
      </fieldset>
      <div class="lab-boxes">
        {bias === 'constant' && <ConstantBoxes texts={texts} model={model} />}
        <SelectBox
          label={texts.rule}
          kind="lab-select"
          value={rule}
          options={rules.map((value) => ({ value, label: texts[`rule.${value}`] }))}
          onChoose={(chosen) => model.change({ rule: chosen })}
        />
        <SettingBox name="clip" label={texts['field.clip']} texts={texts} model={model} />
        <SelectBox
          label={texts.init}
          kind="lab-select"
          value={init}
          options={plainInits.map((value) => ({ value, label: texts[`init.${value}`] }))}
          onChoose={(chosen) => model.change({ init: chosen })}
        />
      </div>
      {init !== 'usual' && cells.every(isGated) && (
        <p class="lab-equal">
          <Words>{texts['init.idle']}</Words>
        </p>
      )}
    </details>
  );
}

/** A link may have changed one of these: then they are in view. */
function hasUnusual({ state }: LabModel): boolean {
  const now = state.now.value;
  const isChanged = (['width', 'rule', 'clip', 'init', 'gateBias'] as const).some(
    (name) => now[name] !== labFields[name].fallback,
  );
  return isChanged || now.cells.some((one) => variants.includes(one));
}
