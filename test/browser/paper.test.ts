/** The paper's table: every row beside what was measured, and a way to run it. */
import { expect, test } from './fixtures.ts';

test('a row of the paper is run in the laboratory above it, or in the figure of 1997', async ({ page }) => {
  await page.goto('en/lab/#paper-title');
  const paper = page.locator('[data-figure="paper"][data-ready]');
  const order = paper.locator('[data-row="order-6a"]');
  await expect(order).toContainText('31,390 sequences, 1 of 2,560 wrong');
  await expect(order).toContainText(/\d+ of \d+ seeds; median [\d,]+, from [\d,]+ to [\d,]+/);
  await order.getByRole('link').click();
  const lab = page.locator('[data-figure="lab"]');
  await expect(lab.getByRole('button', { name: 'Temporal order' })).toHaveAttribute('aria-pressed', 'true');
  await expect(lab.locator('.lab-panel')).toHaveCount(1);
  await expect(lab.locator('.lab-panel')).toHaveAttribute('data-cell', 'lstm');
  await expect(page).toHaveURL(/task=order-6a/);
});
