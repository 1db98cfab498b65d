/** A chart as SVG text, made at build by the same library and options as in the page. */
import domino from '@mixmark-io/domino';
import type { PlotOptions } from '@observablehq/plot';
import type { Plot } from './chart.ts';

export async function chartMarkup(options: (plot: Plot) => PlotOptions): Promise<string> {
  // Fetched here as in `chart.ts`: asked for at once by one and late by the other, it would come at once to both.
  const plot = await import('./plot.ts');
  const document = domino.createDocument('<body></body>');
  const chart = plot.plot({ ...options(plot), document });
  // The page's own styles do the same: a style element here would need a hash in the policy of every page.
  for (const style of Array.from(chart.querySelectorAll('style'))) style.remove();
  chart.setAttribute('aria-hidden', 'true');
  return chart.outerHTML;
}
