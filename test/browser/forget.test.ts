/** Why did it forget, as a reader asks it: of a network that ships, and of one trained on the same page. */

import { inspectAccessibility } from '../../src/commands/shared/accessibility.ts';
import { raceForgetting } from '../../src/experiments/shipped.ts';
import { formatShare } from '../../src/figures/shared/numbers.ts';
import { expect, test } from './fixtures.ts';

test('measures a shipped network as the engine does, is turned by keys, and takes back', async ({ page }) => {
  await page.goto('en/chapters/long-term-dependency/#f=forget&v=1&cell=gru&lag=21');
  const figure = page.locator('[data-figure="forget"]');
  await figure.scrollIntoViewIfNeeded();
  await expect(figure).toHaveAttribute('data-ready', '', { timeout: 20_000 });
  await expect(figure.getByText('of lag 21 the nearest is 20.')).toBeVisible();
  const left = (line: string) => figure.locator(`[data-line="${line}"] .forget-share`);
  const expectLines = async (cell: 'rnn' | 'gru' | 'lstm', lag: number) => {
    const measured = raceForgetting(cell, lag);
    for (const line of ['typical', 'best', 'jacobian', 'gradient'] as const) {
      await expect(left(line)).toHaveText(formatShare(measured[line][0] ?? Number.NaN));
    }
  };
  await expectLines('gru', 20);

  await figure.getByRole('button', { name: 'LSTM', exact: true }).press('Enter');
  await figure.getByRole('slider', { name: 'Lag' }).press('ArrowRight');
  await expectLines('lstm', 30);
  await expect(page).toHaveURL(/#f=forget&v=1&cell=lstm&lag=30$/);
  await expect(figure.locator('.figure-status')).toContainText('the forget gates alone would have kept');
  await page.keyboard.press('Control+z');
  await expectLines('lstm', 20);

  await figure.getByRole('button', { name: 'More about this figure' }).click();
  await page.getByRole('menuitem', { name: 'Show as table' }).click();
  await expect(page.getByRole('dialog').getByRole('columnheader')).toHaveCount(6);
  expect((await inspectAccessibility(page, { within: '[data-figure="forget"]' })).violations).toEqual([]);
});

test('asks the same of what the reader has trained in the laboratory', async ({ page }) => {
  await page.goto('en/lab/#f=lab&v=1&lag=5&units=4&cells=gru&seeds=1&updates=20');
  await expect(page.locator('[data-figure="lab"]')).toHaveAttribute('data-ready', '');
  await page.locator('[data-figure="lab"]').getByRole('button', { name: 'Train', exact: true }).click();
  const figure = page.locator('[data-figure="forget"]');
  await figure.scrollIntoViewIfNeeded();
  await figure.getByRole('button', { name: 'Your GRU, 20 updates' }).click({ timeout: 20_000 });
  await expect(figure.getByText(/^Your own GRU with \d+ units, seed 1, lag 5, after 20 updates\.$/)).toBeVisible();
  await expect(figure).toHaveAttribute('data-ready', '');
  await expect(figure.locator('[data-line="jacobian"]')).toHaveAttribute('data-share', /^\d/);
  await expect(figure.locator('.figure-status')).toContainText('Over 6 steps the update gates alone');
});
