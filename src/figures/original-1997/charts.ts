/**
 * The running error as a drawing of Observable Plot: the mean of each hundred sequences, what the paper's rule asks for,
 * where the paper reports to have stopped, and a ring where this training did.
 */
import type { PlotOptions } from '@observablehq/plot';
import { originalPlan } from '../../worker/original-plan.ts';
import type { Plot } from '../shared/chart.ts';
import { formatNumber } from '../shared/numbers.ts';
import type { Course } from './types.ts';

export interface ChartWords {
  readonly rule: string;
  readonly reported: string;
  /** In the middle of an empty chart; empty where there is something to see. */
  readonly empty: string;
}

/** From nothing to the error of always answering a quarter, 0.375, and a little more. */
const range = [0, 0.4] as const;
const { mark, meanError, mostSequences, reported } = originalPlan;

export function chartOptions(
  plot: Plot,
  course: Course,
  words: ChartWords,
  width: number,
  height: number,
): PlotOptions {
  const points = course.errors.map((error, k) => ({ x: mark * (k + 1), y: error }));
  const end = course.learnedAt === null ? undefined : points.at(-1);
  const tick = { fontFamily: 'var(--mono)', fontSize: 11, fill: 'var(--ink-3)', tickSize: 0, label: null } as const;
  const small = {
    fontFamily: 'var(--sans)',
    fontSize: 11,
    fill: 'var(--ink-3)',
    stroke: 'var(--paper)',
    strokeWidth: 4,
  } as const;
  const dotted = { stroke: 'var(--ink-3)', strokeDasharray: '1 3' } as const;
  return {
    width,
    height,
    marginTop: 18,
    marginRight: 20,
    marginBottom: 24,
    marginLeft: 30,
    style: { background: 'none', color: 'var(--ink)', overflow: 'visible' },
    x: { domain: [0, mostSequences] },
    y: { domain: [...range], clamp: true },
    marks: [
      plot.gridY([0, 0.2, 0.4], { stroke: 'var(--rule-2)', strokeOpacity: 1 }),
      plot.axisY([0, 0.2, 0.4], { ...tick, tickFormat: String }),
      plot.axisX([0, mostSequences / 3, (2 * mostSequences) / 3, mostSequences], {
        ...tick,
        tickFormat: (sequences: number) => formatNumber(sequences),
      }),
      plot.ruleY([meanError], dotted),
      plot.ruleX([reported.sequences], dotted),
      plot.text([mostSequences], {
        ...small,
        x: (x: number) => x,
        y: () => meanError,
        text: () => words.rule,
        textAnchor: 'end',
        dy: -8,
      }),
      plot.text([reported.sequences], {
        ...small,
        x: (x: number) => x,
        y: () => range[1],
        text: () => words.reported,
        dy: -10,
      }),
      plot.line(points, { x: 'x', y: 'y', stroke: 'currentColor', strokeWidth: 1.5 }),
      ...(end
        ? [plot.dot([end], { x: 'x', y: 'y', r: 4.5, fill: 'var(--paper)', stroke: 'currentColor', strokeWidth: 2 })]
        : []),
      ...(words.empty
        ? [
            plot.text([mostSequences / 2], {
              ...small,
              fontSize: 12,
              x: (x: number) => x,
              y: () => 0.25,
              text: () => words.empty,
            }),
          ]
        : []),
    ],
  };
}
