/**
 * A page with a stepper of any size: the chapter of the cell as built, where the figure is given other weights and a
 * longer sequence on the way to the browser. What ships is smaller than what the stepper must bear.
 */
import type { Page, Route } from '@playwright/test';
import { referenceKernels } from '../../engine/kernels/reference.ts';
import { createNetwork } from '../../engine/network.ts';
import { createRandom } from '../../engine/random.ts';
import { writeSafetensors } from '../../exchange/safetensors.ts';
import { CAPITALS, LETTERS } from '../../tasks/last-capital.ts';
import { EXAMPLE } from '../../tasks/last-capital-example.ts';

export interface SteppedSize {
  readonly cell: 'lstm' | 'gru';
  /** T and H. */
  readonly steps: number;
  readonly units: number;
}

export const chapterPath = 'en/chapters/lstm-cell/';

/** Opens the chapter with a stepper of this size; its figure is named after the cell. */
export async function openStepper(page: Page, address: string, size: SteppedSize): Promise<void> {
  let isGiven = false;
  await page.route('**/*', async (route: Route) => {
    const { pathname } = new URL(route.request().url());
    const isPage = pathname.endsWith(`/${chapterPath}`);
    if (!isPage && !pathname.endsWith('.js')) return route.continue();
    const response = await route.fetch();
    const text = await response.text();
    const body = isPage ? withWeights(text, size) : text.replaceAll(EXAMPLE, lettersOf(size.steps));
    isGiven ||= !isPage && body !== text;
    return route.fulfill({ response, body });
  });
  await page.goto(address + chapterPath);
  const figure = page.locator(`[data-figure="${size.cell}"]`);
  await page.locator(`[data-stands-for="${size.cell}"]`).scrollIntoViewIfNeeded();
  await figure.and(page.locator('[data-ready]')).waitFor();
  if (!isGiven) throw new Error('latency: no script of the page holds the sequence that the stepper opens with');
}

/** The island of this cell with other weights. Its built picture is of another size and gives way to a mere place. */
function withWeights(html: string, size: SteppedSize): string {
  const name = `&quot;cell&quot;:[0,&quot;${size.cell}&quot;]`;
  const islands = html.split(/(?=<astro-island )/);
  const at = islands.findIndex((island) => island.includes(name));
  const island = islands[at];
  if (island === undefined) throw new Error(`latency: ${chapterPath} has no stepper of ${size.cell}`);
  const opening = island.slice(0, island.indexOf('>') + 1);
  const rest = island.slice(island.indexOf('</astro-island>'));
  const given = opening.replace(/(&quot;weights&quot;:\[0,&quot;)[^&]+/, `$1${weightsOf(size)}`);
  islands[at] = `${given}<p data-stands-for="${size.cell}" style="height: 900px">…</p>${rest}`;
  return islands.join('');
}

/** A capital now and then among noise. */
function lettersOf(steps: number): string {
  return EXAMPLE.repeat(Math.ceil(steps / EXAMPLE.length)).slice(0, steps);
}

/** A safetensors file in base64, of a network that nobody trained: its values change from step to step all the same. */
function weightsOf({ cell, units }: SteppedSize): string {
  const sizes = { inputSize: LETTERS.length, hiddenSize: units, outputSize: CAPITALS.length };
  const network = createNetwork({ cell, bias: true, ...sizes }, referenceKernels);
  const parameters = network.createParameters();
  const random = createRandom(1, 'latency');
  parameters.data.forEach((_, k) => {
    parameters.data[k] = random.gaussian() / 2;
  });
  return Buffer.from(writeSafetensors(parameters)).toString('base64');
}
