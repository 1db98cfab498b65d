/** Training in the page: start, pause, one update, stop; the seed and the size of the cells. */
import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { timeText } from '../shared/device-pace.ts';
import { readInteger } from '../shared/fields.ts';
import { Icon } from '../shared/icons.tsx';
import { NumberBox } from '../shared/NumberBox.tsx';
import type { SharedTexts } from '../shared/texts.ts';
import { Words } from '../shared/Words.tsx';
import { whenSeen } from '../shared/when-seen.ts';
import type { RaceModel } from './model.ts';
import { largestSeed } from './state.ts';
import type { RaceTexts } from './types.ts';

interface ControlsProps {
  readonly texts: RaceTexts;
  readonly shared: SharedTexts;
  readonly model: RaceModel;
}

export function Controls({ texts, shared, model }: ControlsProps): JSX.Element {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => whenSeen(box.current, model.timing.watch), [model]);
  const { seed, size } = model.state.now.value;
  const fresh = model.fresh.value;
  const isRunning = fresh?.status === 'running' || fresh?.status === 'waiting';
  const isUnderWay = isRunning || fresh?.status === 'paused';
  const start = fresh ? texts['train.again'] : texts.train;
  const word = isRunning ? texts['train.pause'] : isUnderWay ? texts['train.resume'] : start;
  return (
    <div class="race-controls" ref={box}>
      <div class="race-row">
        <button type="button" class="button button-primary race-train" onClick={model.train}>
          <Icon name={isRunning ? 'pause' : 'play'} />
          <Words>{word}</Words>
        </button>
        <NumberBox
          label={texts.seed}
          kind="number-framed race-seed"
          value={seed}
          size={Math.min(16, Math.max(2, String(seed).length))}
          read={(text) => readInteger(text.trim(), 0, largestSeed) ?? null}
          problem={texts['seed.problem']}
          onChoose={(chosen) => model.change({ seed: chosen })}
        />
        {isUnderWay && (
          <button type="button" class="button race-stop-training" onClick={model.stop}>
            {texts.stop}
          </button>
        )}
        {fresh && !isUnderWay && (
          <button type="button" class="button race-back" onClick={model.showShipped}>
            {texts.showShipped}
          </button>
        )}
      </div>
      <div class="race-row">
        <fieldset class="choices race-size-choice" aria-label={texts.size}>
          {(['equal', 'sixteen'] as const).map((one) => (
            <button key={one} type="button" aria-pressed={size === one} onClick={() => model.change({ size: one })}>
              {texts[`size.${one}`]}
            </button>
          ))}
        </fieldset>
        <button type="button" class="button race-step" disabled={isRunning} onClick={model.step}>
          {texts.step}
        </button>
      </div>
      <p class="race-time">
        <Words>{isUnderWay ? '' : timeText(shared, model.isAwake.value ? model.timing.ms.value : null)}</Words>
      </p>
    </div>
  );
}
