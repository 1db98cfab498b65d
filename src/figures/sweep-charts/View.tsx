/** The shipped sweeps on the page: a row of sweeps, for each cell its two charts, and the run that is named. */
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { download } from '../shared/download.ts';
import { Frame } from '../shared/Frame.tsx';
import { format, formatNumber } from '../shared/numbers.ts';
import { settingsCsv, settingsJson } from '../shared/sweeps.ts';
import { undoByKeys } from '../shared/undo-by-keys.ts';
import { Words } from '../shared/Words.tsx';
import { Curves } from './Curves.tsx';
import { createSweepModel } from './model.ts';
import { Panel } from './Panel.tsx';
import { Readout } from './Readout.tsx';
import { viewNames } from './state.ts';
import { Table } from './Table.tsx';
import type { SweepChartsProps } from './types.ts';
import { instructionOf, statusLine } from './words.ts';

export function SweepCharts(props: SweepChartsProps): JSX.Element {
  const { id, level, texts, shared, errors, code, files } = props;
  const [model] = useState(() => createSweepModel(props));
  const [isTableOpen, setTableOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  useEffect(() => model.start(window), [model]);
  useEffect(() => undoByKeys(root.current, model.state), [model]);

  const { view } = model.state.now.value;
  const charts = model.charts.value;
  const drawn = { rnn: props.rateRnn, gru: props.rateGru, lstm: props.rateLstm } as const;
  const save = (kind: 'csv' | 'json') => {
    if (!charts || view === 'copy' || view === 'copy-small') return;
    const settings = charts.panels.flatMap(({ series }) => series.map(({ setting }) => setting));
    const text = kind === 'csv' ? settingsCsv(settings) : settingsJson(settings, files[view].commands);
    download(`unrolled-sweep-${view}.${kind}`, kind === 'csv' ? 'text/csv' : 'application/json', text);
  };
  const menu = [
    { label: shared.table, run: () => setTableOpen(true) },
    { label: texts.csv, run: () => save('csv') },
    { label: texts.json, run: () => save('json') },
  ];
  return (
    <div ref={root}>
      <Frame
        id={id}
        kind="sweeps"
        level={level}
        code={code}
        texts={shared}
        title={texts.title}
        instruction={instructionOf(texts, view)}
        link={model.state.link}
        menu={charts ? menu : []}
        onReset={model.state.reset}
        isReady={model.isAwake.value}
        notice={model.state.hasUnreadableLink.value ? shared.unreadableLink : ''}
        status={statusLine(texts, charts)}
      >
        <fieldset class="sweeps-views" aria-label={texts.sweep}>
          {viewNames.map((name) => (
            <button key={name} type="button" aria-pressed={name === view} onClick={() => model.choose(name)}>
              {texts[`view.${name}`]}
            </button>
          ))}
        </fieldset>
        {charts && (
          <>
            <p class="sweeps-legend" aria-hidden="true">
              <span data-is="default">{texts['biases.default']}</span>
              <span data-is="chrono">{texts['biases.chrono']}</span>
              <span data-is="interval">{texts.interval}</span>
              <span>
                <Words>{format(texts['chart.not'], { n: formatNumber(charts.budget) })}</Words>
              </span>
            </p>
            <div class="sweeps-panels">
              {charts.panels.map((panel) => (
                <Panel
                  key={panel.cell}
                  texts={texts}
                  model={model}
                  charts={charts}
                  panel={panel}
                  drawn={view === viewNames[0] ? drawn[panel.cell] : null}
                />
              ))}
            </div>
            <Readout texts={texts} model={model} charts={charts} labPath={props.labPath} />
          </>
        )}
        {!charts && <Curves texts={texts} shared={shared} errors={errors} model={model} />}
        {isTableOpen && charts && (
          <Table texts={texts} shared={shared} charts={charts} onClose={() => setTableOpen(false)} />
        )}
      </Frame>
    </div>
  );
}
