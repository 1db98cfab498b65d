/** The race on the page: three networks read one sequence; what they hold, what they answer, how they learned. */
import type { JSX } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { Frame } from '../shared/Frame.tsx';
import { usePalette } from '../shared/palette.ts';
import { undoByKeys } from '../shared/undo-by-keys.ts';
import { Controls } from './Controls.tsx';
import { Curves } from './Curves.tsx';
import { LagSlider } from './LagSlider.tsx';
import { Lanes } from './Lanes.tsx';
import { createRaceModel } from './model.ts';
import { Results } from './Results.tsx';
import { TaskChoice } from './TaskChoice.tsx';
import type { RaceProps } from './types.ts';
import { Verdict } from './Verdict.tsx';
import { answerLine, nameOf, nearestLine, paceLine, titleOf } from './words.ts';

export function LongLagRace(props: RaceProps): JSX.Element {
  const { id, texts, shared, level, offers } = props;
  const [model] = useState(() => createRaceModel(props));
  const [isTableOpen, setTableOpen] = useState(false);
  const palette = usePalette();
  const root = useRef<HTMLDivElement>(null);
  useEffect(() => model.start(window), [model]);
  useEffect(() => undoByKeys(root.current, model.state), [model]);

  // These listen to the model themselves; what is told of a training need not draw them again.
  const choices = useMemo(
    () => (
      <div class="race-choices">
        {offers.length > 1 && <TaskChoice texts={texts} model={model} offers={offers} />}
        <LagSlider texts={texts} model={model} />
      </div>
    ),
    [texts, model, offers],
  );
  const facts = model.facts.value;
  const lanes = model.lanes.value;
  const lag = model.lag.value;
  const readings = lanes.flatMap(({ reading }) => reading ?? []);
  const fresh = model.fresh.value;
  const isLoading = !fresh && model.lagOffer.value !== null && lanes.some(({ reading }) => !reading?.values);
  const isReady = model.isAwake.value && (!isLoading || model.shipped.value.failure !== null);

  const isTraining = fresh?.status === 'running' || fresh?.status === 'waiting';
  const answers = lanes
    .flatMap((lane) => (lane.reading ? `${nameOf(texts, lane)} ${answerLine(texts, facts, lane.reading)}` : []))
    .join(texts.semicolon);
  const { now, asked, hasUnreadableLink } = model.state;
  const other = now.value.numerics === 'fastest' ? 'reproducible' : 'fastest';
  const nearest = nearestLine(texts, asked.value, now.value);

  return (
    <div ref={root}>
      <Frame
        id={id}
        code={props.code}
        kind={isTraining ? 'race' : 'race race-answered'}
        level={level}
        title={titleOf(texts, facts, lag, readings)}
        instruction={texts[`instruction.${facts.task}`]}
        texts={shared}
        link={model.state.link}
        menu={[
          { label: shared.table, run: () => setTableOpen(true) },
          { label: texts[`numerics.${other}`], run: () => model.change({ numerics: other }) },
        ]}
        onReset={model.reset}
        isReady={isReady}
        notice={hasUnreadableLink.value ? shared.unreadableLink : nearest}
        isBusy={isTraining || model.column.value !== null}
        status={isTraining ? paceLine(texts, fresh) : answers}
      >
        {choices}
        <Lanes texts={texts} model={model} palette={palette} />
        <div class="race-foot">
          <Curves
            texts={texts}
            model={model}
            drawn={{ rnn: props.curveRnn, gru: props.curveGru, lstm: props.curveLstm }}
          />
          <div class="race-side">
            <Verdict
              texts={texts}
              errors={props.errors}
              model={model}
              biases={props.defaultBiases}
              whyLink={props.whyLink}
            />
            <Controls texts={texts} shared={shared} model={model} />
          </div>
        </div>
        {isTableOpen && <Results texts={texts} shared={shared} model={model} onClose={() => setTableOpen(false)} />}
      </Frame>
    </div>
  );
}
