/** The gate bias as the only variable: solved seeds for each, the chosen one, and its runs made again. */
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { download } from '../shared/download.ts';
import { Frame } from '../shared/Frame.tsx';
import { RunSetting } from '../shared/RunSetting.tsx';
import { SettingGrid } from '../shared/SettingGrid.tsx';
import { settingsCsv, settingsJson } from '../shared/sweeps.ts';
import { undoByKeys } from '../shared/undo-by-keys.ts';
import { Words } from '../shared/Words.tsx';
import { createBiasModel } from './model.ts';
import { biases, cells, tasks } from './state.ts';
import type { BiasCell, BiasLabProps, BiasName } from './types.ts';
import { heldNote, outcome, statusLine, verdict } from './words.ts';

export function BiasLab(props: BiasLabProps): JSX.Element {
  const { id, level, texts, here, shared, errors, code, commands, labPath } = props;
  const [model] = useState(() => createBiasModel(props));
  const root = useRef<HTMLDivElement>(null);
  useEffect(() => model.start(window), [model]);
  useEffect(() => undoByKeys(root.current, model.state), [model]);

  const { task, cell, bias, seeds } = model.state.now.value;
  const chosen = model.chosen.value;
  const status = model.here.fresh.value?.status;
  const save = (name: string, type: string, text: string) => download(`unrolled-gate-bias.${name}`, type, text);
  return (
    <div ref={root}>
      <Frame
        id={id}
        kind="bias-lab"
        level={level}
        code={code}
        texts={shared}
        title={texts.title}
        instruction={texts.instruction}
        link={model.state.link}
        menu={[
          { label: texts.csv, run: () => save('csv', 'text/csv', settingsCsv(model.settings)) },
          { label: texts.json, run: () => save('json', 'application/json', settingsJson(model.settings, commands)) },
        ]}
        onReset={model.state.reset}
        isReady={model.isAwake.value}
        notice={model.state.hasUnreadableLink.value ? shared.unreadableLink : ''}
        isBusy={status === 'running' || status === 'waiting'}
        status={statusLine(texts, model)}
      >
        <fieldset class="choices bias-lab-tasks" aria-label={texts.task}>
          {tasks.map((name) => (
            <button
              key={name}
              type="button"
              aria-pressed={name === task}
              onClick={() => model.state.change({ task: name })}
            >
              {texts[`task.${name}`]}
            </button>
          ))}
        </fieldset>
        <SettingGrid
          kind="stack"
          label={texts.grid}
          corner={texts.corner}
          rows={cells.map((key) => ({ key, name: texts[`cell.${key}`], note: texts[`gate.${key}`] }))}
          columns={biases.map((key) => ({
            key,
            name: key === 'chrono' ? texts['chrono.short'] : key,
            note: heldNote(texts, key),
          }))}
          settingAt={model.settingAt}
          chosen={{ row: cell, column: bias }}
          onChoose={(row, column) => model.choose(row as BiasCell, column as BiasName)}
          texts={{ cell: texts.cell, cellNone: texts['cell.none'], none: texts.none }}
        />
        <p class="bias-lab-verdict">
          <Words>{verdict(texts, model.settingAt)}</Words>
        </p>
        <div class="bias-lab-chosen">
          <div>
            <p class="bias-lab-outcome" aria-live="polite">
              <Words>{outcome(texts, model)}</Words>
            </p>
            <p class="bias-lab-why">
              <Words>{bias === 'chrono' ? texts[`why.chrono.${cell}`] : texts[`why.constant.${cell}`]}</Words>
            </p>
          </div>
          <div>
            <RunSetting
              setting={chosen}
              model={model.here}
              texts={here}
              shared={shared}
              errors={errors}
              labPath={labPath}
              own={model.state.link()}
              chosen={seeds}
              onChoose={(which) => model.state.change({ seeds: which })}
            />
          </div>
        </div>
      </Frame>
    </div>
  );
}
