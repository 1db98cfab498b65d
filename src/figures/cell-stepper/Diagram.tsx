/** The current step's cell, drawn for the chosen unit at the width of its box. */
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { untranslated } from '../shared/Words.tsx';
import { useWritten } from '../shared/written.ts';
import { DiagramGru } from './DiagramGru.tsx';
import { DiagramLstm } from './DiagramLstm.tsx';
import { DiagramRnn } from './DiagramRnn.tsx';
import { type Forcing, placeOf } from './forced.ts';
import type { Stepper } from './model.ts';
import { rankOf } from './opened/order.ts';
import type { PartLight } from './parts.tsx';
import { createReader, plainShares, type Reader } from './readings.ts';
import type { StepperTexts } from './texts.ts';

export interface DiagramProps {
  readonly reader: Reader;
  readonly part: PartLight;
  readonly pinAt: (quantity: string) => PinState | undefined;
  readonly texts: StepperTexts;
  /** The size of c drawn in full colour. */
  readonly cellScale: number;
  readonly size: Size;
  /** Only for the plain cell. */
  readonly shares?: ReturnType<typeof plainShares>;
}

interface PinState {
  readonly kind: Forcing;
  readonly isOn: boolean;
  /** It drops in. */
  readonly isNew: boolean;
}

type Size = 'wide' | 'narrow';
const drawings = { lstm: DiagramLstm, gru: DiagramGru, rnn: DiagramRnn };
const widths = { wide: 600, narrow: 328 };
const height = 252;

export function Diagram({
  stepper,
  texts,
  label,
}: {
  stepper: Stepper;
  texts: StepperTexts;
  label: string;
}): JSX.Element {
  const root = useRef<HTMLDivElement>(null);
  const size = useSize(root);
  const reader = createReader(stepper);
  const { cell } = stepper;
  const Drawing = drawings[cell];
  const props = {
    reader,
    texts,
    part: partLight(stepper),
    pinAt: (quantity: string) => {
      const forced = stepper.forcedAt(quantity, reader.unit, reader.step);
      return forced && { kind: forced.kind, isOn: forced.isOn, isNew: stepper.dropped.value === placeOf(forced) };
    },
    cellScale: stepper.squares.value.find(({ strip }) => strip.name === 'cellState')?.scale ?? 1,
    ...(cell === 'rnn' ? { shares: plainShares(stepper, reader) } : {}),
  };
  const drawn: readonly Size[] = size === null ? ['wide', 'narrow'] : [size];
  return (
    <div ref={root} class="cell-diagram-box" {...untranslated}>
      {drawn.map((each) => (
        <svg
          key={each}
          class={`cell-diagram cell-diagram-${each}`}
          viewBox={`0 0 ${widths[each]} ${height}`}
          width={widths[each]}
          height={height}
          style={{ '--across': widths[each] }}
          role="img"
          aria-label={label}
        >
          <Drawing {...props} size={each} />
          {each === 'wide' && cell === 'lstm' && reader.step < reader.steps && (
            <NextStep text={texts['toStep'].replace('{step}', String(reader.step + 1))} />
          )}
        </svg>
      ))}
    </div>
  );
}

function partLight(stepper: Stepper): PartLight {
  const { light, opening, trained } = stepper;
  const { sub } = stepper.state.now.value;
  const at = opening.opened.value ? rankOf(trained, sub) : -1;
  return {
    lit: light.lit.value,
    onPoint: (name) => {
      light.pointed.value = name;
    },
    turnOf: (name) => (at < 0 ? null : name === sub ? 'now' : rankOf(trained, name) > at ? 'later' : null),
  };
}

function NextStep({ text }: { readonly text: string }): JSX.Element {
  return <text x="600" y="47" class="cell-words" text-anchor="end" {...useWritten<SVGTextElement>(text)} />;
}

/** Null until the box has been measured: the page as built holds both drawings, and CSS shows one. */
export function useSize(root: { readonly current: HTMLElement | null }): Size | null {
  const [size, setSize] = useState<Size | null>(null);
  useEffect(() => {
    const observer = new ResizeObserver((entries) => {
      const width = entries.at(-1)?.contentRect.width ?? 0;
      if (width > 0) setSize(width >= widths.wide ? 'wide' : 'narrow');
    });
    if (root.current) observer.observe(root.current);
    return () => observer.disconnect();
  }, [root]);
  return size;
}
