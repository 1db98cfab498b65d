/** The LSTM taken apart: the table of what each part was worth, the chosen part, and its runs made again. */
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { download } from '../shared/download.ts';
import { Frame } from '../shared/Frame.tsx';
import { RunSetting } from '../shared/RunSetting.tsx';
import { SettingGrid } from '../shared/SettingGrid.tsx';
import { settingsCsv, settingsJson } from '../shared/sweeps.ts';
import { undoByKeys } from '../shared/undo-by-keys.ts';
import { Words } from '../shared/Words.tsx';
import { Equations } from './Equations.tsx';
import { createAblationModel } from './model.ts';
import { columns, parts } from './state.ts';
import type { AblationsProps, Column, Part } from './types.ts';
import { columnName, nameOf, outcome, statusLine } from './words.ts';

export function Ablations(props: AblationsProps): JSX.Element {
  const { id, level, texts, here, shared, errors, code, commands, labPath } = props;
  const [model] = useState(() => createAblationModel(props));
  const root = useRef<HTMLDivElement>(null);
  useEffect(() => model.start(window), [model]);
  useEffect(() => undoByKeys(root.current, model.state), [model]);

  const { part, column, seeds } = model.state.now.value;
  const chosen = model.chosen.value;
  const status = model.here.fresh.value?.status;
  return (
    <div ref={root}>
      <Frame
        id={id}
        kind="ablations"
        level={level}
        code={code}
        texts={shared}
        title={texts.title}
        instruction={texts.instruction}
        link={model.state.link}
        menu={[
          { label: texts.csv, run: () => download('unrolled-ablations.csv', 'text/csv', settingsCsv(model.settings)) },
          {
            label: texts.json,
            run: () => download('unrolled-ablations.json', 'application/json', settingsJson(model.settings, commands)),
          },
        ]}
        onReset={model.state.reset}
        isReady={model.isAwake.value}
        notice={model.state.hasUnreadableLink.value ? shared.unreadableLink : ''}
        isBusy={status === 'running' || status === 'waiting'}
        status={statusLine(texts, model)}
      >
        <div class="ablations-board">
          <SettingGrid
            kind="row"
            label={texts.grid}
            corner={texts.corner}
            rows={parts.map((key) => ({ key, name: texts[`part.${key}`] }))}
            columns={columns.map((key) => ({
              key,
              name: texts[key.endsWith('chrono') ? 'chrono' : 'default'],
              spoken: columnName(texts, key),
            }))}
            groups={(['task.order-6a', 'task.adding'] as const).map((name) => ({ name: texts[name], span: 2 }))}
            settingAt={model.settingAt}
            chosen={{ row: part, column }}
            onChoose={(row, to) => model.choose(row as Part, to as Column)}
            texts={{ cell: texts.cell, cellNone: texts['cell.none'], none: texts.none }}
          />
          <div class="ablations-part">
            <p class="ablations-name">
              <Words>{nameOf(texts, part)}</Words>
            </p>
            <p class="ablations-about">
              <Words>{texts[`about.${part}`]}</Words>
            </p>
            <Equations part={part} label={texts.lines} />
            <p class="ablations-outcome" aria-live="polite">
              <Words>{outcome(texts, model)}</Words>
            </p>
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
