/** One network from the inside: how far the gradient comes back, what it answers, and its gates, unit by unit. */
import type { ReadonlySignal } from '@preact/signals';
import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import type { Insight } from '../../../experiments/insight.ts';
import type { Palette } from '../../shared/colours.ts';
import { stripOf } from '../../shared/gradient-ramp.ts';
import { formatShare, formatValue } from '../../shared/numbers.ts';
import { Strip } from '../../shared/Strip.tsx';
import { untranslated, Words } from '../../shared/Words.tsx';
import type { LabTexts } from '../types.ts';
import { nameOf } from '../words.ts';
import { type GateName, gateSquares, looks } from './gates.ts';
import { InsideSequence } from './InsideSequence.tsx';
import type { InsideCell } from './model.ts';
import { gateWords, gradientWords, meanOf, updatesOf } from './words.ts';

interface PanelProps {
  readonly texts: LabTexts;
  readonly cell: InsideCell;
  readonly palette: ReadonlySignal<Palette | null>;
}

const nothing = stripOf([0]);

export function InsidePanel({ texts, cell, palette }: PanelProps): JSX.Element {
  const { insight, gates } = cell;
  const gradient = useMemo(() => (insight ? stripOf(insight.gradient.toReversed()) : nothing), [insight]);
  return (
    <div class="inside-panel" data-cell={cell.cell} data-at={cell.at} data-share={insight?.gradient[0]}>
      <p class="inside-head">
        <b>{nameOf(texts, { cell: cell.cell })}</b> <Words>{updatesOf(texts, cell)}</Words>
      </p>
      <ul>
        <li class="inside-row">
          <span class="inside-letter" aria-hidden="true" {...untranslated}>
            |dL/dh|
          </span>
          <span class="inside-strip">
            <Strip name={`inside-${cell.cell}-gradient`} squares={gradient} ramp="hidden" palette={palette} />
          </span>
          <span class="inside-value" aria-hidden="true" {...untranslated}>
            <Words>{insight ? formatShare(insight.gradient[0] ?? Number.NaN) : '·'}</Words>
          </span>
          <span class="visually-hidden">{gradientWords(texts, cell)}</span>
        </li>
        {gates.map((name) => (
          <GateRow key={name} texts={texts} cell={cell.cell} name={name} insight={insight} palette={palette} />
        ))}
      </ul>
      <p class="inside-steps" aria-hidden="true">
        <span>{texts['inside.first']}</span>
        <span>{texts['inside.last']}</span>
      </p>
      <InsideSequence texts={texts} insight={insight} />
    </div>
  );
}

interface GateProps {
  readonly texts: LabTexts;
  readonly cell: string;
  readonly name: GateName;
  readonly insight: Insight | null;
  readonly palette: PanelProps['palette'];
}

function GateRow({ texts, cell, name, insight, palette }: GateProps): JSX.Element {
  const gate = insight?.gates.find((one) => one.name === name);
  const squares = useMemo(() => (gate ? gateSquares(gate) : nothing), [gate]);
  const { letter, ramp } = looks[name];
  return (
    <li class="inside-row" data-gate={name} data-ramp={ramp}>
      <span class="inside-letter" aria-hidden="true" {...untranslated}>
        <i>{letter}</i>
      </span>
      <span class="inside-strip">
        <Strip name={`inside-${cell}-${name}`} squares={squares} ramp={ramp} palette={palette} gap={0} />
      </span>
      <span class="inside-value" aria-hidden="true" {...untranslated}>
        <Words>{gate ? formatValue(meanOf(gate.mean)) : '·'}</Words>
      </span>
      <span class="visually-hidden">{gate ? gateWords(texts, gate) : texts['inside.none']}</span>
    </li>
  );
}
