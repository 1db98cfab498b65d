/** Accessibility of every page, at every size, in both themes. */
import { inspectAccessibility } from '../shared/accessibility.ts';
import { openSite, type ServedSite, sizes, themes } from '../shared/served.ts';
import { settle } from '../shared/settle.ts';
import { buildSite, listPages, site } from '../shared/site.ts';
import type { Audit, PartResult } from './contract.ts';

let served: ServedSite | undefined;

export const axeAudit: Audit = {
  name: 'axe',
  description: 'axe finds nothing on any page, at any size, in either theme',
  parts: async () => {
    const { code, printed } = await buildSite(site, { quiet: true });
    if (code !== 0) throw new Error(`the site could not be built:\n${printed}`);
    const views = sizes.flatMap(({ width }) => themes.map((theme) => `${width} ${theme}`));
    return listPages(site).flatMap((path) => views.map((view) => `/${path} ${view}`));
  },
  run: async (part) => {
    served ??= await openSite();
    return inspect(served, part);
  },
  close: async () => served?.close(),
};

async function inspect({ address, browser }: ServedSite, part: string): Promise<PartResult> {
  const [path = '', width, theme] = part.split(' ');
  const viewport = sizes.find((size) => size.width === Number(width));
  const colorScheme = themes.find((one) => one === theme);
  if (!viewport || !colorScheme) throw new Error(`axe: "${part}" names no size and theme`);
  const context = await browser.newContext({ viewport, colorScheme, reducedMotion: 'reduce' });
  const page = await context.newPage();
  await page.goto(address + path.slice(1));
  await settle(page);
  const { violations, rules } = await inspectAccessibility(page);
  await context.close();
  return { passed: violations.length === 0, detail: violations.join('; ') || `${rules} rules hold` };
}
