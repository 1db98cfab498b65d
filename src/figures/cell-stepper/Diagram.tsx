/** The current step's cell, drawn for the chosen unit; once for wide boxes and once for narrow ones, CSS shows one. */
import type { JSX } from 'preact';
import { DiagramGru } from './DiagramGru.tsx';
import { DiagramLstm } from './DiagramLstm.tsx';
import { DiagramRnn } from './DiagramRnn.tsx';
import type { Stepper } from './model.ts';
import { createReader, plainShares, type Reader } from './readings.ts';
import type { Forced } from './state.ts';
import { scaleOf } from './strips.ts';
import type { StepperTexts } from './texts.ts';

export interface DiagramProps {
  readonly reader: Reader;
  readonly lit: string | null;
  readonly onPoint: (name: string | null) => void;
  readonly pinAt: (quantity: string) => Forced | undefined;
  readonly texts: StepperTexts;
  /** The size of c drawn in full colour. */
  readonly cellScale: number;
  readonly size: 'wide' | 'narrow';
  /** Only for the plain cell. */
  readonly shares?: ReturnType<typeof plainShares>;
}

const drawings = { lstm: DiagramLstm, gru: DiagramGru, rnn: DiagramRnn };
const widths = { wide: 600, narrow: 328 };

export function Diagram({
  stepper,
  texts,
  label,
}: {
  stepper: Stepper;
  texts: StepperTexts;
  label: string;
}): JSX.Element {
  const reader = createReader(stepper);
  const { cell, strips } = stepper;
  const Drawing = drawings[cell];
  const cellStrip = strips.find(({ name }) => name === 'cellState');
  const props = {
    reader,
    texts,
    lit: stepper.lit.value,
    onPoint: (name: string | null) => {
      stepper.lit.value = name;
    },
    pinAt: (quantity: string) => stepper.forcedAt(quantity, reader.unit, reader.step),
    cellScale: cellStrip ? scaleOf(cellStrip, stepper.before.value, stepper.after.value) : 1,
    ...(cell === 'rnn' ? { shares: plainShares(stepper, reader) } : {}),
  };
  return (
    <>
      {(['wide', 'narrow'] as const).map((size) => (
        <svg
          key={size}
          class={`cell-diagram cell-diagram-${size}`}
          viewBox={`0 0 ${widths[size]} 252`}
          width={widths[size]}
          height="252"
          role="img"
          aria-label={label}
        >
          <Drawing {...props} size={size} />
          {size === 'wide' && cell === 'lstm' && reader.step < reader.steps && (
            <text x="600" y="47" class="cell-words" text-anchor="end">
              {texts['toStep'].replace('{step}', String(reader.step + 1))}
            </text>
          )}
        </svg>
      ))}
    </>
  );
}
