/** What it came to, in a sentence made from the results; under it what is equally true and less flattering. */
import type { JSX } from 'preact';
import { errorText } from '../shared/error-text.ts';
import type { ErrorTexts } from '../shared/texts.ts';
import { Words } from '../shared/Words.tsx';
import { factsOf, shortLags } from './facts.ts';
import type { RaceModel } from './model.ts';
import type { DefaultBiases, RaceTexts } from './types.ts';
import { afterthought, freshVerdict, shippedVerdict } from './words.ts';

interface VerdictProps {
  readonly texts: RaceTexts;
  readonly errors: ErrorTexts;
  readonly model: RaceModel;
  readonly biases: DefaultBiases | null;
  readonly whyLink: string;
}

export function Verdict({ texts, errors, model, biases, whyLink }: VerdictProps): JSX.Element {
  const facts = model.facts.value;
  const fresh = model.fresh.value;
  const { results, failure } = model.shipped.value;
  const offer = model.offer.value;
  const lag = model.lag.value;
  const cells = results ? factsOf(results.cells, facts) : [];
  const more = afterthought(texts, facts, shortLags(offer.lags), biases, cells);
  const trouble = fresh?.failure ?? (!fresh && failure ? { code: failure, values: {} } : null);

  let sentence = texts['ribbon.untrained'];
  if (fresh) sentence = freshVerdict(texts, facts, fresh);
  else if (results) sentence = shippedVerdict(texts, facts, lag, results.updates, cells);
  else if (model.lagOffer.value) sentence = texts.loading;
  return (
    <div class="race-words">
      <p class="race-verdict">
        <Words>{sentence}</Words>
      </p>
      {trouble ? (
        <p class="race-trouble" role="alert">
          <Words>{errorText(errors, trouble.code, trouble.values)}</Words>{' '}
          <button type="button" class="button" onClick={model.retry}>
            {texts['failed.again']}
          </button>
        </p>
      ) : (
        <p class="race-more">
          {fresh?.caveat && <Words>{`${texts[`caveat.${fresh.caveat}`]}${texts.space}`}</Words>}
          <Words>{more}</Words> {facts.task === 'remember' && <a href={whyLink}>{texts.why}</a>}
        </p>
      )}
    </div>
  );
}
