/** Solved seeds against lag, from the runs that ship: a stack of squares per lag and setting. */
import type { JSX } from 'preact';
import { format } from '../shared/numbers.ts';
import { Words } from '../shared/Words.tsx';
import type { LabModel } from './model.ts';
import { skylineOf } from './skyline.ts';
import type { LabTexts, ShippedSetting } from './types.ts';
import { nameOf } from './words.ts';

interface ReachProps {
  readonly texts: LabTexts;
  readonly model: LabModel;
  readonly shipped: readonly ShippedSetting[];
}

export function Reach({ texts, model, shipped }: ReachProps): JSX.Element | null {
  const { task, lag, isLag } = model.facts.value;
  const skyline = skylineOf(shipped, task, model.state.now.value.cells);
  if (!skyline) return null;
  const { lags, rows, updates } = skyline;
  return (
    <section class="lab-part lab-reach" aria-labelledby="lab-reach">
      <div class="lab-line">
        <h3 class="lab-name" id="lab-reach">
          {texts.reach}
        </h3>
        <p>
          <Words>{rows.length > 0 ? format(texts['reach.note'], { updates }) : texts['reach.none']}</Words>
        </p>
      </div>
      <table style={{ '--lags': lags.length }} hidden={rows.length === 0}>
        <thead>
          <tr>
            <th scope="col">{texts[isLag ? 'reach.lag' : 'reach.length']}</th>
            {lags.map((one) => (
              <th key={one} scope="col" class="lab-number" data-chosen={one === lag ? '' : undefined}>
                {one}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ cell, bias, counts }) => (
            <tr key={`${cell} ${bias}`} data-cell={cell}>
              <th scope="row">
                <b>{nameOf(texts, { cell })}</b> {bias && <span>{texts[`bias.${bias}`]}</span>}
              </th>
              {counts.map((count, k) => (
                <td key={lags[k]} data-chosen={lags[k] === lag ? '' : undefined}>
                  {count && (
                    <span class="lab-stack" role="img" aria-label={format(texts['reach.cell'], count)}>
                      {Array.from({ length: count.of }, (_, place) => (
                        <span key={place} data-is={count.of - place <= count.n ? 'solved' : 'not'} />
                      ))}
                    </span>
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
