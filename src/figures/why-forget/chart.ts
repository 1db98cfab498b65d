/** What is left of a state, or of a gradient, at each step, on one log axis: a drawing of Observable Plot. */
import type { PlotOptions } from '@observablehq/plot';
import type { Forgetting } from '../../experiments/forgetting.ts';
import type { Plot } from '../shared/chart.ts';
import { ceiling, floor, linesOf, pointsOf, type Values } from './lines.ts';

export type Drawn = Values & Pick<Forgetting, 'road' | 'steps'>;

const ticks = [1e-10, 1e-8, 1e-6, 1e-4, 1e-2, 1, 100];
const raised: Readonly<Record<number, string>> = { 2: '²', 4: '⁴', 6: '⁶', 8: '⁸', 10: '¹⁰' };

export function chartOptions(plot: Plot, drawn: Drawn, width: number, height: number): PlotOptions {
  const tick = { fontFamily: 'var(--mono)', fontSize: 11, fill: 'var(--ink-3)', tickSize: 0, label: null } as const;
  return {
    width,
    height,
    marginTop: 10,
    marginRight: 14,
    marginBottom: 24,
    marginLeft: 44,
    style: { background: 'none', color: 'var(--ink)', overflow: 'visible' },
    x: { domain: [1, drawn.steps] },
    y: { domain: [floor, ceiling], type: 'log' },
    marks: [
      plot.gridY(ticks, { stroke: 'var(--rule-2)', strokeOpacity: 1 }),
      plot.axisY(ticks, { ...tick, tickFormat: powerOf }),
      plot.axisX(stepTicks(drawn.steps), { ...tick, tickFormat: String }),
      plot.ruleY([1], { stroke: 'var(--ink-3)', strokeDasharray: '1 3' }),
      ...linesOf(drawn.road).map(({ name, stroke, width: strokeWidth, dashes }) =>
        plot.line(pointsOf(drawn, name), {
          x: 'x',
          y: 'y',
          stroke,
          strokeWidth,
          ...(dashes ? { strokeDasharray: dashes } : {}),
        }),
      ),
    ],
  };
}

function powerOf(value: number): string {
  const power = Math.round(Math.log10(value));
  if (power === 0) return '1';
  return power === 2 ? '100' : `10⁻${raised[-power] ?? ''}`;
}

/** The first step, round ones between, the last. */
function stepTicks(steps: number): number[] {
  const pitch = [2, 5, 10, 20, 50].find((one) => steps / one <= 5) ?? 50;
  const round = Array.from({ length: Math.floor(steps / pitch) }, (_, k) => pitch * (k + 1));
  return [1, ...round.filter((step) => step < steps - pitch / 2), steps];
}
