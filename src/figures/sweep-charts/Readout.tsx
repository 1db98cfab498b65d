/** The run that is named, and the way to run it again. */
import type { JSX } from 'preact';
import { LabLink } from '../shared/LabLink.tsx';
import { labLink } from '../shared/sweeps.ts';
import { Words } from '../shared/Words.tsx';
import type { SweepModel } from './model.ts';
import type { LagCharts, SweepTexts } from './types.ts';
import { runSentence } from './words.ts';

interface ReadoutProps {
  readonly texts: SweepTexts;
  readonly model: SweepModel;
  readonly charts: LagCharts;
  readonly labPath: string;
}

export function Readout({ texts, model, charts, labPath }: ReadoutProps): JSX.Element {
  const named = model.named.value;
  const chosen = model.chosen.value;
  const part = chosen ? labLink(chosen.setting, chosen.seed) : null;
  return (
    <div class="sweeps-readout">
      <p aria-live="polite">
        <Words>{named ? runSentence(texts, charts, named) : texts['runs.none']}</Words>
      </p>
      <div>
        {(['up', 'down'] as const).map((way) => (
          <button
            key={way}
            type="button"
            class="button"
            disabled={!chosen}
            onClick={() => chosen && model.go(chosen.cell, way)}
          >
            {texts[`run.${way}`]}
          </button>
        ))}
        {part && (
          <LabLink path={labPath} part={part} own={model.state.link()}>
            {texts.replay}
          </LabLink>
        )}
      </div>
    </div>
  );
}
