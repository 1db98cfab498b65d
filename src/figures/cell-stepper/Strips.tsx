/** Time from left to right, units from top to bottom: one strip per quantity, with the numbers of this step beside it. */
import type { ReadonlySignal } from '@preact/signals';
import type { ComponentChildren, JSX } from 'preact';
import type { Palette } from '../shared/colours.ts';
import { differs, formatGradient } from '../shared/numbers.ts';
import { Strip } from '../shared/Strip.tsx';
import { untranslated, Words } from '../shared/Words.tsx';
import { channelAt } from './asked-sentence.ts';
import type { StripName } from './cells.ts';
import { ForcedMark } from './ForcedMark.tsx';
import { placeOf } from './forced.ts';
import { selectedUnit } from './keys.ts';
import { rowOf } from './light.ts';
import type { Stepper } from './model.ts';
import { valueAt } from './network.ts';
import { TracedSquares } from './opened/TracedSquares.tsx';
import { Printed } from './Printed.tsx';
import { Letter, stripWord } from './strip-names.tsx';
import { numberRows, type StripSquares } from './strips.ts';
import type { StepperTexts } from './texts.ts';

interface StripsProps {
  readonly stepper: Stepper;
  readonly texts: StepperTexts;
  readonly palette: ReadonlySignal<Palette | null>;
  /** Strips that keep low rows in a short window give way in this order, last first. */
  readonly ranks: readonly string[];
  /** The field for typing a value, shown at the selected square. */
  readonly editor: ComponentChildren;
  /** The layer that takes pointer and keys. */
  readonly children: ComponentChildren;
}

export function Strips({ stepper, texts, palette, ranks, editor, children }: StripsProps): JSX.Element {
  const { start, columns } = stepper.window.value;
  const step = stepper.state.now.value.step - start;
  return (
    <div class="stepper-strips" data-way={stepper.state.now.value.way} style={{ '--steps': columns }}>
      <Head stepper={stepper} texts={texts} editor={editor} />
      {stepper.visible.value.map((squares) => (
        <OneStrip
          key={squares.strip.name}
          {...{ stepper, texts, palette, squares, editor }}
          rank={ranks.indexOf(squares.strip.name)}
        />
      ))}
      <span class="stepper-frame" aria-hidden="true" style={{ '--step': step }} />
      {columns < stepper.steps && (
        <span
          class="stepper-overview"
          aria-hidden="true"
          style={{ '--from': start / stepper.steps, '--share': columns / stepper.steps }}
        />
      )}
      {children}
    </div>
  );
}

function Head({ stepper, texts, editor }: Pick<StripsProps, 'stepper' | 'texts' | 'editor'>): JSX.Element {
  const { letters, step, row } = stepper.state.now.value;
  const { start, columns } = stepper.window.value;
  const { reading } = stepper.trained;
  const marked = reading.kind === 'letters' ? reading.marked : [];
  const shown = [...letters.slice(start, start + columns)];
  const isNumbered = (t: number) => t === step || ((t === 1 || t % 4 === 0) && Math.abs(t - step) > 1);
  return (
    <div class="stepper-head">
      <span class="stepper-head-label">{texts.step}</span>
      <span class="stepper-columns stepper-step-numbers" {...untranslated}>
        {Array.from({ length: columns }, (_, k) => {
          const t = start + k + 1;
          return (
            <span key={`column ${k}`} class={t === step ? 'is-now' : undefined}>
              {isNumbered(t) ? <Words>{t}</Words> : null}
            </span>
          );
        })}
      </span>
      {reading.kind === 'letters' && (
        <>
          <span class="stepper-head-label">{texts.reads}</span>
          <span class="stepper-columns stepper-letters" data-row="input" {...untranslated}>
            {shown.map((letter, k) => (
              <span
                key={`column ${k} ${letter}`}
                class={marked.includes(letter) ? 'is-marked' : undefined}
                data-letter-step={start + k + 1}
              >
                {letter}
              </span>
            ))}
            <TracedSquares stepper={stepper} row="input" />
            {row === 'input' && <span class="stepper-selection" style={{ '--row-at': 0, '--step': step - start }} />}
            {row === 'input' && editor}
          </span>
        </>
      )}
      <span class="stepper-number-heads">
        <b>{texts.now}</b>
        <span>{texts.wasHead}</span>
        {!stepper.isBackward.value && <span>{texts.change}</span>}
      </span>
    </div>
  );
}

interface OneStripProps extends Pick<StripsProps, 'stepper' | 'texts' | 'palette' | 'editor'> {
  readonly squares: StripSquares;
  readonly rank: number;
}

function OneStrip({ stepper, texts, palette, squares, rank, editor }: OneStripProps): JSX.Element {
  const { strip, rows } = squares;
  const now = stepper.state.now.value;
  const isGradient = stepper.isBackward.value;
  const { before, after } = stepper.drawn.value;
  const isAnswer = strip.name === 'probability';
  const isRead = strip.name === 'input';
  const chosen = isAnswer || isRead ? (now.row === strip.name ? selectedUnit(stepper) : 0) : now.unit;
  const isSelected = now.row === strip.name;
  const lit = stepper.light.lit.value;
  const { start, columns } = stepper.window.value;
  const point = (name: StripName | null) => () => {
    if (!isAnswer) stepper.light.pointed.value = name;
  };
  const pointing = { onPointerEnter: point(strip.name), onPointerLeave: point(null) };
  const forced = now.forced.filter(
    ({ quantity, firstStep, lastStep }) => quantity === strip.name && lastStep > start && firstStep <= start + columns,
  );
  return (
    <div
      class="stepper-strip"
      data-strip-of={strip.name}
      data-dim={lit !== null && rowOf(lit) !== strip.name ? '' : undefined}
      style={{ '--colour': `var(--${strip.colour})`, '--rows': rows, '--open-row': openRow(rows), '--rank': rank }}
    >
      <span class="stepper-strip-label" {...pointing}>
        <Letter stepper={stepper} strip={strip} />
        <span class="stepper-strip-name">{stripWord(stepper, texts, strip)}</span>
        {isGradient && (
          <span key={squares.scale} class="stepper-strip-scale" data-scale-of={strip.name} {...untranslated}>
            ±{formatGradient(squares.scale).replace(/\s/g, '')}
          </span>
        )}
        {Array.from({ length: rows }, (_, k) => (
          <span
            key={`unit ${k + 1}`}
            {...untranslated}
            class={k + 1 === chosen ? 'stepper-unit is-now' : 'stepper-unit'}
            style={{ '--row-at': k }}
          >
            {isAnswer ? stepper.trained.answers[k] : isRead ? channelAt(stepper, k + 1) : k + 1}
          </span>
        ))}
      </span>
      <span class="stepper-squares" data-row={strip.name}>
        <Strip name={strip.name} squares={squares.squares} ramp={squares.ramp} palette={palette} />
        {forced.map((entry) => (
          <ForcedMark
            key={stepper.idOf(entry)}
            {...{ entry, rows, start, columns }}
            isNew={stepper.dropped.value === placeOf(entry)}
          />
        ))}
        <TracedSquares stepper={stepper} row={strip.name} />
        <Hovered stepper={stepper} row={strip.name} />
        {isSelected && (
          <span class="stepper-selection" style={{ '--row-at': chosen - 1, '--step': now.step - start }} />
        )}
        {isSelected && editor}
      </span>
      <span class="stepper-numbers" {...pointing}>
        {numberRows(squares, before, after, now.step).map((row) => {
          const place = { quantity: strip.name, unit: row.unit, step: now.step, isGradient };
          const isChanged = isGradient
            ? formatGradient(row.now) !== formatGradient(row.was)
            : differs(row.now, row.was);
          return (
            <span key={row.unit} class={row.unit === chosen ? 'stepper-number-row is-now' : 'stepper-number-row'}>
              <Printed {...place} value={row.now} class="stepper-now" />
              {isChanged ? <Printed {...place} value={row.was} run="before" /> : <span>·</span>}
              {isChanged && !isGradient && (
                <Printed
                  {...place}
                  value={row.now - row.was}
                  run="change"
                  class={row.now < row.was ? 'is-negative' : 'is-positive'}
                />
              )}
            </span>
          );
        })}
      </span>
    </div>
  );
}

/** More rows than this shrink, to keep a strip about as tall as it is with four. */
const plainRows = 4;
const crowdedHeight = 56;

function openRow(rows: number): string | undefined {
  return rows > plainRows ? `${Math.round(crowdedHeight / rows)}px` : undefined;
}

/** The square that is pointed at, itself or by its term in an equation, with its value beside it. */
function Hovered({ stepper, row }: { stepper: Stepper; row: StripName }): JSX.Element | null {
  const marked = stepper.light.marked.value;
  const { start, columns } = stepper.window.value;
  if (marked?.row !== row || marked.step <= start) return null;
  const { unit, step } = marked;
  const value = valueAt(stepper.drawn.value.shown, row, unit - 1, step - 1);
  return (
    <span
      class="stepper-hovered"
      data-side={step > start + columns - 4 ? 'left' : 'right'}
      style={{ '--row-at': unit - 1, '--step': step - start }}
    >
      <Printed {...{ quantity: row, unit, step, value }} isGradient={stepper.isBackward.value} />
    </span>
  );
}
