/** One unit of an LSTM at one step: the cell state as a channel along the top, three sluices, the candidate from below. */
import type { JSX } from 'preact';
import { Band, Jaws } from './bands.tsx';
import type { DiagramProps } from './Diagram.tsx';
import { Label, Plain, Was } from './labels.tsx';
import { CoupledYoke, Peepholes } from './Peepholes.tsx';
import { Inputs, Part, Pin, Squash, State, Sum } from './parts.tsx';
import { isCoupled } from './sums.ts';

/** x positions for the two widths; y positions are the same in both. */
const layouts = {
  wide: {
    ...{
      width: 600,
      state: 26,
      old: 8,
      forget: 154,
      sum: 290,
      next: 372,
      branch: 478,
      inputBranch: 238,
      outputWire: 428,
    },
    ...{ column: 8, letter: 30, isWide: true },
  },
  narrow: {
    ...{
      width: 328,
      state: 22,
      old: 4,
      forget: 78,
      sum: 158,
      next: 188,
      branch: 250,
      inputBranch: 124,
      outputWire: 225,
    },
    ...{ column: 4, letter: 23, isWide: false },
  },
};
const lane = 70;
const foot = 230;
const [candidateY, inputY, tanhY, outputY] = [192, 134, 119, 172];

export function DiagramLstm({ reader, part: light, pinAt, texts, cellScale, size }: DiagramProps): JSX.Element {
  const at = layouts[size];
  const { isWide } = at;
  const [f, i, g, o] = ['forgetGate', 'inputGate', 'candidate', 'outputGate'].map((name) => reader.at(name)) as [
    ReturnType<typeof reader.at>,
    ReturnType<typeof reader.at>,
    ReturnType<typeof reader.at>,
    ReturnType<typeof reader.at>,
  ];
  const old = reader.at('cellState', 1);
  const c = reader.at('cellState');
  const h = reader.at('hiddenState');
  const squashed = reader.from('squashedCell', (value) => value('squashedCell'));
  const kept = reader.from('keptCell', (value) => value('forgetGate') * value('cellState', 1));
  const written = reader.from('writtenCell', (value) => value('inputGate') * value('candidate'));
  const shown = reader.from('shownCell', (value) => value('outputGate') * value('squashedCell'));
  const [oldX, nextX] = [at.old + at.state / 2, at.next + at.state / 2];
  const half = at.state / 2;
  // A forget gate that the input gate makes reads nothing itself.
  const isJoined = !isCoupled(reader.trained);
  const part = { light };
  const pin = (
    name: string,
    x: number,
    y: number,
    colour: 'forget' | 'input' | 'candidate' | 'output' | 'cell' | 'hidden',
    lean: 'left' | 'right' = 'right',
  ) => {
    const forced = pinAt(name);
    return forced && <Pin {...{ x, y, colour, lean }} {...forced} />;
  };

  return (
    <>
      <Part name="input" {...part}>
        <path
          class="cell-wire"
          d={`M${at.letter + 20} ${foot}H${at.outputWire}V${outputY}H${at.branch - 22}${isJoined ? `M${at.forget} ${foot}V${lane + 22}` : ''}
            M${at.inputBranch} ${foot}V${inputY}H${at.sum - 22}M${at.sum} ${foot}V${candidateY + 12}`}
        />
        {[...(isJoined ? [at.forget] : []), at.inputBranch, at.sum].map((x) => (
          <circle key={x} class="cell-joint" cx={x} cy={foot} r="2.5" />
        ))}
        <Inputs state={reader.oldState} {...reader.read} y={foot} column={at.column} square={at.letter} />
        {isWide && <Label x={at.letter} y={216} colour="ink" letter="x" subscript={reader.step} />}
      </Part>
      <Part name="previousHiddenState" {...part}>
        <Label x={at.column - 1} y={208} colour="hidden" letter="h" subscript={reader.step - 1} />
      </Part>

      <Part name="previousCellState" {...part}>
        <Band from={[at.old + at.state, lane]} to={[at.forget - 4, lane]} of={old} colour="cell" />
        <State x={oldX} y={lane} size={at.state} value={old.value} scale={cellScale} colour="cell" />
        <Label x={at.old - 1} y={48} colour="cell" letter="c" subscript={reader.step - 1} />
        <Plain x={Math.max(oldX, 19)} y={99} colour="cell" of={old} />
      </Part>
      <Part name="cellState" {...part}>
        <Band from={[at.forget + 5, lane]} to={[at.sum - 11, lane]} of={kept} colour="cell" />
        <Band from={[at.sum + 11, lane]} to={[at.next, lane]} of={c} colour="cell" />
        <Band from={[at.next + at.state, lane]} to={[at.width, lane]} of={c} colour="cell" />
        <Band from={[at.branch, lane]} to={[at.branch, tanhY - 12]} of={c} colour="cell" />
        <circle class="cell-joint" style={{ '--colour': 'var(--cell)' }} cx={at.branch} cy={lane} r="3" />
        <Band from={[at.branch, tanhY + 12]} to={[at.branch, outputY - 4]} of={squashed} colour="cell" />
        <Squash x={at.branch} y={tanhY} result={squashed.value} colour="cell" />
        <State x={nextX} y={lane} size={at.state} value={c.value} scale={cellScale} colour="cell" />
        <Label x={at.next - 1} y={48} colour="cell" letter="c" subscript={reader.step} />
        <Plain x={nextX} y={99} colour="cell" of={c} />
        {isWide && <Was x={nextX} y={114} of={c} words={texts['was']} anchor="middle" />}
        {isWide && <Label x={197} y={51} colour="cell" letter="f c" of={kept} isBold={false} />}
        {isWide && <Label x={504} y={123} colour="cell" letter="tanh c" of={squashed} isBold={false} />}
        {pin('cellState', nextX + half - 3, lane - half, 'cell')}
      </Part>

      <Peepholes {...{ reader, light, size }} />
      <CoupledYoke {...{ reader, light, size }} />
      <Part name="forgetGate" {...part}>
        <Jaws x={at.forget} y={lane} of={f} colour="forget" isWireLevel />
        <Label x={at.forget + 8} y={21} colour="forget" letter="f" of={f} anchor="end" />
        <Was x={at.forget + 24} y={21} of={f} words={texts['was']} />
        {pin('forgetGate', at.forget, lane - 22, 'forget')}
      </Part>

      <Part name="candidate" {...part}>
        <Band from={[at.sum, candidateY - 12]} to={[at.sum, inputY + 4]} of={g} colour="candidate" />
        <Band from={[at.sum, inputY - 4]} to={[at.sum, lane + 11]} of={written} colour="candidate" />
        <Squash x={at.sum} y={candidateY} result={g.value} colour="candidate" />
        {isWide ? (
          <Label x={at.sum + 23} y={197} colour="candidate" letter="g" of={g} />
        ) : (
          <Label x={at.sum + 13} y={163} colour="candidate" letter="g" of={g} />
        )}
        {isWide && (
          <Label x={at.sum - 14} y={109} colour="candidate" letter="i g" of={written} anchor="end" isBold={false} />
        )}
        {isWide && <Was x={at.sum + 23} y={213} of={g} words={texts['was']} />}
        {isWide && pin('candidate', at.sum + 14, candidateY - 12, 'candidate')}
        {!isWide && pin('candidate', at.sum - 14, candidateY - 12, 'candidate', 'left')}
      </Part>
      <Part name="inputGate" {...part}>
        <Jaws x={at.sum} y={inputY} of={i} colour="input" isWireLevel={false} />
        <Label x={at.sum + 28} y={inputY + 5} colour="input" letter="i" of={i} />
        {isWide && <Was x={at.sum + 84} y={inputY + 5} of={i} words={texts['was']} />}
        {pin('inputGate', at.sum + 18, inputY - 4, 'input')}
      </Part>
      <Sum x={at.sum} y={lane} />

      <Part name="hiddenState" {...part}>
        <Band from={[at.branch, outputY + 5]} to={[at.branch, foot - half]} of={shown} colour="hidden" />
        <Band from={[at.branch + half, foot]} to={[at.width, foot]} of={h} colour="hidden" />
        <State x={at.branch} y={foot} size={at.state} value={h.value} scale={1} colour="hidden" />
        <Label x={at.branch + (isWide ? 24 : 21)} y={216} colour="hidden" letter="h" subscript={reader.step} of={h} />
        {isWide && <Was x={at.width} y={249} of={h} words={texts['was']} anchor="end" />}
        {pin('hiddenState', at.branch + half - 3, foot - half, 'hidden')}
      </Part>
      <Part name="outputGate" {...part}>
        <Jaws x={at.branch} y={outputY} of={o} colour="output" isWireLevel={false} />
        <Label x={at.branch + 28} y={outputY + 4} colour="output" letter="o" of={o} />
        {isWide && <Was x={at.width} y={outputY + 19} of={o} words={texts['was']} anchor="end" />}
        {pin('outputGate', at.branch + 18, outputY - 4, 'output')}
      </Part>
    </>
  );
}
