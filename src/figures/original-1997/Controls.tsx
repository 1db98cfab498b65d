/** Train, pause, one sequence, stop; and the seed. */
import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { timeText } from '../shared/device-pace.ts';
import { readInteger } from '../shared/fields.ts';
import { Icon } from '../shared/icons.tsx';
import { NumberBox } from '../shared/NumberBox.tsx';
import type { SharedTexts } from '../shared/texts.ts';
import { Words } from '../shared/Words.tsx';
import { whenSeen } from '../shared/when-seen.ts';
import type { OriginalModel } from './model.ts';
import { largestSeed } from './state.ts';
import type { OriginalTexts } from './types.ts';

interface ControlsProps {
  readonly texts: OriginalTexts;
  readonly shared: SharedTexts;
  readonly model: OriginalModel;
}

export function Controls({ texts, shared, model }: ControlsProps): JSX.Element {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => whenSeen(box.current, model.tryOut), [model]);
  const status = model.status.value;
  const { seed } = model.state.now.value;
  const isRunning = status === 'running' || status === 'waiting';
  const isUnderWay = isRunning || status === 'paused';
  const start = status === 'none' || status === 'shipped' ? texts.train : texts.again;
  const word = isRunning ? texts.pause : isUnderWay ? texts.resume : start;
  return (
    <div class="original-controls" ref={box}>
      {/* One button, so that it keeps the focus of whoever pressed it. */}
      <button type="button" class="button button-primary original-train" onClick={model.train}>
        <Icon name={isRunning ? 'pause' : 'play'} />
        <Words>{word}</Words>
      </button>
      <button type="button" class="button" disabled={isRunning} onClick={model.step}>
        {texts.step}
      </button>
      <button type="button" class="button" disabled={!isUnderWay} onClick={model.stop}>
        {texts.stop}
      </button>
      <NumberBox
        label={texts.seed}
        kind="number-framed"
        value={seed}
        size={Math.min(16, Math.max(2, String(seed).length))}
        read={(text) => readInteger(text.trim(), 0, largestSeed) ?? null}
        problem={texts['seed.problem']}
        onChoose={model.chooseSeed}
      />
      <p class="original-time">
        <Words>{isUnderWay ? '' : timeText(shared, model.isAwake.value ? model.timing.ms.value : null)}</Words>
      </p>
    </div>
  );
}
