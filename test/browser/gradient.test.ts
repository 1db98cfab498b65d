/** The gradient before training as a reader uses it: computed in the page, turned by its sliders, kept in its link. */
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { inspectAccessibility } from '../../src/commands/shared/accessibility.ts';
import { fade } from '../../src/experiments/fading.ts';
import { formatShare } from '../../src/figures/shared/numbers.ts';
import { expect, test } from './fixtures.ts';

const figure = (page: Page) => page.locator('[data-figure="gradient"]');
const share = (page: Page, row: string) => figure(page).locator(`[data-row="${row}"] .gradient-share`);

test('computes what the engine computes, follows its sliders, and comes back by its link', async ({ page }) => {
  await page.goto('en/chapters/long-term-dependency/#f=gradient&v=1&lag=50');
  await figure(page).scrollIntoViewIfNeeded();
  await expect(figure(page)).toHaveAttribute('data-ready', '');
  const expected = (bias: number) =>
    formatShare(fade({ cell: 'lstm', init: 'constant', gateBias: bias }, 50).shares.at(-1) ?? Number.NaN);
  await expect(share(page, 'lstm-own')).toHaveText(expected(3));
  await expect(figure(page).getByRole('heading')).toHaveText(/of 9 untrained networks .* over 50 steps$/);

  const bias = figure(page).getByRole('slider', { name: 'Forget bias of the LSTM' });
  await bias.focus();
  for (let k = 0; k < 3; k += 1) await page.keyboard.press('ArrowLeft');
  await expect(bias).toHaveAttribute('aria-valuetext', 'Forget bias 0.0');
  await expect(share(page, 'lstm-own')).toHaveText(expected(0));
  await expect(figure(page).locator('.figure-status')).toContainText('With forget bias 0.0 a unit holds for about 2.0');
  await expect(page).toHaveURL(/#f=gradient&v=1&lag=50&bias=0$/);
  expect((await inspectAccessibility(page, { within: '[data-figure="gradient"]' })).violations).toEqual([]);

  await choose(page, 'Show as table');
  await expect(page.getByRole('dialog').getByRole('row')).toHaveCount(10);
  await expect(page.getByRole('dialog').getByRole('row', { name: /^LSTM, forget bias 0\.0/ })).toContainText(
    expected(0),
  );
  await page.keyboard.press('Escape');
  const download = page.waitForEvent('download');
  await choose(page, 'Download CSV');
  expect(readFileSync(await (await download).path(), 'utf8').split('\r\n')).toHaveLength(2 + 9 * 52);
  await bias.focus();
  await page.keyboard.press('Control+z');
  await expect(bias).toHaveAttribute('aria-valuetext', 'Forget bias 3.0');
});

async function choose(page: Page, item: string): Promise<void> {
  await figure(page).getByRole('button', { name: 'More about this figure' }).click();
  await page.getByRole('menuitem', { name: item }).click();
}
