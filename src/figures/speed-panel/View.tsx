/** The speed panel on the page: this device timed where it stands, at the reader's word. */
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { download } from '../shared/download.ts';
import { Frame } from '../shared/Frame.tsx';
import { undoByKeys } from '../shared/undo-by-keys.ts';
import { Controls } from './Controls.tsx';
import { Findings } from './Findings.tsx';
import { createSpeedModel } from './model.ts';
import { Panels } from './Panels.tsx';
import { AllNumbers } from './Tables.tsx';
import type { SpeedProps } from './types.ts';
import { statusLine, titleOf } from './words.ts';

export function SpeedPanel(props: SpeedProps): JSX.Element {
  const { id, level, texts, shared, errors, code } = props;
  const [model] = useState(() => createSpeedModel(id));
  const [isTableOpen, setTableOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  useEffect(() => model.start(window), [model]);
  useEffect(() => undoByKeys(root.current, model.state), [model]);

  const status = model.status.value;
  const hasRows = model.speeds.value.rows.length > 0;
  const saveCsv = () => download('unrolled-speeds.csv', 'text/csv', model.csv());
  return (
    <div ref={root}>
      <Frame
        id={id}
        kind="speed"
        level={level}
        code={code}
        texts={shared}
        title={titleOf(texts, status, model.speeds.value)}
        instruction={texts.instruction}
        link={model.state.link}
        menu={[
          { label: shared.table, run: () => setTableOpen(true) },
          ...(hasRows ? [{ label: texts.csv, run: saveCsv }] : []),
        ]}
        onReset={model.reset}
        isReady={model.isAwake.value}
        notice={model.state.hasUnreadableLink.value ? shared.unreadableLink : ''}
        isBusy={status === 'running'}
        status={statusLine(texts, errors, model)}
      >
        <Controls texts={texts} model={model} />
        <Panels texts={texts} model={model} drawn={{ product: props.drawnProduct, update: props.drawnUpdate }} />
        <Findings texts={texts} model={model} />
        {isTableOpen && <AllNumbers texts={texts} shared={shared} model={model} onClose={() => setTableOpen(false)} />}
      </Frame>
    </div>
  );
}
