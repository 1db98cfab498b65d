/** The task in words, a sample of it, and its lag. */
import type { JSX } from 'preact';
import { LagControl } from '../shared/LagControl.tsx';
import { format } from '../shared/numbers.ts';
import { untranslated, Words } from '../shared/Words.tsx';
import type { LabModel } from './model.ts';
import { type SampleStep, sampleOf } from './tasks.ts';
import type { LabTexts } from './types.ts';
import { criterionOf } from './words.ts';

interface PartProps {
  readonly texts: LabTexts;
  readonly model: LabModel;
}

export function TaskPart({ texts, model }: PartProps): JSX.Element {
  const facts = model.facts.value;
  return (
    <section class="lab-part lab-task" aria-label={texts[`task.${facts.task}`]}>
      <h3 class="lab-name">
        <Words>{texts[`task.${facts.task}`]}</Words>
      </h3>
      <Sample steps={sampleOf(facts.task, facts.lag)} />
      <p>
        <Words>{`${texts[`about.${facts.task}`]}${texts.space}${criterionOf(texts, facts)}`}</Words>
      </p>
      <p class="lab-rule">
        <Words>{texts[`paper.${facts.task}`]}</Words>
      </p>
      <Lag texts={texts} model={model} />
    </section>
  );
}

/** For the eye alone: the sentence under it says the same. */
function Sample({ steps }: { readonly steps: readonly SampleStep[] }): JSX.Element {
  return (
    <p class="lab-sample" aria-hidden="true" {...untranslated}>
      {steps.map((step, k) => (
        <span key={`${k}${step?.sign}`} class={step?.isMarked ? 'lab-marked' : undefined}>
          {step?.sign ?? '…'}
        </span>
      ))}
    </p>
  );
}

function Lag({ texts, model }: PartProps): JSX.Element {
  const { task, lag, isLag, least, most, step, stops, quiet = [] } = model.facts.value;
  if (least === most) return <p class="lab-fixed">{texts[task === 'reber' ? 'lag.fixed.reber' : 'lag.fixed']}</p>;
  const label = texts[isLag ? 'lag' : 'length'];
  return (
    <div class="lab-lag">
      <LagControl
        label={label}
        named={format(texts['lag.value'], { lag })}
        problem={format(texts[step === 2 ? 'lag.problem.even' : 'lag.problem'], { least, most })}
        boxKind="lab-box"
        lag={lag}
        least={least}
        most={most}
        step={step}
        stops={stops}
        quiet={quiet}
        onChoose={(next) => model.change({ lag: next }, 'lag')}
        onEnd={model.state.endGesture}
      />
    </div>
  );
}
