/** One unit of a plain cell at one step. No jaws: all units are summed and squashed, and nothing can be held. */
import type { JSX } from 'preact';
import { Band, thickness } from './bands.tsx';
import type { DiagramProps } from './Diagram.tsx';
import { Label, Plain, Was } from './labels.tsx';
import { Part, Pin, ReadSquare, Squash, State, Sum, signedFill } from './parts.tsx';

const layouts = {
  wide: { width: 600, state: 26, fan: 132, sum: 262, box: 350, next: 446, isWide: true },
  narrow: { width: 328, state: 22, fan: 74, sum: 138, box: 192, next: 240, isWide: false },
};
const lane = 80;
const foot = 222;
const column = 8;

export function DiagramRnn({ reader, part: light, pinAt, texts, size, shares }: DiagramProps): JSX.Element {
  const at = layouts[size];
  const { isWide } = at;
  const sum = reader.at('preActivation');
  const h = reader.at('hiddenState');
  const half = at.state / 2;
  const nextX = at.next + half;
  const pitch = Math.min(15, 60 / reader.oldState.length);
  const square = Math.min(13, Math.max(pitch - 2, pitch * 0.75));
  const unitY = (unit: number) => lane + (unit - (reader.oldState.length - 1) / 2) * pitch;
  const part = { light };
  const [sumPin, statePin] = [pinAt('preActivation'), pinAt('hiddenState')];

  return (
    <>
      <Part name="previousHiddenState" {...part}>
        {reader.oldState.map((value, unit) => (
          <g key={unitY(unit)} style={{ '--colour': 'var(--hidden)' }}>
            <line
              class="cell-fan"
              x1={column + 14}
              y1={unitY(unit)}
              x2={at.fan}
              y2={lane}
              stroke-width={Math.max(0.5, thickness(shares?.weights[unit] ?? 0) / 4)}
            />
            <rect
              x={column}
              y={unitY(unit) - square / 2}
              width="13"
              height={square}
              style={{ fill: signedFill(value) }}
            />
          </g>
        ))}
        <Label x={column - 1} y={unitY(0) - 16} colour="hidden" letter="h" subscript={reader.step - 1} />
        <text x={column} y={unitY(reader.oldState.length - 1) + 26} class="cell-words">
          {texts['allUnits']}
        </text>
        {shares && <Band from={[at.fan, lane]} to={[at.sum - 11, lane]} of={shares.recurrent} colour="hidden" />}
        {shares && <Plain x={(at.fan + at.sum - 11) / 2} y={lane - 26} colour="hidden" of={shares.recurrent} />}
        {isWide && <Label x={at.fan - 60} y={lane - 24} colour="hidden" letter="W h" />}
      </Part>

      <Part name="input" {...part}>
        {shares && <Band from={[column + 22, foot]} to={[at.sum, foot]} of={shares.input} colour="input" />}
        {shares && (
          <Band
            from={[at.sum, foot + thickness(shares.input.value) / 2]}
            to={[at.sum, lane + 11]}
            of={shares.input}
            colour="input"
          />
        )}
        <ReadSquare {...reader.read} x={column} y={foot} />
        <Label x={column + 34} y={foot - 16} colour="input" letter="W x + b" />
        {shares && <Plain x={at.sum + 16} y={152} colour="input" of={shares.input} anchor="start" />}
      </Part>

      <Part name="preActivation" {...part}>
        <Band from={[at.sum + 11, lane]} to={[at.box - 18, lane]} of={sum} colour="ink" />
        <Label x={at.sum + (isWide ? 16 : 8)} y={lane - 26} colour="ink" letter="a" of={sum} />
        {isWide && <Was x={at.sum + 16} y={lane + 36} of={sum} words={texts['was']} />}
        <Sum x={at.sum} y={lane} />
        {sumPin && <Pin x={at.sum + 8} y={lane - 9} colour="ink" {...sumPin} />}
      </Part>

      <Part name="hiddenState" {...part}>
        <Band from={[at.box + 18, lane]} to={[at.next, lane]} of={h} colour="hidden" />
        <Band from={[at.next + at.state, lane]} to={[at.width, lane]} of={h} colour="hidden" />
        <Squash x={at.box} y={lane} result={Math.tanh(sum.value)} colour="hidden" />
        <text x={at.box} y={lane + 28} class="cell-words" text-anchor="middle">
          tanh
        </text>
        <State x={nextX} y={lane} size={at.state} value={h.value} scale={1} colour="hidden" />
        <Label x={at.next - 1} y={lane - 22} colour="hidden" letter="h" subscript={reader.step} />
        <Plain x={nextX} y={lane + 30} colour="hidden" of={h} />
        <Was x={nextX} y={lane + 45} of={h} words={texts['was']} anchor="middle" />
        {statePin && <Pin x={nextX + half - 3} y={lane - half} colour="hidden" {...statePin} />}
      </Part>
    </>
  );
}
