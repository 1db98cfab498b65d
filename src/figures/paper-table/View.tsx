/** The paper's table on the page: what it reports, what came of the same tasks here, and a way to run each row. */
import { signal } from '@preact/signals';
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { download } from '../shared/download.ts';
import { Frame } from '../shared/Frame.tsx';
import { LabLink } from '../shared/LabLink.tsx';
import { format } from '../shared/numbers.ts';
import { createFigureState } from '../shared/state.ts';
import { undoByKeys } from '../shared/undo-by-keys.ts';
import { Words } from '../shared/Words.tsx';
import { paperFields } from './state.ts';
import type { PaperTableProps } from './types.ts';
import { measuredText, paperCsv, reportedText } from './words.ts';

export function PaperTable({ id, level, texts, shared, code, rows, labPath }: PaperTableProps): JSX.Element {
  const [state] = useState(() => createFigureState(id, paperFields));
  const [isAwake] = useState(() => signal(false));
  const root = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const disconnect = state.connect(window);
    isAwake.value = true;
    return disconnect;
  }, [state]);
  useEffect(() => undoByKeys(root.current, state), [state]);
  const { count } = state.now.value;
  return (
    <div ref={root}>
      <Frame
        id={id}
        kind="paper-table"
        level={level}
        code={code}
        texts={shared}
        title={texts.title}
        instruction={texts.instruction}
        link={state.link}
        menu={[{ label: texts.csv, run: () => download('unrolled-1997-table.csv', 'text/csv', paperCsv(rows)) }]}
        onReset={state.reset}
        isReady={isAwake.value}
        notice={state.hasUnreadableLink.value ? shared.unreadableLink : ''}
        status={texts.status}
      >
        <fieldset class="choices paper-count" aria-label={texts.count}>
          {(['sequences', 'updates'] as const).map((name) => (
            <button
              key={name}
              type="button"
              aria-pressed={name === count}
              onClick={() => state.change({ count: name })}
            >
              {texts[`count.${name}`]}
            </button>
          ))}
        </fieldset>
        <table class="paper-rows">
          <thead>
            <tr>
              <th scope="col">{texts['column.task']}</th>
              <th scope="col">{texts['column.reported']}</th>
              <th scope="col">
                <Words>{texts[`column.here.${count}`]}</Words>
              </th>
              <td />
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.name} data-row={row.name}>
                <th scope="row">
                  {texts[`row.${row.name}`]} <span class="paper-small">{texts[`by.${row.name}`]}</span>
                </th>
                <td data-label={texts['column.reported']}>
                  {reportedText(texts, row)}{' '}
                  <span class="paper-small">{format(texts.table, { n: row.reported.table })}</span>
                </td>
                <td data-label={texts[`column.here.${count}`]}>
                  <Words>{measuredText(texts, row, count)}</Words>
                </td>
                <td>
                  <LabLink
                    path={labPath}
                    part={row.link}
                    own={state.link()}
                    label={`${texts.run}: ${texts[`row.${row.name}`]}, ${texts[`by.${row.name}`]}`}
                  >
                    {texts.run}
                  </LabLink>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Frame>
    </div>
  );
}
