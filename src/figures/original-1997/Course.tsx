/** How the training goes: its curve, four numbers, and how near the paper's rule it is. */
import type { ComponentChildren, JSX } from 'preact';
import { ChartBox } from '../shared/ChartBox.tsx';
import { untranslated, Words } from '../shared/Words.tsx';
import { chartOptions } from './charts.ts';
import type { OriginalModel } from './model.ts';
import type { OriginalTexts } from './types.ts';
import { chartLabel, chartWords, readouts } from './words.ts';

interface CourseProps {
  readonly texts: OriginalTexts;
  readonly model: OriginalModel;
  /** The opening's curve as drawn at build. */
  readonly drawn: ComponentChildren;
}

export function Course({ texts, model, drawn }: CourseProps): JSX.Element {
  const course = model.course.value;
  return (
    <div class="original-course">
      <div class="original-curve-side">
        <p class="original-curve-head">
          <b>{texts['chart.title']}</b> {texts['chart.note']}
        </p>
        <ChartBox
          kind="original-curve"
          label={chartLabel(texts, course)}
          options={(plot, width, height) => chartOptions(plot, course, chartWords(texts, course), width, height)}
          of={[course.seed, course.errors.length, course.learnedAt]}
          isAwake={model.isAwake.value}
          drawn={drawn}
        />
      </div>
      <dl class="original-readouts">
        {readouts(texts, course, model.elapsedMs.value).map(({ name, label, value, most }) => (
          <div key={name} data-readout={name}>
            <dt>{label}</dt>
            <dd {...untranslated}>
              <Words>{value}</Words>
            </dd>
            {most !== null && (
              <dd>
                <progress class="original-row" aria-label={label} max={most} value={course.rightInARow} />
              </dd>
            )}
          </div>
        ))}
      </dl>
    </div>
  );
}
