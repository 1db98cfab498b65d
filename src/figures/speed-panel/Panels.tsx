/** The two panels, products and training: each a chart and the same numbers as a table under it. */
import type { ComponentChildren, JSX } from 'preact';
import { ChartBox } from '../shared/ChartBox.tsx';
import { Words } from '../shared/Words.tsx';
import { chartOptions } from './charts.ts';
import type { SpeedModel } from './model.ts';
import { PanelTable } from './Tables.tsx';
import type { Panel, SpeedTexts } from './types.ts';
import { panelNote, panelSummary } from './words.ts';

interface PanelsProps {
  readonly texts: SpeedTexts;
  readonly model: SpeedModel;
  /** The empty panels as drawn at build. */
  readonly drawn: Readonly<Record<Panel['kind'], ComponentChildren>>;
}

export function Panels({ texts, model, drawn }: PanelsProps): JSX.Element {
  return (
    <div class="speed-panels">
      {model.panels.value.map((panel) => {
        const name = texts[`panel.${panel.kind}`];
        const words = { names: namesOf(texts), empty: isEmpty(panel) ? texts.empty : '' };
        return (
          <div key={panel.kind} class="speed-panel-one" data-kind={panel.kind}>
            <p class="speed-panel-head">
              <b>{name}</b> <Words>{panelNote(texts, panel)}</Words>
            </p>
            <ChartBox
              kind="speed-chart"
              label={`${name}: ${panelSummary(texts, panel)}`}
              options={(plot, width, height) => chartOptions(plot, panel, words, width, height)}
              of={[chartKey(panel)]}
              isAwake={model.isAwake.value}
              drawn={drawn[panel.kind]}
            />
            <PanelTable texts={texts} panel={panel} />
          </div>
        );
      })}
    </div>
  );
}

export function namesOf(texts: SpeedTexts) {
  return {
    float32: texts['path.float32'],
    wasm: texts['path.wasm'],
    relaxed: texts['path.relaxed'],
    webgl: texts['path.webgl'],
  };
}

/** Changes with what the chart shows, and with nothing else. */
function chartKey({ scale, series }: Panel): string {
  return `${scale} ${series.map(({ points }) => points.map(({ value }) => value).join()).join(';')}`;
}

function isEmpty({ series }: Panel): boolean {
  return series.every(({ points }) => points.length === 0);
}
