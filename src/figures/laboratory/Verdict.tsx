/** What the runs on screen came to, in a sentence made from them. */
import type { JSX } from 'preact';
import { errorText } from '../shared/error-text.ts';
import type { ErrorTexts } from '../shared/texts.ts';
import { Words } from '../shared/Words.tsx';
import type { LabModel } from './model.ts';
import type { LabTexts } from './types.ts';
import { progressOf, verdictOf } from './words.ts';

interface VerdictProps {
  readonly texts: LabTexts;
  readonly errors: ErrorTexts;
  readonly model: LabModel;
}

export function Verdict({ texts, errors, model }: VerdictProps): JSX.Element {
  const fresh = model.fresh.value;
  const failure = model.failure.value;
  const trouble = fresh?.failure ?? (failure && !fresh ? { code: failure, values: {} } : null);
  const isOver = !fresh || fresh.status === 'finished';
  // While it goes on, what is done so far is compared with nothing.
  const found = verdictOf(
    texts,
    model.facts.value,
    model.current.value,
    isOver ? model.other.value : null,
    model.isShipped.value,
  );
  const said = isOver || !fresh ? found : [progressOf(texts, fresh), found].filter(Boolean).join(texts.space);
  return (
    <div class="lab-verdict" data-status={fresh?.status ?? (model.current.value ? 'shipped' : 'none')}>
      <p>
        <Words>{said}</Words>
      </p>
      {fresh?.caveat && (
        <p class="lab-caveat">
          <Words>{texts[`caveat.${fresh.caveat}`]}</Words>
        </p>
      )}
      {trouble && (
        <p class="lab-trouble" role="alert">
          <Words>{errorText(errors, trouble.code, trouble.values)}</Words>{' '}
          <button type="button" class="button" onClick={model.retry}>
            {texts['failed.again']}
          </button>
        </p>
      )}
    </div>
  );
}
