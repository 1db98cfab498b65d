/** Measure, stop, measure again; how far it is; and what the panels count. */
import type { JSX } from 'preact';
import { Icon } from '../shared/icons.tsx';
import { Words } from '../shared/Words.tsx';
import type { SpeedModel } from './model.ts';
import type { SpeedTexts } from './types.ts';

interface ControlsProps {
  readonly texts: SpeedTexts;
  readonly model: SpeedModel;
}

export function Controls({ texts, model }: ControlsProps): JSX.Element {
  const status = model.status.value;
  const progress = model.progress.value;
  const isMeasuring = status === 'running' || status === 'waiting';
  const { scale } = model.state.now.value;
  return (
    <div class="speed-controls">
      {/* One button, so that it keeps the focus of whoever pressed it. */}
      <button
        type="button"
        class={`button speed-measure ${isMeasuring ? '' : 'button-primary'}`}
        onClick={isMeasuring ? model.stop : model.measure}
      >
        {!isMeasuring && <Icon name="play" />}
        <Words>{isMeasuring ? texts.stop : status === 'none' ? texts.measure : texts['measure.again']}</Words>
      </button>
      {isMeasuring && (
        <progress
          class="speed-progress"
          aria-label={texts.progress}
          max={progress?.of ?? 1}
          value={progress?.done ?? 0}
        />
      )}
      <fieldset class="choices speed-scale" aria-label={texts.scale}>
        {(['rate', 'times'] as const).map((one) => (
          <button key={one} type="button" aria-pressed={scale === one} onClick={() => model.choose(one)}>
            {texts[`scale.${one}`]}
          </button>
        ))}
      </fieldset>
    </div>
  );
}
