/** The strips themselves: a row for each network, the first step at the left, and the share that reaches it at the right. */
import { type ReadonlySignal, signal } from '@preact/signals';
import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import type { Palette } from '../shared/colours.ts';
import { stripOf } from '../shared/gradient-ramp.ts';
import { formatShare } from '../shared/numbers.ts';
import { Strip } from '../shared/Strip.tsx';
import { untranslated, Words } from '../shared/Words.tsx';
import type { GradientModel } from './model.ts';
import type { GradientTexts, Row } from './types.ts';
import { nameOf, stripLabel } from './words.ts';

interface StripsProps {
  readonly texts: GradientTexts;
  readonly model: GradientModel;
  readonly palette: ReadonlySignal<Palette | null>;
}

export function Strips({ texts, model, palette }: StripsProps): JSX.Element {
  const { lag } = model.state.now.value;
  return (
    <div class="gradient-strips">
      <p class="gradient-head" aria-hidden="true">
        {texts.atFirst}
      </p>
      <ul>
        {model.rows.value.map((row, k, rows) => (
          <StripRow
            key={row.name}
            texts={texts}
            row={row}
            lag={lag}
            palette={palette}
            isFirstOfCell={k > 0 && rows[k - 1]?.untrained.cell !== row.untrained.cell}
          />
        ))}
      </ul>
      <p class="gradient-foot" aria-hidden="true">
        <span>{texts.first}</span>
        <span class="gradient-key">
          <b {...untranslated}>≤ 10⁻⁸</b>
          <i />
          <b {...untranslated}>1</b>
        </span>
        <span>{texts.last}</span>
      </p>
    </div>
  );
}

interface StripRowProps {
  readonly texts: GradientTexts;
  readonly row: Row;
  readonly lag: number;
  readonly palette: ReadonlySignal<Palette | null>;
  readonly isFirstOfCell: boolean;
}

/** Until its own numbers are there, a strip keeps the picture that was made at build. */
const unpainted = signal<Palette | null>(null);
const nothing = stripOf([0]);

function StripRow({ texts, row, lag, palette, isFirstOfCell }: StripRowProps): JSX.Element {
  const { name, share, faded } = row;
  const squares = useMemo(() => (faded ? stripOf(faded.shares) : nothing), [faded]);
  const { cell, setting } = nameOf(texts, row);
  return (
    <li
      class="gradient-row"
      data-row={name}
      data-own={name.endsWith('own') ? '' : undefined}
      data-cell-begins={isFirstOfCell ? '' : undefined}
      data-pending={row.isCurrent || !faded ? undefined : ''}
      data-share={share}
    >
      <span class="gradient-name" aria-hidden="true">
        <b {...untranslated}>{cell}</b> <Words>{setting}</Words>
      </span>
      <span class="gradient-strip">
        <Strip name={name} squares={squares} ramp="hidden" palette={faded ? palette : unpainted} />
      </span>
      <span class="gradient-share" aria-hidden="true" {...untranslated}>
        <Words>{formatShare(share)}</Words>
      </span>
      <span class="visually-hidden">{stripLabel(texts, row, lag)}</span>
    </li>
  );
}
