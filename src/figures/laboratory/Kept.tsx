/** Under the table: whether runs outlive this visit, how to open one from a file, and the row that was just removed. */
import type { JSX } from 'preact';
import { useRef } from 'preact/hooks';
import { format } from '../shared/numbers.ts';
import type { ErrorTexts } from '../shared/texts.ts';
import { Words } from '../shared/Words.tsx';
import type { LabModel } from './model.ts';
import type { LabTexts } from './types.ts';

interface KeptProps {
  readonly texts: LabTexts;
  readonly errors: ErrorTexts;
  readonly model: LabModel;
}

export function Kept({ texts, errors, model }: KeptProps): JSX.Element {
  const { isLasting, removed, fileProblem } = model.keeping;
  const input = useRef<HTMLInputElement>(null);
  const open = async (file: File | undefined) => {
    if (file) await model.open(await file.text());
    // So that the same file can be chosen once more.
    if (input.current) input.current.value = '';
  };
  const problem = fileProblem.value;
  return (
    <div class="lab-kept">
      <p>
        <Words>{texts[isLasting.value === false ? 'kept.not' : 'kept']}</Words>
      </p>
      <button type="button" class="button" onClick={() => input.current?.click()}>
        {texts['kept.open']}
      </button>
      <input
        ref={input}
        type="file"
        accept="application/json,.json"
        hidden
        aria-label={texts['kept.open']}
        onChange={({ currentTarget }) => void open(currentTarget.files?.[0])}
      />
      {removed.value && (
        <p role="status">
          <Words>{format(texts['kept.removed'], { letter: removed.value.letter })}</Words>{' '}
          <button type="button" class="button" onClick={model.keeping.putBack}>
            {texts['kept.putBack']}
          </button>
        </p>
      )}
      {problem && (
        <p class="lab-trouble" role="alert">
          <Words>{errors[problem]}</Words>
        </p>
      )}
    </div>
  );
}
