/** Shipped runs made again in the page, from the two figures that offer it: to the very update that shipped. */
import type { Page } from '@playwright/test';
import { inspectAccessibility } from '../../src/commands/shared/accessibility.ts';
import { expect, test } from './fixtures.ts';

async function open(page: Page, name: string, hash = '') {
  await page.goto(`en/lab/${hash}`);
  const figure = page.locator(`[data-figure="${name}"]`);
  await figure.scrollIntoViewIfNeeded();
  await expect(figure).toHaveAttribute('data-ready', '');
  return figure;
}

test('a gate bias is chosen by arrow keys, and its five seeds come to what shipped', async ({ page }) => {
  const bias = await open(page, 'bias');
  await expect(bias.getByText(/^LSTM, bias 4: \d of 5 seeds solved it/)).toBeVisible();
  await bias.getByRole('button', { name: /^LSTM, bias 4: / }).focus();
  await page.keyboard.press('ArrowUp');
  await expect(bias.getByRole('button', { name: /^GRU, bias 4: 5 of 5 / })).toBeFocused();
  await expect(page).toHaveURL(/#f=bias&v=1&cell=gru$/);
  // The time it takes is known before it begins.
  await bias.locator('.here').scrollIntoViewIfNeeded();
  await expect(bias.locator('.here-time')).toHaveText(
    /^\d+ updates in all\. About (a second|\d+ s) here, by estimate\.$/,
    {
      timeout: 20_000,
    },
  );
  await bias.getByRole('button', { name: 'Run the 5 seeds here' }).click();
  await expect(bias.locator('.here-verdict')).toHaveText(
    'Done here: 5 of 5. Each came to the very update that shipped.',
    { timeout: 40_000 },
  );
  expect((await inspectAccessibility(page, { within: '[data-figure="bias"]' })).violations).toEqual([]);
});

test('an LSTM without its output gate is run here, and opened in the laboratory as the same', async ({ page }) => {
  const parts = await open(page, 'ablations', '#f=ablations&v=1&part=no-output-gate&seeds=one');
  await expect(parts.getByText('Without the output gate', { exact: true })).toBeVisible();
  await expect(parts.locator('ins')).toHaveText('ot = 1');
  expect((await inspectAccessibility(page, { within: '[data-figure="ablations"]' })).violations).toEqual([]);
  await parts.getByRole('button', { name: 'Run this seed here' }).click();
  await expect(parts.locator('.here-verdict')).toHaveText(/^Done here: 1 of 1\. Each came to the very update/, {
    timeout: 40_000,
  });
  await parts.getByRole('link', { name: 'Open in the laboratory' }).click();
  const lab = page.locator('[data-figure="lab"]');
  await expect(lab).toBeInViewport();
  await expect(page).toHaveURL(/#f=lab&v=1&task=order-6a.*cells=no-output-gate.*f=ablations/);
  await expect(lab.locator('.lab-verdict')).toContainText('Nothing has been run with these settings yet.');
});
