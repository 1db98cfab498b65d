/** The laboratory on the page: a row of tasks; the task, its settings and buttons at the side; what they lead to. */
import type { JSX } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { download } from '../shared/download.ts';
import { Frame } from '../shared/Frame.tsx';
import { format } from '../shared/numbers.ts';
import { undoByKeys } from '../shared/undo-by-keys.ts';
import { Curves } from './Curves.tsx';
import { Instrument } from './Instrument.tsx';
import { Inside } from './inside/Inside.tsx';
import { createLabModel } from './model.ts';
import { Predict } from './Predict.tsx';
import { Reach } from './Reach.tsx';
import { Runs } from './Runs.tsx';
import { Settings } from './Settings.tsx';
import { TaskPart } from './TaskPart.tsx';
import { Tasks } from './Tasks.tsx';
import { Train } from './Train.tsx';
import type { LabProps } from './types.ts';
import { Verdict } from './Verdict.tsx';
import { statusOf } from './words.ts';

export function Laboratory(props: LabProps): JSX.Element {
  const { id, texts, shared, level, shipped } = props;
  const [model] = useState(() => createLabModel(props));
  const root = useRef<HTMLDivElement>(null);
  useEffect(() => model.start(window), [model]);
  useEffect(() => undoByKeys(root.current, model.state), [model]);

  // Its parts listen to the model themselves; what is told of a training need not draw all of them again.
  const board = useMemo(
    () => (
      <>
        <Tasks texts={texts} model={model} />
        <div class="lab-board">
          <div class="lab-side">
            <TaskPart texts={texts} model={model} />
            <Train texts={texts} shared={shared} model={model} />
            <Settings texts={texts} model={model} />
          </div>
          <div class="lab-main">
            <Instrument texts={texts} model={model} whyLink={props.whyLink} />
            <Verdict texts={texts} errors={props.errors} model={model} />
            <Predict texts={texts} model={model} />
            <Curves
              texts={texts}
              model={model}
              drawn={{ rnn: props.curveRnn, gru: props.curveGru, lstm: props.curveLstm }}
            />
            <Inside texts={texts} shared={shared} errors={props.errors} model={model} />
            <Reach texts={texts} model={model} shipped={shipped} />
            <Runs texts={texts} errors={props.errors} model={model} />
          </div>
        </div>
      </>
    ),
    [model],
  );
  const { asked, hasUnreadableLink, now } = model.state;
  const { lag } = now.value;
  const nearest =
    asked.value && asked.value.lag !== lag ? format(texts['lag.nearest'], { asked: asked.value.lag, lag }) : '';
  const status = model.fresh.value?.status;
  return (
    <div ref={root}>
      <Frame
        id={id}
        code={props.code}
        kind="lab"
        level={level}
        title={texts.title}
        instruction={texts.instruction}
        texts={shared}
        link={model.state.link}
        menu={[
          { label: texts.csv, run: () => download('unrolled-laboratory.csv', 'text/csv', model.csv()) },
          { label: texts.json, run: () => download('unrolled-laboratory.json', 'application/json', model.json()) },
        ]}
        onReset={model.reset}
        isReady={model.isAwake.value}
        notice={hasUnreadableLink.value ? shared.unreadableLink : nearest}
        isBusy={status === 'running' || status === 'waiting'}
        status={statusOf(texts, model)}
      >
        {board}
      </Frame>
    </div>
  );
}
