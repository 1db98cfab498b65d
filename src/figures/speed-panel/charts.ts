/**
 * A panel as a drawing of Observable Plot: both scales logarithmic, each path named at the end of its line. Paths are
 * told apart by weight, dashes and marks, for only quantities have colour.
 */
import type { PlotOptions } from '@observablehq/plot';
import type { SpeedPath } from '../../worker/speeds.ts';
import type { Plot } from '../shared/chart.ts';
import { rangeOf, ticksIn } from './panels.ts';
import { formatTick } from './rates.ts';
import type { Panel, Point } from './types.ts';

const margins = { marginTop: 12, marginBottom: 26, marginLeft: 46 } as const;
/** Pixels between the names of two lines. */
const namePitch = 15;

interface Style {
  readonly stroke: string;
  readonly strokeWidth: number;
  readonly strokeDasharray?: string;
  readonly isHollow: boolean;
  readonly radius: number;
}

const styles: Readonly<Record<SpeedPath, Style>> = {
  float32: { stroke: 'var(--ink-3)', strokeWidth: 1.25, isHollow: true, radius: 3 },
  wasm: { stroke: 'var(--ink-2)', strokeWidth: 1.5, isHollow: false, radius: 2.5 },
  relaxed: { stroke: 'var(--ink)', strokeWidth: 2.25, isHollow: false, radius: 3.5 },
  webgl: { stroke: 'var(--ink-2)', strokeWidth: 1.5, strokeDasharray: '5 3', isHollow: true, radius: 3 },
};

export interface ChartWords {
  /** By path. */
  readonly names: Readonly<Record<SpeedPath, string>>;
  /** In the middle of an empty panel; empty where there is something to see. */
  readonly empty: string;
}

export function chartOptions(plot: Plot, panel: Panel, words: ChartWords, width: number, height: number): PlotOptions {
  const [low, high] = rangeOf(panel);
  const ticks = ticksIn([low, high]);
  const { sizes } = panel;
  const shown = panel.series.filter(({ points }) => points.length > 0);
  const marginRight = 104;
  const labels = namesOf(panel, [low, high], height);
  const tick = { fontFamily: 'var(--mono)', fontSize: 11, fill: 'var(--ink-3)', tickSize: 0, label: null } as const;
  return {
    width,
    height,
    ...margins,
    marginRight,
    style: { background: 'none', color: 'var(--ink)', overflow: 'visible' },
    x: { type: 'log', base: 2, domain: [sizes[0] ?? 1, sizes.at(-1) ?? 2] },
    y: { type: 'log', domain: [low, high] },
    marks: [
      plot.gridY(ticks, { stroke: 'var(--rule-2)', strokeOpacity: 1 }),
      // A format of ticks would lose some of a logarithmic scale; a text keeps them all.
      plot.axisY(ticks, { ...tick, text: formatTick }),
      plot.axisX([...sizes], { ...tick, text: String }),
      ...(panel.scale === 'times' ? [plot.ruleY([1], { stroke: 'var(--ink-3)', strokeDasharray: '1 3' })] : []),
      ...shown.flatMap(({ path, points }) => {
        const { isHollow, radius, ...line } = styles[path];
        return [
          plot.line(points, { x: 'size', y: 'value', ...line }),
          plot.dot(points, {
            x: 'size',
            y: 'value',
            r: radius,
            fill: isHollow ? 'var(--paper)' : line.stroke,
            stroke: line.stroke,
            strokeWidth: 1.5,
            symbol: path === 'webgl' ? 'square' : 'circle',
          }),
        ];
      }),
      ...labels.map((label) =>
        plot.text([label], {
          x: 'size',
          y: 'value',
          text: ({ path }: { path: SpeedPath }) => words.names[path],
          dx: 10,
          textAnchor: 'start',
          fontFamily: 'var(--sans)',
          fontSize: 12,
          fontWeight: label.path === 'relaxed' ? 600 : 400,
          fill: label.path === 'relaxed' ? 'var(--ink)' : 'var(--ink-2)',
          stroke: 'var(--paper)',
          strokeWidth: 4,
        }),
      ),
      ...(words.empty ? [emptyMark(plot, sizes, [low, high], words.empty)] : []),
    ],
  };
}

/** Where each path's name stands: at the end of its line, moved so far that no two stand on each other. */
function namesOf({ series }: Panel, [low, high]: readonly [number, number], height: number) {
  const inner = height - margins.marginTop - margins.marginBottom;
  const toPixel = (value: number) => (inner * Math.log(high / value)) / Math.log(high / low);
  const toValue = (pixel: number) => high * (low / high) ** (pixel / inner);
  const ends = series
    .flatMap(({ path, points }) => points.slice(-1).map((end: Point) => ({ path, ...end, at: toPixel(end.value) })))
    .sort((a, b) => a.at - b.at);
  for (let k = 1; k < ends.length; k += 1) {
    const [above, below] = [ends[k - 1], ends[k]];
    if (above && below) below.at = Math.max(below.at, above.at + namePitch);
  }
  // What was pushed out below pushes back.
  let floor = inner;
  for (const end of ends.toReversed()) {
    end.at = Math.min(end.at, floor);
    floor = end.at - namePitch;
  }
  return ends.map(({ path, size, at }) => ({ path, size, value: toValue(at) }));
}

function emptyMark(plot: Plot, sizes: readonly number[], [low, high]: readonly [number, number], text: string) {
  const middle = { size: Math.sqrt((sizes[0] ?? 1) * (sizes.at(-1) ?? 1)), value: Math.sqrt(low * high) };
  return plot.text([middle], {
    x: 'size',
    y: 'value',
    text: () => text,
    fontFamily: 'var(--sans)',
    fontSize: 12,
    fill: 'var(--ink-3)',
    stroke: 'var(--paper)',
    strokeWidth: 6,
  });
}
