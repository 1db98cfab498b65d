/** Shipped runs made again here: the button, how long it takes, and each seed beside what shipped. */
import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { timeText } from './device-pace.ts';
import { errorText } from './error-text.ts';
import { Icon } from './icons.tsx';
import { format, formatNumber } from './numbers.ts';
import type { RunHereModel, SeedHere } from './run-here.ts';
import type { ErrorTexts, SharedTexts, Texts } from './texts.ts';
import { untranslated, Words } from './Words.tsx';
import { whenSeen } from './when-seen.ts';

export type HereTexts = Texts<'figures.run-here'>;

interface RunHereProps {
  readonly texts: HereTexts;
  readonly shared: SharedTexts;
  readonly errors: ErrorTexts;
  readonly model: RunHereModel;
}

export function RunHere({ texts, shared, errors, model }: RunHereProps): JSX.Element {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => whenSeen(box.current, model.timing.watch), [model]);
  const fresh = model.fresh.value;
  const seeds = model.seeds.value;
  const { all, done } = model.updates.value;
  const isRunning = fresh?.status === 'running' || fresh?.status === 'waiting';
  const isUnderWay = isRunning || fresh?.status === 'paused';
  const start = fresh ? texts.again : format(texts[seeds.length === 1 ? 'one' : 'train'], { n: seeds.length });
  return (
    <div class="here" ref={box}>
      <div class="here-buttons">
        {/* One button, so that it keeps the focus of whoever pressed it. */}
        <button type="button" class="button button-primary here-start" onClick={model.train}>
          <Icon name={isRunning ? 'pause' : 'play'} />
          <Words>{isRunning ? texts.pause : isUnderWay ? texts.resume : start}</Words>
        </button>
        <button type="button" class="button" disabled={!isUnderWay} onClick={model.stop}>
          {texts.stop}
        </button>
        <p class="here-time">
          <Words>{timeOf(texts, shared, model)}</Words>
        </p>
      </div>
      <progress class="here-progress" aria-label={texts.progress} hidden={!fresh} max={Math.max(1, all)} value={done} />
      <table class="here-seeds">
        <thead>
          <tr>
            <th scope="col">{texts.seed}</th>
            {seeds.map(({ seed }) => (
              <th key={seed} scope="col">
                {seed}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">{texts.shipped}</th>
            {seeds.map(({ seed, shipped }) => (
              <td key={seed} data-is={shipped === null ? 'not' : 'solved'} {...untranslated}>
                {shipped === null ? texts.not : formatNumber(shipped)}
              </td>
            ))}
          </tr>
          <tr>
            <th scope="row">{texts.here}</th>
            {seeds.map(({ seed, here }) => (
              <td key={seed} data-is={here === undefined ? 'open' : here === null ? 'not' : 'solved'} {...untranslated}>
                <Words>{here === undefined ? '·' : here === null ? texts.not : formatNumber(here)}</Words>
              </td>
            ))}
          </tr>
        </tbody>
      </table>
      <p class="here-verdict" aria-live={isRunning ? 'off' : 'polite'}>
        <Words>
          {fresh?.failure ? errorText(errors, fresh.failure.code, fresh.failure.values) : hereVerdict(texts, seeds)}
        </Words>
        {fresh?.caveat && <Words>{` ${texts.caveat}`}</Words>}
      </p>
    </div>
  );
}

/** Whether what was done here came to what shipped. */
export function hereVerdict(texts: HereTexts, seeds: readonly SeedHere[]): string {
  const done = seeds.filter(({ here }) => here !== undefined);
  const same = done.filter(({ shipped, here }) => shipped === here).length;
  if (done.length === 0) return texts['verdict.none'];
  const values = { n: same, done: done.length, of: seeds.length, more: done.length - same };
  return format(texts[same === done.length ? 'verdict.same' : 'verdict.differs'], values);
}

function timeOf(texts: HereTexts, shared: SharedTexts, model: RunHereModel): string {
  const status = model.fresh.value?.status;
  const { all, done } = model.updates.value;
  const left = durationOf(texts, model.leftMs.value);
  const values = { all: formatNumber(all), done: formatNumber(done), left };
  if (!status) return format(texts.time, { ...values, time: timeText(shared, model.timing.ms.value) });
  if (status === 'running' && left !== '') return format(texts['time.running'], values);
  // Runs left on another day are none of these.
  return format(texts[`status.${status === 'left' ? 'stopped' : status}`], values);
}

function durationOf(texts: HereTexts, ms: number | null): string {
  if (ms === null) return '';
  const seconds = Math.max(1, Math.ceil(ms / 1000));
  return seconds < 100 ? format(texts.seconds, { n: seconds }) : format(texts.minutes, { n: Math.ceil(seconds / 60) });
}
