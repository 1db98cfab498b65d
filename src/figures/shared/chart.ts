/** Observable Plot, loaded only when a figure first draws a chart, and put right for screen readers and dark pages. */
import type { PlotOptions } from '@observablehq/plot';

export type Plot = typeof import('./plot.ts');

/**
 * A chart as an element. Plot labels groups that have no role, which assistive technology may not read; they become
 * graphics objects. Give the chart a text summary beside it all the same.
 */
export async function drawChart(options: (plot: Plot) => PlotOptions): Promise<SVGSVGElement | HTMLElement> {
  const plot = await import('./plot.ts');
  const chart = plot.plot(options(plot));
  for (const group of chart.querySelectorAll('g[aria-label]')) group.setAttribute('role', 'graphics-object');
  chart.style.setProperty('--plot-background', 'var(--paper)');
  return chart;
}
