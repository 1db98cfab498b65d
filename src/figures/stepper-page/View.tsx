/** The stepper's page: the choice of networks, the stepper at full size, another beside it, and what sets them apart. */
import type { JSX } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { StepperTexts } from '../cell-stepper/texts.ts';
import { LiveStepper } from '../cell-stepper/View.tsx';
import type { ShownCode } from '../shared/CodeDialog.tsx';
import { format } from '../shared/numbers.ts';
import type { ErrorTexts, SharedTexts } from '../shared/texts.ts';
import { Words } from '../shared/Words.tsx';
import { Chooser } from './Chooser.tsx';
import type { Offer } from './catalogue.ts';
import { createStepperPage, type Seat } from './model.ts';
import { differenceInWords } from './sentence.ts';
import type { PageTexts } from './texts.ts';
import { goTogether } from './together.ts';

interface PageProps {
  readonly id: string;
  readonly offers: readonly Offer[];
  /** The weights of the first offer: a safetensors file in base64. */
  readonly weights: string;
  readonly code: Readonly<Record<'rnn' | 'lstm' | 'gru', ShownCode>>;
  readonly texts: PageTexts;
  readonly stepperTexts: StepperTexts;
  readonly shared: SharedTexts;
  readonly errors: ErrorTexts;
}

export function StepperPage(props: PageProps): JSX.Element {
  const { id, offers, weights, texts, errors, shared } = props;
  const page = useMemo(() => createStepperPage(id, offers, weights), [id, offers, weights]);
  const [isReady, setReady] = useState(false);
  const root = useRef<HTMLElement>(null);
  useEffect(() => {
    const ways = [page.state.connect(window), page.start()];
    setReady(true);
    return () => {
      for (const back of ways) back();
    };
  }, [page]);
  const [one, two] = [page.one.value, page.two.value];
  useEffect(() => (two ? goTogether(one.stepper, two.stepper) : undefined), [one, two]);

  const unreadable = page.state.hasUnreadableLink.value ? shared.unreadableLink : '';
  return (
    <section
      ref={root}
      class="stepper-page"
      data-figure={id}
      data-figures={offers.flatMap((offer) => [offer.id, `${offer.id}-2`]).join(' ')}
      data-ready={isReady ? '' : undefined}
      data-two={two ? '' : undefined}
      aria-label={texts.label}
    >
      <Chooser {...{ page, texts, errors }} notice={unreadable} />
      <div class="stepper-page-runs">
        {[one, two].map((seat, k) => seat && <Run key={seat.id} {...{ ...props, seat }} place={two ? k + 1 : null} />)}
      </div>
      {two && (
        <p class="stepper-page-difference">
          <Words>{differenceInWords(one.stepper, two.stepper, texts, props.stepperTexts)}</Words>
        </p>
      )}
    </section>
  );
}

interface RunProps extends PageProps {
  readonly seat: Seat;
  /** Where two stand side by side: first or second. */
  readonly place: number | null;
}

function Run({ seat, place, code, texts, stepperTexts, shared }: RunProps): JSX.Element {
  const { stepper, offer, folding } = seat;
  const title = place === null ? undefined : format(texts[place === 1 ? 'first' : 'second'], { name: offer.label });
  return (
    <div>
      <LiveStepper
        {...{ stepper, folding, shared, title }}
        id={seat.id}
        code={code[stepper.cell]}
        texts={stepperTexts}
        level={2}
      />
    </div>
  );
}
