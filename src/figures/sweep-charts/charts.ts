/**
 * A cell's two drawings of Observable Plot, on the same columns: the share of seeds that solved it, with its interval,
 * and the update at which each did. Default biases are hollow squares and a dashed line, chrono full discs and a whole
 * one.
 */
import type { Markish, PlotOptions } from '@observablehq/plot';
import type { Plot } from '../shared/chart.ts';
import { solvedOf } from '../shared/sweeps.ts';
import { dotsOf, heightOf, middleOf, shiftOf, unsolvedBand } from './dots.ts';
import type { Biases, CellPanel, LagCharts } from './types.ts';
import { wilson } from './wilson.ts';

export interface ChartWords {
  /** A name for each column. */
  readonly columns: readonly string[];
}

/** Room for the numbers of the axes, in pixels; the dots' own box has the same (sweep-charts.css). */
export const margins = { marginTop: 8, marginRight: 4, marginBottom: 22, marginLeft: 48 } as const;
const updateTicks = [10, 30, 100, 300, 1000];
/** Of the axes' letters, in pixels. */
const characterWidth = 6.6;
const tick = { fontFamily: 'var(--mono)', fontSize: 11, fill: 'var(--ink-3)', tickSize: 0, label: null } as const;
const style = { background: 'none', color: 'var(--ink)', overflow: 'visible' } as const;
const looks: Record<Biases, { symbol: 'circle' | 'square'; fill: string; dash: string }> = {
  default: { symbol: 'square', fill: 'var(--paper)', dash: '3 3' },
  chrono: { symbol: 'circle', fill: 'currentColor', dash: 'none' },
  none: { symbol: 'circle', fill: 'currentColor', dash: 'none' },
};

export function rateOptions(
  plot: Plot,
  charts: LagCharts,
  panel: CellPanel,
  words: ChartWords,
  width: number,
  height: number,
): PlotOptions {
  const { columns } = charts;
  const marks = kindsOf(panel).flatMap((biases): Markish[] => {
    const points = panel.series
      .filter((one) => one.biases === biases)
      .map(({ column, setting }) => {
        const of = setting.solvedAt.length;
        const n = solvedOf(setting).length;
        const [low, high] = wilson(n, of);
        const x = middleOf(column, columns.length) + shiftOf(biases, panel) / 4 / columns.length;
        return { x, share: n / of, low, high };
      });
    const { symbol, fill, dash } = looks[biases];
    const line = { x: 'x', y: 'share', stroke: 'currentColor', strokeWidth: 1, strokeDasharray: dash } as const;
    return [
      // Two tasks are no axis.
      ...(columns.some(({ task, name }) => task === name) ? [] : [plot.line(points, line)]),
      ...points.map(({ x, low, high }) =>
        plot.line([low, high], { x: () => x, y: (end: number) => end, stroke: 'currentColor', strokeOpacity: 0.5 }),
      ),
      plot.dot(points, { x: 'x', y: 'share', r: 3.5, symbol, fill, stroke: 'currentColor', strokeWidth: 1.2 }),
    ];
  });
  return {
    width,
    height,
    ...margins,
    style,
    x: { domain: [0, 1] },
    y: { domain: [0, 1] },
    marks: [
      plot.gridY([0, 0.5, 1], { stroke: 'var(--rule-2)', strokeOpacity: 1 }),
      plot.axisY([0, 0.5, 1], { ...tick, tickFormat: (share: number) => `${100 * share} %` }),
      ...columnAxis(plot, words, width),
      ...marks,
    ],
  };
}

export function dotsOptions(
  plot: Plot,
  charts: LagCharts,
  panel: CellPanel,
  words: ChartWords,
  width: number,
  height: number,
): PlotOptions {
  const { budget } = charts;
  const dots = dotsOf(panel, charts);
  const ticks = updateTicks.filter((update) => update <= budget);
  return {
    width,
    height,
    ...margins,
    style,
    x: { domain: [0, 1] },
    y: { domain: [0, 1] },
    marks: [
      plot.gridY(
        ticks.map((update) => heightOf(update, budget)),
        { stroke: 'var(--rule-2)', strokeOpacity: 1 },
      ),
      plot.axisY(
        ticks.map((update) => heightOf(update, budget)),
        { ...tick, tickFormat: (_: number, k: number) => String(ticks[k]) },
      ),
      ...columnAxis(plot, words, width),
      plot.ruleY([heightOf(budget, budget) + 0.03], { stroke: 'var(--ink-3)', strokeDasharray: '1 3' }),
      plot.axisY([(1 + unsolvedBand) / 2], { ...tick, tickFormat: () => `> ${budget}` }),
      ...kindsOf(panel).map((biases) => {
        const { symbol, fill } = looks[biases];
        const own = dots.filter(({ run }) => run.biases === biases);
        return plot.dot(own, {
          x: 'x',
          y: 'y',
          r: biases === 'default' ? 1.9 : 2,
          symbol,
          fill,
          stroke: 'currentColor',
          strokeWidth: 0.9,
        });
      }),
    ],
  };
}

function kindsOf({ series }: CellPanel): Biases[] {
  return [...new Set(series.map(({ biases }) => biases))];
}

/** Every other name where they would touch. */
function columnAxis(plot: Plot, { columns }: ChartWords, width: number): Markish[] {
  const pitch = (width - margins.marginLeft - margins.marginRight) / columns.length;
  const isTight = columns.some((name) => name.length * characterWidth + 4 > pitch);
  const places = columns.map((_, k) => middleOf(k, columns.length));
  const nameAt = (_: number, k: number) => (isTight && k % 2 === 1 ? '' : (columns[k] ?? ''));
  return [plot.axisX(places, { ...tick, tickFormat: nameAt })];
}
