/** The shipped sweeps on the laboratory's page: every dot is a run that has a name and can be run again. */
import type { Page } from '@playwright/test';
import { inspectAccessibility } from '../../src/commands/shared/accessibility.ts';
import { expect, test } from './fixtures.ts';

const sweeps = (page: Page) => page.locator('[data-figure="sweeps"]');
const readout = (page: Page) => sweeps(page).locator('.sweeps-readout p');

async function open(page: Page, hash = ''): Promise<void> {
  await page.goto(`en/lab/${hash}`);
  await sweeps(page).scrollIntoViewIfNeeded();
  await expect(sweeps(page)).toHaveAttribute('data-ready', '');
}

test('names the run under the pointer, and runs the chosen one again in the laboratory', async ({ page }) => {
  await open(page);
  await expect(readout(page)).toHaveText(/^Each dot is one run/);
  const field = sweeps(page).getByRole('slider', { name: 'Runs of the GRU' });
  await field.focus();
  await page.keyboard.press('ArrowRight');
  await expect(readout(page)).toHaveText('GRU, default biases, lag 5, seed 1: solved at update 50.');
  await page.keyboard.press('ArrowRight');
  await expect(readout(page)).toHaveText(/^GRU, default biases, lag 10, seed 1: solved at update \d+\.$/);
  const box = await field.boundingBox();
  if (!box) throw new Error('The runs have no place on the page.');
  await page.mouse.click(box.x + 0.5 * box.width, box.y + 0.8 * box.height);
  await expect(readout(page)).toHaveText(/^GRU, \w+ biases, lag (30|50), seed \d+: solved at update \d+\.$/);
  const [, biases, lag, seed] =
    /, (\w+) biases, lag (\d+), seed (\d+)/.exec((await readout(page).textContent()) ?? '') ?? [];
  await expect(page).toHaveURL(new RegExp(`#f=sweeps&v=1&run=gru\\.${biases}\\.${lag}\\.${seed}$`));
  expect((await inspectAccessibility(page, { within: '[data-figure="sweeps"]' })).violations).toEqual([]);

  await sweeps(page).getByRole('link', { name: 'Replay in the laboratory' }).click();
  const lab = page.locator('[data-figure="lab"]');
  await expect(lab).toBeInViewport();
  await expect(lab.getByRole('slider', { name: 'Lag' })).toHaveAttribute('aria-valuenow', lag ?? '');
  await expect(lab.getByRole('button', { name: biases === 'chrono' ? 'Chrono' : 'Default' })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
  // What was chosen here stays chosen.
  await expect(readout(page)).toHaveText(new RegExp(`seed ${seed}: solved`));
});

test('opens on the curves that a link asks for, and on another sweep with its table', async ({ page }) => {
  await open(page, '#f=sweeps&v=1&sweep=copy-small');
  await expect(
    sweeps(page).getByRole('img', { name: /^GRU, accuracy while training: 5 of 5, median 825$/ }),
  ).toBeVisible();
  await expect(sweeps(page).getByRole('img', { name: /^RNN, accuracy while training: 0 of 5$/ })).toBeVisible();
  await sweeps(page).getByRole('button', { name: 'Temporal order' }).click();
  await sweeps(page).locator('[aria-haspopup="menu"]').click();
  await page.getByRole('menuitem', { name: 'Show as table' }).click();
  // Two tasks: the RNN once, the others with both kinds of biases.
  await expect(page.getByRole('dialog').getByRole('row')).toHaveCount(1 + 2 * (1 + 2 + 2));
});
