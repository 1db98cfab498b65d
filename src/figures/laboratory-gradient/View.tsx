/** The gradient figure on the page: how much of a gradient reaches the first step, before any training. */
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { download } from '../shared/download.ts';
import { errorText } from '../shared/error-text.ts';
import { Frame } from '../shared/Frame.tsx';
import { usePalette } from '../shared/palette.ts';
import { undoByKeys } from '../shared/undo-by-keys.ts';
import { Controls } from './Controls.tsx';
import { createGradientModel } from './model.ts';
import { Strips } from './Strips.tsx';
import { Table } from './Table.tsx';
import type { GradientProps } from './types.ts';
import { statusLine, titleOf } from './words.ts';

export function LaboratoryGradient(props: GradientProps): JSX.Element {
  const { id, level, texts, shared, errors, code, rows: opening } = props;
  const [model] = useState(() => createGradientModel(id, opening));
  const [isTableOpen, setTableOpen] = useState(false);
  const palette = usePalette();
  const root = useRef<HTMLDivElement>(null);
  useEffect(() => model.start(window), [model]);
  useEffect(() => undoByKeys(root.current, model.state), [model]);

  const { now, hasUnreadableLink } = model.state;
  const rows = model.rows.value;
  const isSettled = model.isSettled.value;
  const failure = model.failure.value;
  return (
    <div ref={root}>
      <Frame
        id={id}
        kind="gradient"
        level={level}
        code={code}
        texts={shared}
        title={titleOf(texts, rows, now.value.lag)}
        instruction={texts.instruction}
        link={model.state.link}
        menu={[
          { label: shared.table, run: () => setTableOpen(true) },
          { label: texts.csv, run: () => download('unrolled-gradients.csv', 'text/csv', model.csv()) },
        ]}
        onReset={model.state.reset}
        isReady={model.isAwake.value && (isSettled || failure !== null)}
        notice={hasUnreadableLink.value ? shared.unreadableLink : ''}
        isBusy={!isSettled && failure === null}
        status={failure ? errorText(errors, failure.code, failure.values) : statusLine(texts, rows, now.value)}
      >
        <Controls texts={texts} model={model} />
        <Strips texts={texts} model={model} palette={palette} />
        {failure && (
          <button type="button" class="button" onClick={model.retry}>
            {texts.again}
          </button>
        )}
        {isTableOpen && <Table texts={texts} shared={shared} model={model} onClose={() => setTableOpen(false)} />}
      </Frame>
    </div>
  );
}
