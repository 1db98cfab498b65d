/**
 * A page with a stepper of any size: the chapter of the cell as built, where the figure is given other weights and a
 * longer sequence on the way to the browser. What ships is smaller than what the stepper must bear.
 */
import type { Page } from '@playwright/test';
import { referenceKernels } from '../../engine/kernels/reference.ts';
import { createNetwork } from '../../engine/network.ts';
import { createRandom } from '../../engine/random.ts';
import { writeSafetensors } from '../../exchange/safetensors.ts';
import { createTask } from '../../tasks/tasks.ts';
import { describeNetwork } from '../../training/run.ts';

export interface SteppedSize {
  readonly cell: 'lstm' | 'gru';
  /** T and H. */
  readonly steps: number;
  readonly units: number;
}

export const chapterPath = 'en/chapters/lstm-cell/';

/** Opens the chapter with a stepper of this size; its figure is named after the cell. */
export async function openStepper(page: Page, address: string, size: SteppedSize): Promise<void> {
  await page.route(`**/${chapterPath}`, async (route) => {
    const response = await route.fetch();
    return route.fulfill({ response, body: withNetwork(await response.text(), size) });
  });
  await page.goto(address + chapterPath);
  await page.locator(`[data-stands-for="${size.cell}"]`).scrollIntoViewIfNeeded();
  const figure = page.locator(`[data-figure="${size.cell}"]`);
  await figure.and(page.locator('[data-ready]')).waitFor();
  const count = await figure.locator('.stepper-count').textContent();
  if (!count?.endsWith(`/ ${size.steps}`)) throw new Error(`latency: asked for ${size.steps} steps, got "${count}"`);
}

/** The island of this cell with another network. Its built picture is of another size and gives way to a mere place. */
function withNetwork(html: string, size: SteppedSize): string {
  const islands = html.split(/(?=<astro-island )/);
  const at = islands.findIndex((island) => island.includes(`&quot;cell&quot;:[0,&quot;${size.cell}&quot;]`));
  const island = islands[at];
  if (island === undefined) throw new Error(`latency: ${chapterPath} has no stepper of ${size.cell}`);
  const { made, weights } = networkOf(size);
  const entries = Object.entries(made).map(([name, value]) => `"${name}":[0,${JSON.stringify(value)}]`);
  const opening = island
    .slice(0, island.indexOf('>') + 1)
    .replace(/(&quot;weights&quot;:\[0,&quot;)[^&]+/, `$1${weights}`)
    .replace(/(&quot;made&quot;:\[0,)\{.*?\}\]/, `$1{${entries.join(',')}}]`.replaceAll('"', '&quot;'));
  const rest = island.slice(island.indexOf('</astro-island>'));
  islands[at] = `${opening}<p data-stands-for="${size.cell}" style="height: 900px">…</p>${rest}`;
  return islands.join('');
}

/** A network that nobody trained: its values change from step to step all the same. Weights as safetensors in base64. */
function networkOf({ cell, steps, units }: SteppedSize) {
  const task = createTask('last-capital', steps);
  const made = { task: task.name, lag: task.lag, cell, hidden: units };
  const network = createNetwork(describeNetwork(made, task), referenceKernels);
  const parameters = network.createParameters();
  const random = createRandom(1, 'latency');
  parameters.data.forEach((_, k) => {
    parameters.data[k] = random.gaussian() / 2;
  });
  return { made, weights: Buffer.from(writeSafetensors(parameters)).toString('base64') };
}
