/** Bands on the line of the opened product, and the activation's curve with the point where the sum stands. */
import type { JSX } from 'preact';
import { type Axis, curveOf } from './axis.ts';
import type { OpenedSquash } from './parts.ts';

interface BarProps {
  readonly axis: Axis;
  readonly from: number;
  readonly to: number;
  readonly kind: 'term' | 'sum';
}

/** From where the sum stood to where the term takes it. */
export function Bar({ axis, from, to, kind }: BarProps): JSX.Element {
  const [start, end] = [axis.at(Math.min(from, to)), axis.at(Math.max(from, to))];
  return (
    <span class="opened-track" aria-hidden="true">
      <span
        class="opened-bar"
        data-bar={kind}
        data-sign={to < from ? 'negative' : 'positive'}
        style={{ '--from': start, '--long': end - start }}
      />
    </span>
  );
}

interface CurveProps {
  readonly axis: Axis;
  readonly squash: OpenedSquash;
  readonly argument: number;
}

export function Curve({ axis, squash, argument }: CurveProps): JSX.Element {
  const { points, heightOf } = curveOf(squash.apply, axis);
  return (
    <span class="opened-track opened-curve" aria-hidden="true">
      <svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
        <line x1="0" x2="100" y1={100 - heightOf(0) * 100} y2={100 - heightOf(0) * 100} />
        <polyline points={points} />
      </svg>
      <span class="opened-fall" style={{ '--at': axis.at(argument), '--high': heightOf(squash.result.value) }} />
      <span class="opened-point" style={{ '--at': axis.at(argument), '--high': heightOf(squash.result.value) }} />
    </span>
  );
}
