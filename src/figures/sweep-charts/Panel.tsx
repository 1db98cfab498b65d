/** One cell: the share of seeds that solved it, and under it every run as a dot that can be named and chosen. */
import type { ComponentChildren, JSX, TargetedKeyboardEvent, TargetedPointerEvent } from 'preact';
import { useMemo } from 'preact/hooks';
import { ChartBox } from '../shared/ChartBox.tsx';
import { format } from '../shared/numbers.ts';
import { Words } from '../shared/Words.tsx';
import { dotsOptions, rateOptions } from './charts.ts';
import { dotsOf, nearestDot } from './dots.ts';
import type { SweepModel } from './model.ts';
import type { CellPanel, LagCharts, SweepTexts } from './types.ts';
import { chartWords, panelNote, rateLabel, runSentence } from './words.ts';

interface PanelProps {
  readonly texts: SweepTexts;
  readonly model: SweepModel;
  readonly charts: LagCharts;
  readonly panel: CellPanel;
  /** Its rates as drawn at build; none for what is chosen later. */
  readonly drawn: ComponentChildren;
}

const ways = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
  Home: 'first',
  End: 'last',
} as const;
/** In pixels, of a finger's size on either side. */
const reach = 22;

export function Panel({ texts, model, charts, panel, drawn }: PanelProps): JSX.Element {
  const { cell, runs } = panel;
  const dots = useMemo(() => dotsOf(panel, charts), [panel]);
  const words = useMemo(() => chartWords(texts, charts), [charts]);
  const named = dots.find(({ run }) => run.key === model.named.value?.key);
  const at = runs.findIndex(({ key }) => key === model.chosen.value?.key);
  const chosen = runs[at];
  const nearest = (event: TargetedPointerEvent<HTMLElement>) => {
    const { left, bottom, width, height } = event.currentTarget.getBoundingClientRect();
    const place = { x: (event.clientX - left) / width, y: (bottom - event.clientY) / height };
    return nearestDot(dots, place, { width, height }, reach)?.run ?? null;
  };
  const onKeyDown = (event: TargetedKeyboardEvent<HTMLElement>) => {
    const way = (ways as Record<string, (typeof ways)[keyof typeof ways] | undefined>)[event.key];
    if (!way) return;
    event.preventDefault();
    model.go(cell, way);
  };
  return (
    <div class="sweeps-panel" data-cell={cell}>
      <p class="sweeps-head">
        <b>{texts[`cell.${cell}`]}</b> <Words>{panelNote(texts, panel)}</Words>
      </p>
      <ChartBox
        kind="sweeps-rate"
        label={rateLabel(texts, charts, panel)}
        options={(plot, width, height) => rateOptions(plot, charts, panel, words, width, height)}
        of={[panel]}
        isAwake={model.isAwake.value}
        drawn={drawn}
      />
      <div class="sweeps-runs">
        <ChartBox
          kind="sweeps-dots"
          label={format(texts['dots.label'], { cell: texts[`cell.${cell}`] })}
          options={(plot, width, height) => dotsOptions(plot, charts, panel, words, width, height)}
          of={[panel]}
          isAwake={model.isAwake.value}
          drawn={null}
        />
        <div
          class="sweeps-field"
          role="slider"
          tabIndex={0}
          aria-label={format(texts['runs.label'], { cell: texts[`cell.${cell}`] })}
          aria-valuemin={0}
          aria-valuemax={runs.length}
          aria-valuenow={at + 1}
          aria-valuetext={chosen ? runSentence(texts, charts, chosen) : texts['runs.none']}
          onKeyDown={onKeyDown}
          onPointerMove={(event) => {
            if (event.pointerType === 'mouse') model.hover(nearest(event));
          }}
          onPointerLeave={() => model.hover(null)}
          onPointerDown={(event) => {
            const run = nearest(event);
            if (run) model.pick(run);
          }}
        >
          {named && (
            <span
              class="sweeps-ring"
              data-chosen={named.run.key === chosen?.key ? '' : undefined}
              style={{ left: `${100 * named.x}%`, bottom: `${100 * named.y}%` }}
            />
          )}
        </div>
      </div>
    </div>
  );
}
