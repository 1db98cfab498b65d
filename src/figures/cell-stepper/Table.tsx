/** All numbers of the run as a table: a row for every step, a column for every unit of every quantity. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { format } from '../shared/numbers.ts';
import { SelectBox } from '../shared/SelectBox.tsx';
import { untranslated } from '../shared/Words.tsx';
import { channelAt, readAt } from './asked-sentence.ts';
import type { StripKind } from './cells.ts';
import { lossPlace } from './loss-options.ts';
import type { Stepper } from './model.ts';
import { valueAt } from './network.ts';
import { Printed } from './Printed.tsx';
import { Letter, stripWord } from './strip-names.tsx';
import { tableParts } from './table-parts.ts';
import type { StepperTexts } from './texts.ts';

export function NumberTable({ stepper, texts }: { stepper: Stepper; texts: StepperTexts }): JSX.Element {
  const isGradient = stepper.isBackward.value;
  const isLetters = stepper.trained.reading.kind === 'letters';
  const run = stepper.drawn.value.shown;
  const all = stepper.squares.value.map(({ strip, rows }) => ({
    strip,
    rows,
    name: stripWord(stepper, texts, strip),
  }));
  const { isByQuantity, ranges } = tableParts(
    all.map(({ rows }) => rows),
    stepper.steps,
  );
  const { row, step: now } = stepper.state.now.value;
  const [quantity, setQuantity] = useState<string>(all.some(({ strip }) => strip.name === row) ? row : 'hiddenState');
  const [page, setPage] = useState(ranges.findIndex(([from, to]) => now >= from && now <= to));
  const [from, to] = ranges[page] ?? [1, stepper.steps];
  const groups = isByQuantity ? all.filter(({ strip }) => strip.name === quantity) : all;
  return (
    <table class="stepper-table">
      <caption>
        <span>
          {isByQuantity && (
            <SelectBox
              kind="stepper-table-choice"
              label={texts['table.quantity']}
              value={quantity}
              options={all.map(({ strip, name }) => ({ value: strip.name as string, label: name }))}
              onChoose={setQuantity}
            />
          )}
          {ranges.length > 1 && (
            <SelectBox
              kind="stepper-table-choice"
              label={texts['table.steps']}
              value={`${page}`}
              options={ranges.map(([first, last], k) => ({ value: `${k}`, label: `${first}–${last}` }))}
              onChoose={(k) => setPage(Number(k))}
            />
          )}
          {format(texts[isGradient ? 'table.gradients' : 'table.caption'], {
            at: lossPlace(stepper, texts),
            view: texts[stepper.state.now.value.view === 'before' ? 'view.before' : 'view.after'],
          })}
        </span>
      </caption>
      <thead>
        <tr>
          <th scope="col" rowSpan={2} class="is-step">
            {texts.step}
          </th>
          {isLetters && (
            <th scope="col" rowSpan={2} class="is-read">
              {texts.reads}
            </th>
          )}
          {groups.map(({ strip, rows, name }) => (
            <th key={strip.name} scope="colgroup" colSpan={rows} style={{ '--colour': `var(--${strip.colour})` }}>
              <Letter stepper={stepper} strip={strip} /> {name}
            </th>
          ))}
        </tr>
        <tr>
          {groups.flatMap(({ strip, rows }) =>
            Array.from({ length: rows }, (_, unit) => (
              <th key={`${strip.name} ${unit + 1}`} scope="col" class={unit === 0 ? 'is-first' : undefined}>
                {unitSign(stepper, strip, unit)}
              </th>
            )),
          )}
        </tr>
      </thead>
      <tbody>
        {Array.from({ length: to - from + 1 }, (_, k) => from - 1 + k).map((step) => (
          <tr key={`step ${step + 1}`}>
            <th scope="row" class="is-step">
              {step + 1}
            </th>
            {isLetters && (
              <td class="is-read" {...untranslated}>
                {readAt(stepper, step + 1)}
              </td>
            )}
            {groups.flatMap(({ strip, rows }) =>
              Array.from({ length: rows }, (_, unit) => (
                <td key={`${strip.name} ${unit + 1}`} class={unit === 0 ? 'is-first' : undefined}>
                  <Printed
                    {...{ quantity: strip.name, unit: unit + 1, step: step + 1 }}
                    value={valueAt(run, strip.name, unit, step)}
                    isGradient={isGradient}
                  />
                </td>
              )),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** What a row (from 0) of a strip is called. */
function unitSign(stepper: Stepper, { name }: StripKind, unit: number): string {
  if (name === 'input') return channelAt(stepper, unit + 1);
  return name === 'probability' ? (stepper.trained.answers[unit] ?? '') : `${unit + 1}`;
}
