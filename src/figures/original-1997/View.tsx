/** The network of 1997 on the page, learning temporal order by the paper's own procedure. */
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { download } from '../shared/download.ts';
import { Frame } from '../shared/Frame.tsx';
import { undoByKeys } from '../shared/undo-by-keys.ts';
import { Words } from '../shared/Words.tsx';
import { Controls } from './Controls.tsx';
import { Course } from './Course.tsx';
import { originalCsv } from './csv.ts';
import { createOriginalModel } from './model.ts';
import { Table } from './Table.tsx';
import type { OriginalProps } from './types.ts';
import { instruction, statusLine, titleOf, verdict } from './words.ts';

export function Original1997(props: OriginalProps): JSX.Element {
  const { id, level, texts, shared, errors, code, opening, drawn } = props;
  const [model] = useState(() => createOriginalModel(id, opening));
  const [isTableOpen, setTableOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  useEffect(() => model.start(window), [model]);
  useEffect(() => undoByKeys(root.current, model.state), [model]);

  const status = model.status.value;
  const course = model.course.value;
  const saveCsv = () => download(`unrolled-1997-seed-${course.seed}.csv`, 'text/csv', originalCsv(course));
  return (
    <div ref={root}>
      <Frame
        id={id}
        kind="original"
        level={level}
        code={code}
        texts={shared}
        title={titleOf(texts, status, course)}
        instruction={instruction(texts)}
        link={model.state.link}
        menu={[
          { label: shared.table, run: () => setTableOpen(true) },
          { label: texts.csv, run: saveCsv },
        ]}
        onReset={model.reset}
        isReady={model.isAwake.value}
        notice={model.state.hasUnreadableLink.value ? shared.unreadableLink : ''}
        isBusy={status === 'running'}
        status={statusLine(texts, errors, model)}
      >
        <Controls texts={texts} shared={shared} model={model} />
        <Course texts={texts} model={model} drawn={drawn} />
        <p class="original-verdict">
          <Words>{verdict(texts, course)}</Words>
        </p>
        {isTableOpen && <Table texts={texts} shared={shared} model={model} onClose={() => setTableOpen(false)} />}
      </Frame>
    </div>
  );
}
