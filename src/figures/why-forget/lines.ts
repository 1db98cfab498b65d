/** The four lines of the chart, in the order in which they are named: what is drawn, in which colour, how. */
import type { RoadName } from '../../experiments/forgetting.ts';

export type LineName = 'typical' | 'best' | 'jacobian' | 'gradient';

export interface Line {
  readonly name: LineName;
  /** A colour of the page. */
  readonly stroke: string;
  readonly width: number;
  /** None for a whole line. */
  readonly dashes: string | null;
}

const roadColours: Record<RoadName, string> = {
  forgetGate: 'var(--forget)',
  updateGate: 'var(--output)',
  slope: 'var(--hidden)',
};

export function linesOf(road: RoadName): readonly Line[] {
  const own = roadColours[road];
  return [
    { name: 'typical', stroke: own, width: 1.5, dashes: '5 3' },
    { name: 'best', stroke: own, width: 1.5, dashes: null },
    { name: 'jacobian', stroke: 'var(--ink)', width: 2.5, dashes: null },
    { name: 'gradient', stroke: 'var(--ink)', width: 1.5, dashes: '1.5 3' },
  ];
}

/** Below this a line leaves the chart; the numbers beside it go on. */
export const floor = 1e-10;
export const ceiling = 100;

/** One number per step for each line. */
export type Values = Readonly<Record<LineName, ArrayLike<number>>>;

/** Points of one line from the first step; null where it is off the chart. */
export function pointsOf(values: Values, name: LineName): { x: number; y: number | null }[] {
  return Array.from(values[name], (y, k) => ({ x: k + 1, y: y >= floor && y <= ceiling ? y : null }));
}
