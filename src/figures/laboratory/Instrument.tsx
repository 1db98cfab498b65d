/** For how many steps each unit holds before anything is learned: a dot per unit, the lag, and the handles that move them. */
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { format } from '../shared/numbers.ts';
import { untranslated, Words } from '../shared/Words.tsx';
import { type Axis, axisFor, type Range } from './axis.ts';
import { cellOf } from './contenders.ts';
import { stacked } from './dots.ts';
import { Handles } from './Handles.tsx';
import type { LabModel } from './model.ts';
import type { Bias, LabTexts } from './types.ts';
import { formatSteps, heldLine, nameOf } from './words.ts';

interface InstrumentProps {
  readonly texts: LabTexts;
  readonly model: LabModel;
  readonly whyLink: string;
}

const presets: readonly Bias[] = ['default', 'constant', 'chrono'];
/** Pixels. */
const dotSize = 9;
/** Until the box is measured. */
const usualWidth = 900;

export function Instrument({ texts, model, whyLink }: InstrumentProps): JSX.Element {
  const plot = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(usualWidth);
  useEffect(() => {
    const observer = new ResizeObserver(([entry]) => entry && setWidth(Math.round(entry.contentRect.width)));
    if (plot.current) observer.observe(plot.current);
    return () => observer.disconnect();
  }, []);

  const { bias, shortest, longest, holds, cells, seed } = model.state.now.value;
  const { lag, longest: most, isLag } = model.facts.value;
  const range: Range = bias === 'constant' ? [holds, holds] : [shortest, longest || most];
  const axis = axisFor([...range, lag]);
  const choose = ([from, to]: Range) => {
    const part =
      bias === 'constant' ? { holds: from, gateBias: null } : { shortest: from, longest: to === most ? 0 : to };
    model.change(part, 'holds');
  };
  return (
    <section class="lab-part lab-instrument" aria-label={texts.instrument}>
      <div class="lab-line lab-instrument-head">
        <h3 class="lab-serif">{texts.instrument}</h3>
        <fieldset class="choices" aria-label={texts.bias}>
          {presets.map((one) => (
            <button key={one} type="button" aria-pressed={one === bias} onClick={() => model.change({ bias: one })}>
              {texts[`bias.${one}`]}
            </button>
          ))}
        </fieldset>
      </div>
      <div class="lab-plot">
        <div class="lab-scale" ref={plot} aria-hidden="true" {...untranslated}>
          {axis.ticks.map((tick) => (
            <span key={tick} class="lab-tick" style={{ left: percent(axis.place(tick)) }}>
              {tick}
            </span>
          ))}
          <span class="lab-lag-line" style={{ left: percent(axis.place(lag)) }}>
            <span>
              <Words>{format(texts[isLag ? 'lag.mark' : 'length.mark'], { lag })}</Words>
            </span>
          </span>
        </div>
        {(['lstm', 'gru'] as const).map((cell) => (
          <Units
            key={cell}
            cell={cell}
            texts={texts}
            steps={model.held.value[cell]}
            usual={model.defaultHeld[cell]}
            axis={axis}
            width={width}
            isChosen={cells.some((one) => cellOf(one) === cell)}
          />
        ))}
      </div>
      <p class="lab-axis">{texts.axis}</p>
      <div class="lab-drag">
        {bias !== 'default' && (
          <Handles
            texts={texts}
            axis={axis}
            range={range}
            isOne={bias === 'constant'}
            onChoose={choose}
            onEnd={model.state.endGesture}
          />
        )}
      </div>
      <p class="lab-note">
        <Words>{`${texts[`instrument.drag.${bias}`]}${texts.space}${format(texts['instrument.note'], { seed })}`}</Words>{' '}
        <a href={whyLink}>{texts.why}</a>
      </p>
    </section>
  );
}

interface UnitsProps {
  readonly cell: 'gru' | 'lstm';
  readonly texts: LabTexts;
  readonly steps: readonly number[];
  readonly usual: number;
  readonly axis: Axis;
  /** Of the axis, in pixels. */
  readonly width: number;
  readonly isChosen: boolean;
}

/** One cell's line: a dot per unit, or one for all where all hold equally long. */
function Units({ cell, texts, steps, usual, axis, width, isChosen }: UnitsProps): JSX.Element {
  const name = nameOf(texts, { cell });
  const isOne = (steps.at(-1) ?? 0) - (steps[0] ?? 0) < 0.05;
  const dots = stacked(isOne ? steps.slice(0, 1) : steps, (at) => axis.place(at) * width, dotSize);
  const isUsual = isOne && Math.abs((steps[0] ?? 0) - usual) < 0.05;
  return (
    <div class="lab-units" data-cell={cell} data-unchosen={isChosen ? undefined : ''}>
      <span class="lab-cell-name">
        <b>{name}</b> <i {...untranslated}>{cell === 'lstm' ? 'f' : 'z'}</i>
      </span>
      <div class="lab-dots" role="img" aria-label={heldLine(texts, name, steps)}>
        <span class="lab-usual" style={{ left: percent(axis.place(usual)) }}>
          <span>
            <Words>{format(texts.default, { n: formatSteps(usual) })}</Words>
          </span>
        </span>
        {dots.map(({ steps: at, place }, k) => (
          <span
            key={k}
            class="lab-dot"
            data-steps={at.toFixed(2)}
            style={{ left: percent(axis.place(at)), top: `calc(50% - ${place * dotSize}px)` }}
          />
        ))}
        {isOne && (
          <span
            class="lab-all"
            data-above={isUsual ? '' : undefined}
            style={{ left: percent(axis.place(steps[0] ?? 1)) }}
          >
            <Words>{format(texts.each, { n: steps.length })}</Words>
          </span>
        )}
      </div>
    </div>
  );
}

function percent(place: number): string {
  return `${100 * place}%`;
}
