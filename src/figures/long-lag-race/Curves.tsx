/** How the three learned: a panel of curves for each, on the same axes. */
import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { CellKind } from '../../engine/cells/contract.ts';
import { drawChart } from '../shared/chart.ts';
import { format, formatNumber } from '../shared/numbers.ts';
import { Words } from '../shared/Words.tsx';
import { chanceLoss, curveOptions, freshCurve, type Panel, shippedCurves } from './curves.ts';
import { factsOf } from './facts.ts';
import type { FreshCell } from './fresh.ts';
import type { Lane, RaceModel } from './model.ts';
import type { CellResult, RaceTexts } from './types.ts';
import { freshNote, panelNote } from './words.ts';

interface CurvesProps {
  readonly texts: RaceTexts;
  readonly model: RaceModel;
  /** The opening's panels as drawn at build. */
  readonly drawn: Readonly<Record<CellKind, ComponentChildren>>;
}

export function Curves({ texts, model, drawn }: CurvesProps): JSX.Element {
  const facts = model.facts.value;
  const fresh = model.fresh.value;
  const { results } = model.shipped.value;
  const isLoss = fresh !== null && facts.measure === 'accuracy' && model.state.now.value.measure === 'loss';
  const criterion = formatNumber(facts.criterion, 2);
  const caption = isLoss
    ? texts['caption.loss']
    : format(texts[facts.measure === 'loss' ? 'caption.adding' : 'caption'], { criterion });
  return (
    <div class="race-curves">
      <div class="race-panels">
        {model.lanes.value.map((lane) => (
          <CurvePanel
            key={lane.cell}
            texts={texts}
            model={model}
            lane={lane}
            result={results?.cells.find(({ cell }) => cell === lane.cell) ?? null}
            run={fresh?.cells.find(({ cell }) => cell === lane.cell) ?? null}
            isLoss={isLoss}
            drawn={drawn[lane.cell]}
          />
        ))}
      </div>
      <div class="race-caption">
        <p>
          <Words>{fresh && !isLoss && results ? `${caption} ${texts['caption.fresh']}` : caption}</Words>
        </p>
        {fresh && facts.measure === 'accuracy' && (
          <fieldset class="choices" aria-label={texts.measure}>
            {(['score', 'loss'] as const).map((measure) => (
              <button
                key={measure}
                type="button"
                aria-pressed={isLoss === (measure === 'loss')}
                onClick={() => model.change({ measure })}
              >
                {texts[`measure.${measure}`]}
              </button>
            ))}
          </fieldset>
        )}
      </div>
    </div>
  );
}

interface CurvePanelProps {
  readonly texts: RaceTexts;
  readonly model: RaceModel;
  readonly lane: Lane;
  readonly result: CellResult | null;
  readonly run: FreshCell | null;
  readonly isLoss: boolean;
  readonly drawn: ComponentChildren;
}

function CurvePanel({ texts, model, lane, result, run, isLoss, drawn }: CurvePanelProps): JSX.Element {
  const facts = model.facts.value;
  const { updates } = model.offer.value;
  const [cell] = result ? factsOf([result], facts) : [];
  const note = run ? freshNote(texts, run) : cell ? panelNote(texts, cell) : '';
  const shown = result?.seeds[0];
  const panel: Panel = {
    curves: [
      ...(result && !isLoss ? shippedCurves(result, facts, run === null) : []),
      ...(run ? [freshCurve(run, isLoss ? 'loss' : 'score')] : []),
    ],
    updates,
    axis: facts.measure === 'loss' ? 'error' : isLoss ? 'loss' : 'accuracy',
    chance: isLoss ? chanceLoss(facts) : facts.chance,
    chanceLabel: texts[facts.task === 'adding' ? 'chance.adding' : 'chance'],
  };
  const name = texts[`cell.${lane.cell}`];
  return (
    <div
      class="race-panel"
      data-cell={lane.cell}
      data-run={run ? 'fresh' : 'shipped'}
      data-update={run ? run.update : shown && updates}
      data-solved-at={(run ? run.solvedAt : shown?.solvedAt) ?? ''}
    >
      <p class="race-panel-head">
        <b>{name}</b> <Words>{note}</Words>
      </p>
      <Chart
        panel={panel}
        label={`${name}: ${note}`}
        of={[result, isLoss, run?.run, isLoss ? run?.losses.length : run?.checks.length, run?.solvedAt]}
        isAwake={model.isAwake.value}
        drawn={drawn}
      />
    </div>
  );
}

interface ChartProps {
  readonly panel: Panel;
  readonly label: string;
  /** What the panel is made of: drawn again when one of these changes. */
  readonly of: readonly unknown[];
  readonly isAwake: boolean;
  readonly drawn: ComponentChildren;
}

/** Keeps the drawing made at build until its own is ready; draws at the size of its box. */
function Chart({ panel, label, of, isAwake, drawn }: ChartProps): JSX.Element {
  const box = useRef<HTMLDivElement>(null);
  const [[width, height], setSize] = useState([0, 0]);
  const [isDrawn, setDrawn] = useState(false);
  useEffect(() => {
    const observer = new ResizeObserver(([entry]) => {
      if (entry) setSize([Math.round(entry.contentRect.width), Math.round(entry.contentRect.height)]);
    });
    if (box.current) observer.observe(box.current);
    return () => observer.disconnect();
  }, []);
  useEffect(() => {
    if (!isAwake || width === 0) return undefined;
    let isLatest = true;
    const draw = async () => {
      const chart = await drawChart((plot) => curveOptions(plot, panel, width, height));
      if (!isLatest) return;
      setDrawn(true);
      box.current?.lastElementChild?.replaceChildren(chart);
    };
    // Each panel in a task of its own, so that none keeps the page from answering.
    const timer = setTimeout(() => void draw());
    return () => {
      isLatest = false;
      clearTimeout(timer);
    };
  }, [isAwake, width, height, ...of]);
  return (
    <div class="race-curve" role="img" aria-label={label} ref={box}>
      {!isDrawn && <div class="race-drawn">{drawn}</div>}
      <div class="race-live" />
    </div>
  );
}
