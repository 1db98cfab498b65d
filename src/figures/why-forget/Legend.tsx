/** The lines by name, with a sample of each and what it has left at the first step. */
import type { JSX } from 'preact';
import { formatShare } from '../shared/numbers.ts';
import { untranslated, Words } from '../shared/Words.tsx';
import { linesOf } from './lines.ts';
import type { Shown } from './model.ts';
import type { ForgetTexts } from './types.ts';
import { lineName } from './words.ts';

interface LegendProps {
  readonly texts: ForgetTexts;
  readonly shown: Shown;
}

export function Legend({ texts, shown }: LegendProps): JSX.Element {
  const { atFirst } = shown;
  return (
    <table class="forget-legend" data-pending={shown.isCurrent ? undefined : ''}>
      <thead>
        <tr>
          <th scope="col" colSpan={2}>
            {texts.legend}
          </th>
          <th scope="col">{texts.atFirst}</th>
        </tr>
      </thead>
      <tbody>
        {linesOf(atFirst?.road ?? 'slope').map(({ name, stroke, width, dashes }) => (
          <tr key={name} data-line={name} data-share={atFirst?.[name]}>
            <td>
              <svg width="34" height="8" aria-hidden="true">
                <line
                  x1="0"
                  x2="34"
                  y1="4"
                  y2="4"
                  style={{ stroke, strokeWidth: width, strokeDasharray: dashes ?? 'none' }}
                />
              </svg>
            </td>
            <th scope="row">
              <Words>{atFirst ? lineName(texts, atFirst.cell, name, atFirst.bestUnit) : '·'}</Words>
            </th>
            <td class="forget-share" {...untranslated}>
              <Words>{atFirst ? formatShare(atFirst[name]) : '·'}</Words>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
