/** One network in everybody's writing: the equations, the blocks and the numbers follow the choice, and so does the link. */
import { readFileSync } from 'node:fs';
import { inspectAccessibility } from '../../src/commands/shared/accessibility.ts';
import { createConventionModel } from '../../src/figures/conventions/model.ts';
import { differenceText } from '../../src/figures/conventions/words.ts';
import { expect, test } from './fixtures.ts';

const weightsOf = (cell: string) =>
  readFileSync(`content/networks/last-capital-${cell}.safetensors`).toString('base64');
const model = createConventionModel({ id: 'conventions', weights: { gru: weightsOf('gru'), lstm: weightsOf('lstm') } });

test('is rewritten by whoever is chosen, prints the engine’s numbers, and is taken back', async ({ page }) => {
  await page.goto('en/chapters/lstm-cell/');
  const figure = page.locator('[data-figure="conventions"]');
  await figure.scrollIntoViewIfNeeded();
  await expect(figure).toHaveAttribute('data-ready', '');
  const numbers = () => figure.locator('[data-difference]').allTextContents();
  const computed = () =>
    model.outcomes.value.flatMap(({ converted, misread }) =>
      [converted, misread].map(({ difference }) => differenceText(difference)),
    );
  expect(await numbers()).toEqual(computed());

  await figure.getByLabel('As written by').selectOption('keras');
  model.choosePreset('keras');
  expect(await numbers()).toEqual(computed());
  await expect(figure.locator('.conventions-lines annotation').first()).toContainText('K_z');
  await expect(figure.locator('.conventions-blocks tbody th').first()).toHaveText('kernel');
  await expect(page).toHaveURL(/as=keras/);
  await figure.getByRole('button', { name: 'before it' }).click();
  await expect(figure.locator('.conventions-lines annotation').nth(2)).toContainText('r_t');
  await expect(figure.getByLabel('As written by')).toHaveValue('mixture');
  await page.keyboard.press('Control+z');
  await expect(figure.getByLabel('As written by')).toHaveValue('keras');
  expect((await inspectAccessibility(page, { within: '[data-figure="conventions"]' })).violations).toEqual([]);
});
