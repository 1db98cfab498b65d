/** The chapter on ways to compute: its panel measures the reader's device there, too. The rest of it: colophon.test.ts. */
import { expect, test } from './fixtures.ts';

test('the chapter measures this device in its middle, and stops when it is told to', async ({ page }) => {
  await page.goto('en/chapters/compute/');
  const panel = page.locator('[data-figure="speed"]');
  await panel.scrollIntoViewIfNeeded();
  await expect(panel).toHaveAttribute('data-ready', '');
  await panel.getByRole('button', { name: 'Measure this device' }).click();
  await expect(panel.locator('[data-kind="product"] tr[data-size="32"] td[data-path="float32"]')).toHaveText(
    /^[\d.,]+$/,
  );
  await panel.getByRole('button', { name: 'Stop' }).click();
  await expect(panel.locator('.figure-status')).toContainText(/^Stopped after \d+ of \d+ timings/);
});
