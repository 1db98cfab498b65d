/** Train, pause, one update, stop; how far it is. */
import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { timeText } from '../shared/device-pace.ts';
import { Icon } from '../shared/icons.tsx';
import type { SharedTexts } from '../shared/texts.ts';
import { Words } from '../shared/Words.tsx';
import { whenSeen } from '../shared/when-seen.ts';
import type { LabModel } from './model.ts';
import type { LabTexts } from './types.ts';
import { statusOf } from './words.ts';

interface TrainProps {
  readonly texts: LabTexts;
  readonly shared: SharedTexts;
  readonly model: LabModel;
}

export function Train({ texts, shared, model }: TrainProps): JSX.Element {
  const section = useRef<HTMLElement>(null);
  useEffect(() => whenSeen(section.current, model.timing.watch), [model]);
  const fresh = model.fresh.value;
  const isRunning = fresh?.status === 'running' || fresh?.status === 'waiting';
  const isUnderWay = isRunning || fresh?.status === 'paused';
  const isLeft = !isUnderWay && model.current.value?.status === 'left';
  const start = isLeft ? texts['train.resume'] : model.current.value ? texts['train.again'] : texts.train;
  const word = isRunning ? texts['train.pause'] : isUnderWay ? texts['train.resume'] : start;
  return (
    <section ref={section} class="lab-part lab-train" aria-label={texts.train}>
      <div class="lab-row">
        {/* One button, so that it keeps the focus of whoever pressed it. */}
        <button type="button" class="button button-primary lab-start" onClick={model.train}>
          <Icon name={isRunning ? 'pause' : 'play'} />
          <Words>{word}</Words>
        </button>
        <button type="button" class="button" disabled={isRunning} onClick={model.step}>
          {texts.step}
        </button>
        {isUnderWay && (
          <button type="button" class="button" onClick={model.stop}>
            {texts.stop}
          </button>
        )}
      </div>
      <p class="lab-time">
        <Words>{isUnderWay ? '' : timeText(shared, model.isAwake.value ? model.timing.ms.value : null)}</Words>
      </p>
      <progress
        class="lab-progress"
        aria-label={texts.progress}
        hidden={!fresh}
        max={Math.max(1, fresh?.runs.reduce((sum, { updates }) => sum + updates, 0) ?? 1)}
        value={fresh?.cells.reduce((sum, { update }) => sum + update, 0) ?? 0}
      />
      <p class="lab-said">
        <Words>{statusOf(texts, model)}</Words>
      </p>
      <div class="lab-row lab-undo">
        {(['undo', 'redo'] as const).map((way) => (
          <button
            key={way}
            type="button"
            class="icon-button"
            aria-label={shared[way]}
            title={shared[way]}
            disabled={!model.state[way === 'undo' ? 'canUndo' : 'canRedo'].value}
            onClick={model.state[way]}
          >
            <Icon name={way} />
          </button>
        ))}
      </div>
    </section>
  );
}
