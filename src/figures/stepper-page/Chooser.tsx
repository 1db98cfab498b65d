/** Which network, and which one beside it; what it was trained for; and where its weights are while they come. */
import type { JSX } from 'preact';
import { errorText } from '../shared/error-text.ts';
import { format } from '../shared/numbers.ts';
import type { ErrorTexts } from '../shared/texts.ts';
import { Words } from '../shared/Words.tsx';
import { byTask } from './catalogue.ts';
import type { StepperPage } from './model.ts';
import type { PageTexts } from './texts.ts';

interface ChooserProps {
  readonly page: StepperPage;
  readonly texts: PageTexts;
  readonly errors: ErrorTexts;
  /** That the link could not be read; empty for nothing. */
  readonly notice: string;
}

export function Chooser({ page, texts, errors, notice }: ChooserProps): JSX.Element {
  const { one, two } = page.state.now.value;
  const chosen = page.offers.find(({ id }) => id === one);
  return (
    <div class="stepper-page-chooser">
      <div class="stepper-page-boxes">
        <label class="select-box">
          <span>{texts.network}</span>
          <select autocomplete="off" value={one} onChange={({ currentTarget }) => page.choose(currentTarget.value)}>
            {byTask(page.offers).map(({ task, offers }) => (
              <optgroup key={task} label={task}>
                {offers.map(({ id, label }) => (
                  <option key={id} value={id} selected={id === one}>
                    {label}
                  </option>
                ))}
              </optgroup>
            ))}
          </select>
        </label>
        <label class="select-box">
          <span>{texts.beside}</span>
          <select
            autocomplete="off"
            value={two}
            onChange={({ currentTarget }) => page.chooseBeside(currentTarget.value)}
          >
            <option value="" selected={two === ''}>
              {texts.nothing}
            </option>
            {page.comparable.value.map(({ id, label }) => (
              <option key={id} value={id} selected={id === two}>
                {id === one ? texts.itself : label}
              </option>
            ))}
          </select>
        </label>
      </div>
      <p class="stepper-page-about">
        {chosen && (
          <>
            <b>{chosen.task}</b> <Words>{chosen.about}</Words>
          </>
        )}
      </p>
      <Weights {...{ page, texts, errors, notice }} />
    </div>
  );
}

function Weights({ page, texts, errors, notice }: ChooserProps): JSX.Element {
  const waiting = page.waiting.value;
  const text =
    waiting === null
      ? notice
      : waiting.failure === null
        ? format(texts.loading, { name: waiting.offer.label })
        : `${format(texts.notLoaded, { name: waiting.offer.label })} ${errorText(errors, waiting.failure, {})}`;
  return (
    <div class="stepper-page-said" role="status" data-loading={waiting && !waiting.failure ? '' : undefined}>
      {text !== '' && (
        <p>
          <Words>{text}</Words>
        </p>
      )}
      {waiting?.failure && (
        <button type="button" class="button" onClick={page.fetchAgain}>
          {texts.again}
        </button>
      )}
    </div>
  );
}
