/** The code behind a figure: the very file, and a plain sentence where it does not come. */
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { inspectAccessibility } from '../../src/commands/shared/accessibility.ts';
import { expect, test } from './fixtures.ts';

const shown = [
  { page: 'en/chapters/lstm-cell/', figure: 'lstm', file: 'src/engine/cells/lstm.ts' },
  { page: 'en/chapters/lstm-cell/', figure: 'gru', file: 'src/engine/cells/gru.ts' },
  { page: 'en/', figure: 'race', file: 'src/training/trainer.ts' },
];

for (const { page: path, figure, file } of shown) {
  test(`the figure ${figure} shows ${file} @elsewhere`, async ({ page }) => {
    await page.goto(path);
    const dialog = await showCode(page, figure);
    await expect(dialog.getByRole('heading')).toHaveText(file);
    await expect(dialog.getByRole('textbox')).toHaveValue(readFileSync(file, 'utf8'));
    expect((await inspectAccessibility(page, { within: 'dialog' })).violations).toEqual([]);
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
  });
}

test.describe('when the file does not come', () => {
  test('the dialog says so and loads it again', async ({ page, complaints }) => {
    await page.route('**/code/lstm.txt', (route) => route.abort());
    await page.goto('en/chapters/lstm-cell/');
    const dialog = await showCode(page, 'lstm');
    await expect(dialog.getByRole('alert')).toContainText('The code could not be loaded.');
    // The browser itself reports a request that was cut off; nothing else may go wrong.
    expect(complaints.splice(0).every((complaint) => /lstm\.txt|ERR_FAILED/.test(complaint))).toBe(true);
    await page.unroute('**/code/lstm.txt');
    await dialog.getByRole('button', { name: 'Load again' }).click();
    await expect(dialog.getByRole('textbox')).toHaveValue(/Long short-term memory/);
  });
});

async function showCode(page: Page, id: string) {
  const figure = page.locator(`[data-figure=${id}]`);
  await figure.scrollIntoViewIfNeeded();
  await expect(figure).toHaveAttribute('data-ready', '');
  await figure.getByRole('button', { name: 'More about this figure' }).click();
  await figure.getByRole('menuitem', { name: 'Show the code' }).click();
  return page.getByRole('dialog');
}
