/** Time from left to right, units from top to bottom: one strip per quantity, with the numbers of this step beside it. */
import { type ReadonlySignal, useComputed } from '@preact/signals';
import type { ComponentChildren, JSX } from 'preact';
import type { Palette } from '../shared/colours.ts';
import { formatGradient } from '../shared/numbers.ts';
import { Strip } from '../shared/Strip.tsx';
import { untranslated } from '../shared/Words.tsx';
import { useWritten } from '../shared/written.ts';
import { channelAt } from './asked-sentence.ts';
import type { StripKind, StripName } from './cells.ts';
import { rowOf } from './light.ts';
import type { Stepper } from './model.ts';
import { chosenRow, numberedRows, rowHeight, squaresOf } from './rows.ts';
import { StripHead } from './StripHead.tsx';
import { StripMarks } from './StripMarks.tsx';
import { StripNumbers } from './StripNumbers.tsx';
import { Letter, stripWord } from './strip-names.tsx';
import type { StepperTexts } from './texts.ts';

interface StripsProps {
  readonly stepper: Stepper;
  readonly texts: StepperTexts;
  readonly palette: ReadonlySignal<Palette | null>;
  /** Strips that keep low rows in a short window give way in this order, last first. */
  readonly ranks: ReadonlySignal<readonly string[]>;
  /** The field for typing a value, shown at the selected square. */
  readonly editor: ComponentChildren;
  /** The layer that takes pointer and keys. */
  readonly children: ComponentChildren;
}

/** What changes from step to step is each in a part of its own, so that the rest is not rendered again. */
export function Strips({ stepper, texts, palette, ranks, editor, children }: StripsProps): JSX.Element {
  const columns = useComputed(() => stepper.window.value.columns).value;
  const way = useComputed(() => stepper.state.now.value.way).value;
  return (
    <div class="stepper-strips" data-way={way} style={{ '--steps': columns }}>
      <StripHead stepper={stepper} texts={texts} editor={editor} />
      {stepper.strips.map((strip) => (
        <OneStrip key={strip.name} {...{ stepper, texts, palette, ranks, strip, editor }} />
      ))}
      <StepFrame stepper={stepper} />
      {columns < stepper.steps && <Overview stepper={stepper} />}
      {children}
    </div>
  );
}

/** Around the whole column of the present step. */
function StepFrame({ stepper }: { readonly stepper: Stepper }): JSX.Element {
  const column = useComputed(() => stepper.state.now.value.step - stepper.window.value.start).value;
  return <span class="stepper-frame" aria-hidden="true" style={{ '--step': column }} />;
}

/** Where in the sequence the steps on view are. */
function Overview({ stepper }: { readonly stepper: Stepper }): JSX.Element {
  const { start, columns } = stepper.window.value;
  const place = { '--from': start / stepper.steps, '--share': columns / stepper.steps };
  return <span class="stepper-overview" aria-hidden="true" style={place} />;
}

interface OneStripProps extends Pick<StripsProps, 'stepper' | 'texts' | 'palette' | 'ranks' | 'editor'> {
  readonly strip: StripKind;
}

function OneStrip({ stepper, texts, palette, ranks, strip, editor }: OneStripProps): JSX.Element {
  const { name, colour } = strip;
  const rows = useComputed(() => squaresOf(stepper, name).rows).value;
  const rank = useComputed(() => ranks.value.indexOf(name)).value;
  const isDim = useComputed(() => {
    const lit = stepper.light.lit.value;
    return lit !== null && rowOf(lit) !== name;
  }).value;
  const point = (row: StripName | null) => () => {
    if (name !== 'probability') stepper.light.pointed.value = row;
  };
  const pointing = { onPointerEnter: point(name), onPointerLeave: point(null) };
  const height = rowHeight(rows);
  const sizes = { '--rows': rows, '--open-row': height === undefined ? undefined : `${height}px` };
  return (
    <div
      class="stepper-strip"
      data-strip-of={name}
      data-dim={isDim ? '' : undefined}
      style={{ '--colour': `var(--${colour})`, ...sizes, '--rank': rank }}
    >
      <span class="stepper-strip-label" {...pointing}>
        <Letter stepper={stepper} strip={strip} />
        <span class="stepper-strip-name">{stripWord(stepper, texts, strip)}</span>
        {stepper.isBackward.value && <Scale stepper={stepper} name={name} />}
        <Units stepper={stepper} name={name} rows={rows} />
      </span>
      <span class="stepper-squares" data-row={name}>
        <Picture stepper={stepper} name={name} palette={palette} />
        <StripMarks stepper={stepper} row={name} editor={editor} />
      </span>
      <span class="stepper-numbers" {...pointing}>
        <StripNumbers stepper={stepper} name={name} rows={rows} />
      </span>
    </div>
  );
}

type PartProps = Pick<OneStripProps, 'stepper'> & { readonly name: StripName };

/** The size of a gradient that is drawn in full colour. */
function Scale({ stepper, name }: PartProps): JSX.Element {
  const text = `±${formatGradient(squaresOf(stepper, name).scale).replace(/\s/g, '')}`;
  const written = useWritten<HTMLSpanElement>(text);
  return <span class="stepper-strip-scale" data-scale-of={name} {...untranslated} {...written} />;
}

function Units({ stepper, name, rows }: PartProps & { readonly rows: number }): JSX.Element {
  const chosen = useComputed(() => chosenRow(stepper, name)).value;
  const signOf = (row: number): string => {
    if (name === 'probability') return stepper.trained.answers[row - 1] ?? '';
    return name === 'input' ? channelAt(stepper, row) : `${row}`;
  };
  return (
    <>
      {numberedRows(rows, chosen).map((unit, k) => (
        <Unit key={k} row={unit} isNow={unit === chosen} sign={signOf(unit)} />
      ))}
    </>
  );
}

function Unit({ row, isNow, sign }: { readonly row: number; readonly isNow: boolean; readonly sign: string }) {
  const written = useWritten<HTMLSpanElement>(sign);
  return (
    <span
      class={isNow ? 'stepper-unit is-now' : 'stepper-unit'}
      style={{ '--row-at': row - 1 }}
      {...untranslated}
      {...written}
    />
  );
}

function Picture({ stepper, name, palette }: PartProps & Pick<OneStripProps, 'palette'>): JSX.Element {
  const { squares, ramp } = squaresOf(stepper, name);
  return <Strip name={name} squares={squares} ramp={ramp} palette={palette} />;
}
