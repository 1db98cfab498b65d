/** How the three learned: a panel of curves for each, on the same axes. */
import type { ComponentChildren, JSX } from 'preact';
import type { CellKind } from '../../engine/cells/contract.ts';
import { ChartBox } from '../shared/ChartBox.tsx';
import { curveOptions, type Panel } from '../shared/curves.ts';
import type { FreshRun } from '../shared/fresh.ts';
import { format, formatNumber } from '../shared/numbers.ts';
import { Words } from '../shared/Words.tsx';
import { chanceLoss, freshCurve, shippedCurves } from './curves.ts';
import { factsOf } from './facts.ts';
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
  readonly run: FreshRun | null;
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
      <ChartBox
        kind="race-curve"
        label={`${name}: ${note}`}
        options={(plot, width, height) => curveOptions(plot, panel, width, height)}
        of={[result, isLoss, run?.run, isLoss ? run?.losses.length : run?.checks.length, run?.solvedAt]}
        isAwake={model.isAwake.value}
        drawn={drawn}
      />
    </div>
  );
}
