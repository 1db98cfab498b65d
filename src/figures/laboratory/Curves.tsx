/** How the cells learned: a panel of curves for each, on the same axes. */
import type { ComponentChildren, JSX } from 'preact';
import { ChartBox } from '../shared/ChartBox.tsx';
import { curveOptions } from '../shared/curves.ts';
import { format } from '../shared/numbers.ts';
import { Words } from '../shared/Words.tsx';
import { type Contender, inOrder } from './contenders.ts';
import { panelOf } from './curves.ts';
import type { LabModel } from './model.ts';
import { type LabTaskFacts, labFacts } from './tasks.ts';
import type { CurveView, LabTexts, Row } from './types.ts';
import { nameOf, panelNote } from './words.ts';

interface CurvesProps {
  readonly texts: LabTexts;
  readonly model: LabModel;
  readonly drawn: Readonly<Partial<Record<Contender, ComponentChildren>>>;
}

export function Curves({ texts, model, drawn }: CurvesProps): JSX.Element {
  const shown = model.shown.value;
  const [first, second] = shown;
  const facts = first ? labFacts(first.state.task, first.state.lag) : model.facts.value;
  const { measure } = facts;
  const { seed } = first?.state ?? model.state.now.value;
  const cells = inOrder([...model.state.now.value.cells, ...shown.flatMap((row) => row.cells.map(({ cell }) => cell))]);
  const view = model.view.value;
  const title = view === 'loss' ? texts['curves.batch'] : texts[`curves.${measure}`];
  const isBare = shown.every(({ status }) => status === 'shipped');
  const two = first && second ? format(texts['curves.two'], { a: first.letter, b: second.letter }) : '';
  return (
    <section class="lab-part lab-curves" aria-label={title}>
      <div class="lab-line">
        <h3 class="lab-name">
          <Words>{title}</Words>
        </h3>
        <p>
          <Words>
            {noteOf(texts, view, isBare) || two || format(texts['curves.note'], { seed, n: facts.checked })}
          </Words>
        </p>
        <fieldset class="choices" aria-label={texts['curves.view']}>
          {(['score', 'loss'] as const).map((one) => (
            <button key={one} type="button" aria-pressed={view === one} onClick={() => model.look(one)}>
              {one === 'loss' ? texts['curves.view.batch'] : texts[`curves.view.${measure}`]}
            </button>
          ))}
        </fieldset>
      </div>
      <div class="lab-panels" style={{ '--panels': panelsBeside(cells.length) }}>
        {cells.map((cell) => (
          <CurvePanel
            key={cell}
            cell={cell}
            texts={texts}
            model={model}
            facts={facts}
            shown={shown}
            drawn={drawn[cell]}
          />
        ))}
      </div>
    </section>
  );
}

/** Losses of every update are kept of what is trained here alone. */
function noteOf(texts: LabTexts, view: CurveView, isBare: boolean): string {
  if (view === 'score') return '';
  return texts[isBare ? 'curves.batch.none' : 'curves.batch.note'];
}

/** Three at most, and as many in one row as in the next where they fill two. */
export function panelsBeside(count: number): number {
  return count === 4 ? 2 : Math.min(3, count);
}

interface CurvePanelProps {
  readonly cell: Contender;
  readonly texts: LabTexts;
  readonly model: LabModel;
  readonly facts: LabTaskFacts;
  readonly shown: readonly Row[];
  readonly drawn: ComponentChildren;
}

function CurvePanel({ cell, texts, model, facts, shown, drawn }: CurvePanelProps): JSX.Element {
  const outcomes = shown.map((row) => row.cells.find((one) => one.cell === cell));
  const note = panelNote(texts, facts, outcomes[0]);
  const name = nameOf(texts, { cell });
  const view = model.view.value;
  const chanceLabel = texts[facts.measure === 'loss' ? 'chance.number' : 'chance'];
  const updates = Math.max(
    ...(shown.length > 0 ? shown.map(({ state }) => state.updates) : [model.state.now.value.updates]),
  );
  const checks = outcomes.map((outcome) =>
    outcome?.seeds.map((seed) => `${seed[view === 'loss' ? 'losses' : 'checks'].length} ${seed.solvedAt}`).join(),
  );
  return (
    <div
      class="lab-panel"
      data-cell={cell}
      data-solved={outcomes[0]?.seeds.map(({ solvedAt }) => solvedAt ?? '-').join(' ')}
    >
      <p class="lab-panel-head">
        <b>{name}</b> <Words>{note}</Words>
      </p>
      <ChartBox
        kind="lab-curve"
        label={`${name}: ${note}`}
        options={(plot, width, height) =>
          curveOptions(plot, panelOf(outcomes, facts, updates, chanceLabel, view), width, height)
        }
        of={[facts.task, updates, view, ...shown.map(({ key }) => key), ...checks]}
        isAwake={model.isAwake.value}
        drawn={drawn}
      />
    </div>
  );
}
