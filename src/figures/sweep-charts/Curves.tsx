/** The sweeps that ship with their curves: a panel for each cell, a curve for each seed. */
import type { JSX } from 'preact';
import { ChartBox } from '../shared/ChartBox.tsx';
import { curveOptions } from '../shared/curves.ts';
import { format } from '../shared/numbers.ts';
import type { ErrorTexts, SharedTexts } from '../shared/texts.ts';
import { Words } from '../shared/Words.tsx';
import { cells } from './collect.ts';
import { curvesPanel } from './curves.ts';
import type { SweepModel } from './model.ts';
import type { SweepTexts } from './types.ts';
import { curveNote } from './words.ts';

interface CurvesProps {
  readonly texts: SweepTexts;
  readonly shared: SharedTexts;
  readonly errors: ErrorTexts;
  readonly model: SweepModel;
}

export function Curves({ texts, shared, errors, model }: CurvesProps): JSX.Element {
  const { view } = model.state.now.value;
  const file = model.curves.value;
  const failure = model.failure.value;
  const own = file?.settings.filter(({ setting }) => setting.task === view) ?? [];
  return (
    <>
      <p class="sweeps-legend">
        <span>
          <Words>{texts[view === 'copy' ? 'about.copy' : 'about.copy-small']}</Words>
        </span>
      </p>
      <div class="sweeps-panels">
        {cells.map((cell) => {
          const setting = own.find((one) => one.setting.cell === cell);
          const note = failure ? '' : curveNote(texts, setting);
          return (
            <div key={cell} class="sweeps-panel" data-cell={cell}>
              <p class="sweeps-head">
                <b>{texts[`cell.${cell}`]}</b> <Words>{note}</Words>
              </p>
              <ChartBox
                kind="sweeps-curve"
                label={format(texts['curve.label'], { cell: texts[`cell.${cell}`], note })}
                options={(plot, width, height) =>
                  curveOptions(plot, curvesPanel(setting, own, texts.chance), width, height)
                }
                of={[setting, view]}
                isAwake={model.isAwake.value && setting !== undefined}
                drawn={null}
              />
            </div>
          );
        })}
      </div>
      {failure && (
        <p class="sweeps-legend" role="alert">
          <span>{errors[failure]}</span>
          <button type="button" class="button" onClick={model.retry}>
            {shared.loadAgain}
          </button>
        </p>
      )}
    </>
  );
}
