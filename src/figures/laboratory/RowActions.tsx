/** What can be done with a row: replay it, take its runs along as a file, take it from the table. */
import type { JSX } from 'preact';
import { download } from '../shared/download.ts';
import { Icon } from '../shared/icons.tsx';
import { format } from '../shared/numbers.ts';
import type { LabModel } from './model.ts';
import type { LabTexts, Row } from './types.ts';

interface ActionsProps {
  readonly row: Row;
  readonly texts: LabTexts;
  readonly model: LabModel;
}

export function RowActions({ row, texts, model }: ActionsProps): JSX.Element {
  const { key, letter, state } = row;
  const save = async () => {
    const text = await model.keeping.write(key);
    if (text) download(`unrolled-${state.task}-${state.lag}-${letter}.json`, 'application/json', text);
  };
  return (
    <span class="lab-actions">
      <a href={`#${key || `f=${model.id}&v=1`}`} aria-label={format(texts['runs.replay.of'], { letter })}>
        {texts[row.status === 'left' ? 'runs.open' : 'runs.replay']}
      </a>
      {model.keeping.kept.value.has(key) && (
        <>
          <button
            type="button"
            class="text-button"
            aria-label={format(texts['runs.save.of'], { letter })}
            onClick={() => void save()}
          >
            {texts['runs.save']}
          </button>
          <button
            type="button"
            class="icon-button"
            aria-label={format(texts['runs.remove.of'], { letter })}
            title={format(texts['runs.remove.of'], { letter })}
            onClick={() => model.remove(row)}
          >
            <Icon name="close" />
          </button>
        </>
      )}
    </span>
  );
}
