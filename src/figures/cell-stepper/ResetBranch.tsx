/**
 * The way of a GRU's old state to its candidate: through the matrix W and the reset jaws, in the order in which the
 * network has them. After the product the jaws scale what W makes of the whole old state; before it, each unit's own.
 */
import type { JSX } from 'preact';
import { Band, thickness } from './bands.tsx';
import { Plain } from './labels.tsx';
import type { Reader } from './readings.ts';
import { sumsOf } from './sums.ts';

interface BranchProps {
  readonly reader: Reader;
  readonly isWide: boolean;
  readonly y: number;
  readonly lane: number;
  /** x of the branch, of the jaws and of the candidate. */
  readonly at: { readonly split: number; readonly keep: number; readonly sum: number };
}

const halfMark = 8;

export function ResetBranch({ reader, isWide, y, lane, at }: BranchProps): JSX.Element {
  const isBefore = reader.trained.network.description.reset === 'before';
  const old = reader.at('hiddenState', 1);
  const made = reader.from(
    'candidateRecurrentSum',
    (_, run) => sumsOf(run, 'candidate', reader.unit - 1, reader.step - 1)?.recurrent ?? 0,
  );
  const recalled = reader.from('recalledState', (value) => value('resetGate') * value('hiddenState', 1));
  const scaled = reader.from(
    'candidateResetSum',
    (value, run) => value('resetGate') * (sumsOf(run, 'candidate', reader.unit - 1, reader.step - 1)?.recurrent ?? 0),
  );
  const start = at.split - thickness(old.value) / 2;
  const mark = isBefore ? (at.keep + at.sum - 18) / 2 : isWide ? 142 : 82;
  const [jawsFrom, jawsTo] = [at.keep - 4, at.keep + 5];
  const end = at.sum - 18;
  const pieces = isBefore
    ? [
        { from: start, to: jawsFrom, of: old },
        { from: jawsTo, to: mark - halfMark, of: recalled },
        { from: mark + halfMark, to: end, of: made },
      ]
    : [
        { from: start, to: mark - halfMark, of: old },
        { from: mark + halfMark, to: jawsFrom, of: made },
        { from: jawsTo, to: end, of: scaled },
      ];
  // The branch itself starts with the old state, whose number stands on the lane.
  const numbered = isWide ? pieces.slice(1) : [];
  return (
    <>
      <Band from={[at.split, lane]} to={[at.split, y]} of={old} colour="hidden" isPale />
      {pieces.map(({ from, to, of }) => (
        <Band key={of.quantity} from={[from, y]} to={[to, y]} of={of} colour="hidden" isPale />
      ))}
      <g class="cell-matrix" transform={`translate(${mark} ${y})`}>
        <rect x={-halfMark} y="-11" width={2 * halfMark} height="22" rx="2" />
        <text y="5" text-anchor="middle">
          W
        </text>
      </g>
      {numbered.map(({ from, to, of }) => (
        <Plain key={of.quantity} x={(from + to) / 2} y={y + 27} colour="hidden" of={of} />
      ))}
    </>
  );
}
