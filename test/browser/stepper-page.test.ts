/** The stepper as a page of its own: choose a network, put another beside it, and come back by the link. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inspectAccessibility } from '../../src/commands/shared/accessibility.ts';
import { site } from '../../src/commands/shared/site.ts';
import { beginningOf } from '../../src/figures/cell-stepper/beginning.ts';
import { loadNetwork, networkMade, runNetwork, valueAt } from '../../src/figures/cell-stepper/network.ts';
import { formatValue } from '../../src/figures/shared/numbers.ts';
import { expect, test } from './fixtures.ts';

test('fetches the network chosen, prints its numbers, and sets another beside it', async ({ page, complaints }) => {
  const id = 'adding-40-gru-1';
  const { run } = JSON.parse(readFileSync(`content/networks/${id}.json`, 'utf8')) as { run: Record<string, unknown> };
  const file = readFileSync(`content/networks/${id}.safetensors`);
  const trained = loadNetwork(networkMade(run), new Uint8Array(file));
  const alone = runNetwork(trained, beginningOf(trained).sequence);
  let isOffline = true;
  await page.route(/adding-40-gru-1.*\.safetensors/, (route) => (isOffline ? route.abort() : route.continue()));

  await page.goto('en/step/');
  await expect(page.locator('[data-figure="step"]')).toHaveAttribute('data-ready', '');
  await page.getByRole('combobox', { name: 'Network' }).selectOption(id);
  await expect(page.getByRole('status').filter({ hasText: 'could not be fetched' })).toBeVisible();
  await expect(page.locator('[data-figure="last-capital-lstm"]')).toHaveAttribute('data-ready', '');
  // The browser's own complaint of what did not come.
  complaints.length = 0;
  isOffline = false;
  await page.getByRole('button', { name: 'Try again' }).click();
  const figure = page.locator(`[data-figure="${id}"]`);
  await expect(figure).toHaveAttribute('data-ready', '');
  await expect(page).toHaveURL(/#f=step&v=1&net=adding-40-gru-1$/);
  const numbers = await figure
    .locator('.stepper-now')
    .evaluateAll((all) => all.map((one) => ({ ...(one as HTMLElement).dataset, text: one.textContent })));
  // Number and marker, two gates, candidate and state of four units, and the answer.
  expect(numbers).toHaveLength(2 + 16 + 1);
  for (const { quantity = '', unit, step, text } of numbers as Record<string, string>[]) {
    expect(text).toBe(formatValue(valueAt(alone, quantity, Number(unit) - 1, Number(step) - 1)));
  }

  await page.getByRole('combobox', { name: 'Beside it' }).selectOption('adding-40-lstm-4');
  const beside = page.locator('[data-figure="adding-40-lstm-4-2"]');
  await expect(beside).toHaveAttribute('data-ready', '');
  await beside.getByRole('button', { name: 'Last step' }).click();
  await expect(figure.locator('.figure-status')).toContainText('Step 40 of 40.');
  await expect(page.locator('.stepper-page-difference')).toContainText(
    /^At step 40, where \d\.\d\d is right, the first says/,
  );
  await expect(page).toHaveURL(/beside=adding-40-lstm-4&f=adding-40-gru-1&v=1&t=40&f=adding-40-lstm-4-2&v=1&t=40$/);
  expect((await inspectAccessibility(page)).violations).toEqual([]);

  await page.reload();
  await expect(beside.locator('.figure-status')).toContainText('Step 40 of 40.');
  await expect(page.getByText('names a figure that this page does not have')).toBeHidden();
  await page.getByRole('link', { name: '中文' }).click();
  await expect(beside.locator('.figure-status')).toContainText('第40步，共40步。');
  const sitemap = readFileSync(join(site.folder, 'sitemap-0.xml'), 'utf8');
  for (const language of ['en', 'zh']) expect(sitemap).toContain(`/${language}/step/</loc>`);
});
