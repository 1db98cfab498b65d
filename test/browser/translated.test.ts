/** A program that translates the page puts every piece of its text into elements of its own. Figures go on all the same. */
import type { Page } from '@playwright/test';
import { settle } from '../../src/commands/shared/settle.ts';
import { setUnit } from '../../src/engine/interventions.ts';
import { runNetwork, valueAt } from '../../src/figures/cell-stepper/network.ts';
import { formatValue } from '../../src/figures/shared/numbers.ts';
import { expect, test } from './fixtures.ts';
import { chapter, grid, open, printed, sequence, status, step, trained, unit } from './stepper-figure.ts';

const alone = runNetwork(trained, sequence);
const shut = runNetwork(trained, sequence, { interventions: [setUnit('forgetGate', unit - 1, step, 0)] });
const numberAt = (run: typeof alone, quantity: string, t: number) =>
  formatValue(valueAt(run, quantity, unit - 1, t - 1));

for (const way of ['moved', 'copied'] as const) {
  test(`the stepper follows after every piece of its text was ${way} elsewhere`, async ({ page }) => {
    const figure = await open(page, chapter);
    const at = (t: number) => expect(status(figure)).toContainText(`Step ${t} of 24. Forget gate of unit ${unit} is`);
    const line = page.locator('#lstm-cell-state [data-equation-numbers]');
    await rewriteText(page, way);
    await grid(figure).focus();
    await page.keyboard.press('ArrowRight');
    await at(step + 1);
    await expect(printed(figure, 'cellState', unit, step + 1)).toHaveText(numberAt(alone, 'cellState', step + 1));
    await expect(figure.locator('.cell-diagram [data-part="cellState"] .cell-subscript')).toHaveText(String(step + 1));
    await expect(figure.locator('.cell-diagram [data-part="forgetGate"] .cell-number')).toHaveText(
      numberAt(alone, 'forgetGate', step + 1),
    );
    await expect(figure.locator('.stepper-count')).toHaveText(`${step + 1} / 24`);
    await expect(line).toContainText(`= ${numberAt(alone, 'cellState', step + 1)}`);
    await expect(page.locator('#lstm-forget-gate [data-equation-head]')).toContainText(`at step ${step + 1}`);

    await rewriteText(page, way);
    await page.keyboard.type('0.5\n');
    for (let k = 0; k < 10; k += 1) await page.keyboard.press('ArrowDown');
    await expect(status(figure)).toContainText(`Forget gate of unit ${unit} forced to 0.00`);
    await expect(figure.getByRole('listitem')).toContainText('= 0.00');
    await expect(line).toContainText(`= ${numberAt(shut, 'cellState', step + 1)}, was`);
    await rewriteText(page, way);
    await figure.getByRole('switch').click();
    await figure.getByRole('switch').click();
    await figure.getByRole('button', { name: 'Before' }).click();
    await rewriteText(page, way);
    await page.locator('#lstm-forget-gate').getByRole('button', { name: 'Hide the numbers' }).click();
    await page.locator('#lstm-forget-gate').getByRole('button', { name: 'Show the numbers' }).click();
    await figure.getByRole('button', { name: /^Remove/ }).click();
    await grid(figure).focus();
    for (const key of ['Shift+ArrowDown', 'ArrowUp', 'Control+z', 'End', 'Shift+ArrowUp'])
      await page.keyboard.press(key);
    await rewriteText(page, way);
    await page.keyboard.press('Home');
    await at(1);
    await expect(figure.locator('.figure-stopped')).toHaveCount(0);
  });

  test(`the race follows after every piece of its text was ${way} elsewhere`, async ({ page }) => {
    await page.goto('en/#f=race&v=1&lag=100');
    expect(await settle(page)).toEqual([]);
    const race = page.locator('[data-figure="race"]');
    const texts = [race.locator('.figure-title'), race.locator('.race-verdict'), race.locator('.figure-status')];
    const before = await Promise.all(texts.map((text) => text.textContent()));
    const numbers = race.locator('.race-number');
    const answers = await numbers.allTextContents();
    await rewriteText(page, way);
    await race.getByRole('slider').focus();
    await page.keyboard.press('Home');
    await expect(race.getByRole('slider')).toHaveAttribute('aria-valuenow', '5');
    for (const [k, text] of texts.entries()) await expect(text).not.toHaveText(before[k] ?? '');
    await expect(texts[0] ?? race).toContainText('7 symbols');
    expect(await numbers.allTextContents()).not.toEqual(answers);
    await rewriteText(page, way);
    await race.getByRole('button', { name: 'Read it again' }).click();
    await expect(race.locator('.race-count')).not.toHaveText(/^0/);
    await race.getByRole('button', { name: 'Train afresh' }).click();
    await expect(race.locator('.race-verdict')).toHaveText(/^Update \d+ of 300\./);
    await rewriteText(page, way);
    await race.getByRole('button', { name: 'Stop' }).click();
    await expect(race.locator('.race-verdict')).toHaveText(/^Stopped at update \d+ of 300\./);
    await expect(race.locator('.race-train')).toHaveText('Train again');
    await expect(race.locator('.figure-stopped')).toHaveCount(0);
  });
}

test('a page that was translated before its figures woke shows the numbers of the engine', async ({ page }) => {
  await page.addInitScript(`addEventListener('DOMContentLoaded', () => {
    globalThis.wasReady = document.querySelector('[data-ready]') !== null;
    (${rewrite})('copied');
  })`);
  const figure = await open(page, chapter);
  await grid(figure).focus();
  await page.keyboard.press('ArrowRight');
  expect(await page.evaluate('wasReady')).toBe(false);
  await expect(status(figure)).toContainText(`Step ${step + 1} of 24.`);
  await expect(printed(figure, 'cellState', unit, step + 1)).toHaveText(numberAt(alone, 'cellState', step + 1));
});

test('numbers, letters and equations are not offered for translation, words are', async ({ page }) => {
  const figure = await open(page, chapter);
  const offered = (selector: string) =>
    page
      .locator(selector)
      .evaluateAll((all) => all.filter((one) => !one.closest('[translate="no"]')).map((one) => one.outerHTML));
  expect(await offered('.katex, [data-quantity], [data-letter-step], .cell-diagram, .stepper-count')).toEqual([]);
  await grid(figure).focus();
  await page.keyboard.press('ArrowRight');
  expect(await offered('[data-quantity], [data-letter-step]')).toEqual([]);
  const figures = await page.locator('[data-figure]').count();
  expect(await offered('.figure-status, .figure-title')).toHaveLength(2 * figures);
});

/** The way of translators: texts are moved into `<font><font>`, or copied there and dropped. */
async function rewriteText(page: Page, way: 'moved' | 'copied'): Promise<void> {
  await page.evaluate(rewrite, way);
}

function rewrite(way: 'moved' | 'copied'): void {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const texts: Text[] = [];
  while (walker.nextNode()) texts.push(walker.currentNode as Text);
  for (const text of texts) {
    if (!text.data.trim() || text.parentElement?.closest('script, style, textarea')) continue;
    const [outer, inner] = [document.createElement('font'), document.createElement('font')];
    outer.append(inner);
    text.replaceWith(outer);
    inner.append(way === 'moved' ? text : text.data);
  }
}
