/** What some LSTMs have besides: wires by which gates see the cell state, and a yoke where one gate makes the other. */
import type { JSX } from 'preact';
import { Plain } from './labels.tsx';
import type { PartLight } from './parts.tsx';
import { Part } from './parts.tsx';
import type { Reader } from './readings.ts';
import { isCoupled, isSet, sumsOf } from './sums.ts';

interface VariantProps {
  readonly reader: Reader;
  readonly light: PartLight;
  readonly size: 'wide' | 'narrow';
}

/** From the old state under the lane to forget and input jaws; from the new one, before its tanh, to the output jaws. */
const paths = {
  wide: {
    forgetGate: 'M74 70V110H150V92',
    inputGate: 'M74 70V150H271V139',
    outputGate: 'M478 95H446V160H462V167',
  },
  narrow: {
    forgetGate: 'M46 70V106H75V92',
    inputGate: 'M46 70V150H139V139',
    outputGate: 'M250 95H224V160H232V167',
  },
} as const;
const joints = { wide: { old: 74, next: 478 }, narrow: { old: 46, next: 250 } };
/** Where a wire's number stands: what the gate's sum gets by it. */
const places = { forgetGate: [112, 122], inputGate: [196, 162], outputGate: [442, 135] } as const;
const gates = ['forgetGate', 'inputGate', 'outputGate'] as const;

export function Peepholes({ reader, light, size }: VariantProps): JSX.Element | null {
  const { trained } = reader;
  if (!trained.network.description.variant?.peepholes) return null;
  const seen = gates.filter((gate) => !isSet(trained, gate));
  const { old, next } = joints[size];
  return (
    <>
      {seen.map((gate) => (
        <Part key={gate} name={gate} light={light}>
          <path class="cell-peephole" d={paths[size][gate]} />
          {size === 'wide' && (
            <Plain
              x={places[gate][0]}
              y={places[gate][1]}
              colour="cell"
              anchor={gate === 'outputGate' ? 'end' : 'middle'}
              of={reader.from(
                `${gate}PeepholeSum`,
                (_, run) => sumsOf(run, gate, reader.unit - 1, reader.step - 1)?.peephole ?? 0,
              )}
            />
          )}
        </Part>
      ))}
      <circle class="cell-joint" style={{ '--colour': 'var(--cell)' }} cx={old} cy="70" r="2.5" />
      <circle class="cell-joint" style={{ '--colour': 'var(--cell)' }} cx={next} cy="95" r="2.5" />
    </>
  );
}

const yokes = { wide: 'M306 129V104H328V36H154V48', narrow: 'M172 129V104H179V36H78V48' };

/** As one pair of jaws opens the other shuts. */
export function CoupledYoke({ reader, light, size }: VariantProps): JSX.Element | null {
  if (!isCoupled(reader.trained)) return null;
  const x = size === 'wide' ? 262 : 128;
  return (
    <Part name="forgetGate" light={light}>
      <path class="cell-yoke cell-yoke-input" d={yokes[size]} />
      <text x={x} y="32" class="cell-label" style={{ '--colour': 'var(--input)' }}>
        <tspan class="cell-number">1 − </tspan>
        <tspan class="cell-letter">i</tspan>
      </text>
    </Part>
  );
}
