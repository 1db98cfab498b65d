/** Why did it forget? What the gates alone would have kept of a state, and what everything together does. */
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { ChartBox } from '../shared/ChartBox.tsx';
import { download } from '../shared/download.ts';
import { errorText } from '../shared/error-text.ts';
import { Frame } from '../shared/Frame.tsx';
import { format } from '../shared/numbers.ts';
import { undoByKeys } from '../shared/undo-by-keys.ts';
import { Words } from '../shared/Words.tsx';
import { Controls } from './Controls.tsx';
import { chartOptions } from './chart.ts';
import { Legend } from './Legend.tsx';
import { createForgetModel } from './model.ts';
import { Table } from './Table.tsx';
import type { ForgetProps } from './types.ts';
import { chartLabel, findingWords, networkWords, titleOf } from './words.ts';

export function WhyForget(props: ForgetProps): JSX.Element {
  const { id, level, texts, shared, errors, code, drawn } = props;
  const [model] = useState(() => createForgetModel(props));
  const [isTableOpen, setTableOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  useEffect(() => model.start(window), [model]);
  useEffect(() => undoByKeys(root.current, model.state), [model]);

  const shown = model.shown.value;
  const failure = model.failure.value;
  const { asked, hasUnreadableLink, now } = model.state;
  const { lag } = now.value;
  const nearest = asked.value ? format(texts['lag.nearest'], { asked: asked.value.lag, lag }) : '';
  const { forgetting } = shown;
  return (
    <div ref={root}>
      <Frame
        id={id}
        kind="forget"
        level={level}
        code={code}
        texts={shared}
        title={titleOf(texts, shown)}
        instruction={texts.instruction}
        link={model.state.link}
        menu={[
          { label: shared.table, run: () => setTableOpen(true) },
          { label: texts.csv, run: () => download('unrolled-why-forget.csv', 'text/csv', model.csv()) },
        ]}
        onReset={model.reset}
        isReady={model.isAwake.value && (shown.isCurrent || failure !== null)}
        notice={hasUnreadableLink.value ? shared.unreadableLink : nearest}
        isBusy={!shown.isCurrent && failure === null}
        status={failure ? errorText(errors, failure.code, failure.values) : findingWords(texts, shown)}
      >
        <Controls texts={texts} model={model} />
        <p class="forget-network">
          <Words>{networkWords(texts, shown)}</Words>
        </p>
        <div class="forget-board">
          <div>
            <ChartBox
              kind="forget-chart"
              label={chartLabel(texts, shown)}
              options={(plot, width, height) => chartOptions(plot, forgetting ?? nothing, width, height)}
              of={[forgetting]}
              isAwake={model.isAwake.value && forgetting !== null}
              drawn={drawn}
            />
            <p class="forget-steps" aria-hidden="true">
              <span>{texts.first}</span>
              <span>{texts.last}</span>
            </p>
          </div>
          <Legend texts={texts} shown={shown} />
        </div>
        {failure && (
          <button type="button" class="button" onClick={model.retry}>
            {texts.again}
          </button>
        )}
        {isTableOpen && <Table texts={texts} shared={shared} shown={shown} onClose={() => setTableOpen(false)} />}
      </Frame>
    </div>
  );
}

const none = new Float64Array(0);
const nothing = { road: 'slope', steps: 2, typical: none, best: none, jacobian: none, gradient: none } as const;
