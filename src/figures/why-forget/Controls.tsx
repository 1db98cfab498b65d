/** Which network: a cell and a lag of those that ship, or one that the reader has trained on this page. */
import type { JSX } from 'preact';
import { format } from '../shared/numbers.ts';
import { StopSlider } from '../shared/StopSlider.tsx';
import { Words } from '../shared/Words.tsx';
import type { ForgetModel } from './model.ts';
import { forgetCells } from './state.ts';
import type { ForgetTexts } from './types.ts';
import { ownName } from './words.ts';

interface ControlsProps {
  readonly texts: ForgetTexts;
  readonly model: ForgetModel;
}

export function Controls({ texts, model }: ControlsProps): JSX.Element {
  const { cell, lag } = model.state.now.value;
  const { own } = model.shown.value;
  const ownRuns = model.ownRuns.value;
  const { lags } = model;
  return (
    <div class="forget-controls">
      <fieldset class="choices" aria-label={texts.choose}>
        {forgetCells.map((one) => (
          <button
            key={one}
            type="button"
            data-cell={one}
            aria-pressed={!own && one === cell}
            onClick={() => model.choose({ cell: one })}
          >
            {texts[`cell.${one}`]}
          </button>
        ))}
      </fieldset>
      <div class="forget-lag">
        <p aria-hidden="true">
          <span>{texts.lag}</span> <b>{<Words>{lag}</Words>}</b>
        </p>
        <StopSlider
          label={texts.lag}
          named={format(texts['lag.value'], { lag })}
          value={lag}
          least={lags[0] ?? lag}
          most={lags.at(-1) ?? lag}
          step={0}
          stops={lags}
          quiet={[70, 150]}
          onChoose={(next) => model.choose({ lag: lags.includes(next) ? next : lag })}
          onEnd={model.state.endGesture}
        />
      </div>
      {ownRuns.length > 0 && (
        <fieldset class="choices forget-own" aria-label={texts['choose.own']}>
          {ownRuns.map((run) => (
            <button
              key={`${run.run.cell} ${run.run.variant} ${run.run.seed}`}
              type="button"
              aria-pressed={own === run}
              onClick={() => model.chooseOwn(run)}
            >
              <Words>{ownName(texts, run)}</Words>
            </button>
          ))}
        </fieldset>
      )}
    </div>
  );
}
