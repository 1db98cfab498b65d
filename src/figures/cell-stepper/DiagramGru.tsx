/** One unit of a GRU at one step: one lane, and one update gate that opens the lane as it shuts the candidate. */
import type { JSX } from 'preact';
import { Band, Jaws } from './bands.tsx';
import type { DiagramProps } from './Diagram.tsx';
import { Label, Plain, Was } from './labels.tsx';
import { Inputs, Part, Pin, Squash, State, Sum } from './parts.tsx';
import { ResetBranch } from './ResetBranch.tsx';

const layouts = {
  wide: {
    ...{ width: 600, state: 26, old: 8, split: 70, keep: 190, sum: 340, next: 430, yoke: 392, keepBranch: 118 },
    ...{ column: 8, letter: 30, isWide: true },
  },
  narrow: {
    ...{ width: 328, state: 22, old: 4, split: 46, keep: 98, sum: 192, next: 244, yoke: 230, keepBranch: 72 },
    ...{ column: 4, letter: 23, isWide: false },
  },
};
const lane = 70;
const foot = 230;
const [candidateY, writeY] = [186, 132];

export function DiagramGru({ reader, part: light, pinAt, texts, size }: DiagramProps): JSX.Element {
  const at = layouts[size];
  const { isWide } = at;
  const r = reader.at('resetGate');
  const z = reader.at('updateGate');
  const n = reader.at('candidate');
  const h = reader.at('hiddenState');
  const old = reader.at('hiddenState', 1);
  const rest = reader.from('writtenShare', (value) => 1 - value('updateGate'));
  // One number, two pairs of jaws: on the lane stands what keeps the old state, under the sum what takes the candidate.
  const isTaking = reader.trained.network.description.variant?.update === 'takes';
  const [keeping, taking] = isTaking ? [rest, z] : [z, rest];
  const gate = (value: (name: string) => number) => (isTaking ? 1 - value('updateGate') : value('updateGate'));
  const kept = reader.from('keptState', (value) => gate(value) * value('hiddenState', 1));
  const written = reader.from('writtenState', (value) => (1 - gate(value)) * value('candidate'));
  const oneMinus = { before: isWide ? '1 − ' : '1−' };
  const half = at.state / 2;
  const [oldX, nextX] = [at.old + half, at.next + half];
  const part = { light };
  const pin = (name: string, x: number, y: number, colour: 'forget' | 'output' | 'candidate' | 'hidden') => {
    const forced = pinAt(name);
    return forced && <Pin x={x} y={y} colour={colour} {...forced} />;
  };

  return (
    <>
      <Part name="input" {...part}>
        <path
          class="cell-wire"
          d={`M${at.letter + 20} ${foot}H${at.sum}V${candidateY + 12}M${at.keep} ${foot}V${candidateY + 22}
            M${at.keepBranch} ${foot}V112H${at.keep}V${lane + 22}`}
        />
        {[at.keepBranch, at.keep].map((x) => (
          <circle key={x} class="cell-joint" cx={x} cy={foot} r="2.5" />
        ))}
        <Inputs state={reader.oldState} {...reader.read} y={foot} column={at.column} square={at.letter} />
        {isWide && <Label x={at.letter} y={216} colour="ink" letter="x" subscript={reader.step} />}
      </Part>

      <Part name="previousHiddenState" {...part}>
        <ResetBranch {...{ reader, isWide, lane, at }} y={candidateY} />
        <Band from={[at.old + at.state, lane]} to={[at.keep - 4, lane]} of={old} colour="hidden" />
        <State x={oldX} y={lane} size={at.state} value={old.value} scale={1} colour="hidden" />
        <Label x={at.old - 1} y={48} colour="hidden" letter="h" subscript={reader.step - 1} />
        <Plain x={Math.max(oldX, 19)} y={99} colour="hidden" of={old} />
      </Part>
      <Part name="hiddenState" {...part}>
        <Band from={[at.keep + 5, lane]} to={[at.sum - 11, lane]} of={kept} colour="hidden" />
        <Band from={[at.sum + 11, lane]} to={[at.next, lane]} of={h} colour="hidden" />
        <Band from={[at.next + at.state, lane]} to={[at.width, lane]} of={h} colour="hidden" />
        <State x={nextX} y={lane} size={at.state} value={h.value} scale={1} colour="hidden" />
        <Label x={at.next - 1} y={48} colour="hidden" letter="h" subscript={reader.step} />
        <Plain x={nextX} y={99} colour="hidden" of={h} />
        {isWide && <Was x={nextX} y={114} of={h} words={texts['was']} anchor="middle" />}
        {isWide && <Label x={224} y={53} colour="hidden" letter={isTaking ? '' : 'z h'} of={kept} isBold={false} />}
        {pin('hiddenState', nextX + half - 3, lane - half, 'hidden')}
      </Part>

      <Part name="resetGate" {...part}>
        <Jaws x={at.keep} y={candidateY} of={r} colour="forget" isWireLevel />
        <Label x={at.keep + 8} y={candidateY - 14} colour="forget" letter="r" of={r} />
        {isWide && <Was x={at.keep + 64} y={candidateY - 14} of={r} words={texts['was']} />}
        {pin('resetGate', at.keep, candidateY - 22, 'forget')}
      </Part>

      <Part name="candidate" {...part}>
        <Band from={[at.sum, candidateY - 12]} to={[at.sum, writeY + 4]} of={n} colour="candidate" />
        <Band from={[at.sum, writeY - 4]} to={[at.sum, lane + 11]} of={written} colour="candidate" />
        <Squash x={at.sum} y={candidateY} result={n.value} colour="candidate" />
        <Label x={at.sum + 23} y={candidateY + 5} colour="candidate" letter="n" of={n} />
        {isWide && <Was x={at.sum + 84} y={candidateY + 5} of={n} words={texts['was']} />}
        {isWide && <Plain x={at.sum - 16} y={108} colour="candidate" of={written} anchor="end" />}
        {pin('candidate', at.sum + 14, candidateY - 12, 'candidate')}
      </Part>

      <Part name="updateGate" {...part}>
        <path class="cell-yoke" d={`M${at.keep} ${lane - 22}V36H${at.yoke}V${writeY}H${at.sum + 22}`} />
        <Jaws x={at.keep} y={lane} of={keeping} colour="output" isWireLevel />
        <Jaws x={at.sum} y={writeY} of={taking} colour="output" isWireLevel={false} />
        <Label x={at.keep + 12} y={24} colour="output" letter="z" of={keeping} {...(isTaking ? oneMinus : {})} />
        <Was x={at.keep + 68} y={24} of={z} words={texts['was']} />
        <Label
          x={at.yoke + (isWide ? 10 : 6)}
          y={writeY + 5}
          colour="output"
          letter="z"
          of={taking}
          {...(isTaking ? {} : oneMinus)}
        />
        {pin('updateGate', at.keep, lane - 22, 'output')}
      </Part>
      <Sum x={at.sum} y={lane} />
    </>
  );
}
