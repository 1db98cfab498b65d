/** Equations and stepper are one thing: terms light numbers and numbers light terms, by pointer and by keys. */
import type { Locator, Page } from '@playwright/test';
import { inspectAccessibility } from '../../src/commands/shared/accessibility.ts';
import { runNetwork, valueAt } from '../../src/figures/cell-stepper/network.ts';
import { formatValue } from '../../src/figures/shared/numbers.ts';
import { expect, test } from './fixtures.ts';
import { chapter, grid, open, ready, sequence, squareBox, status, step, trained, unit } from './stepper-figure.ts';

const alone = runNetwork(trained, sequence);
const numberAt = (quantity: string, t: number) => formatValue(valueAt(alone, quantity, unit - 1, t - 1));

const equation = (page: Page) => page.locator('#lstm-cell-state');
const terms = (holder: Locator) => holder.getByRole('listbox');
const lit = (holder: Locator) =>
  holder.locator('.katex [data-lit]').evaluateAll((all) => all.map((term) => (term as HTMLElement).dataset['term']));

test('the arrow keys go from term to term, and each lights its numbers as the pointer would', async ({ page }) => {
  const figure = await open(page, chapter);
  const marked = figure.locator('.stepper-hovered');
  await terms(equation(page)).focus();
  const walk = [
    { key: null, term: 'cellState', strip: 'cellState', t: step },
    { key: 'ArrowRight', term: 'forgetGate', strip: 'forgetGate', t: step },
    { key: 'ArrowRight', term: 'previousCellState', strip: 'cellState', t: step - 1 },
    { key: 'End', term: 'candidate', strip: 'candidate', t: step },
    { key: 'ArrowRight', term: 'candidate', strip: 'candidate', t: step },
    { key: 'ArrowLeft', term: 'inputGate', strip: 'inputGate', t: step },
    { key: 'Home', term: 'cellState', strip: 'cellState', t: step },
  ];
  for (const { key, term, strip, t } of walk) {
    if (key) await page.keyboard.press(key);
    await expect(equation(page).locator('[data-current]')).toHaveAttribute('data-term', term);
    expect(await lit(equation(page))).toEqual([term]);
    await expect(figure.locator(`[data-strip-of="${strip}"] .stepper-hovered`)).toHaveText(numberAt(strip, t));
    await expect(figure.locator('.stepper-strip:not([data-dim])')).toHaveAttribute('data-strip-of', strip);
    await expect(figure.locator('.cell-part:not(.cell-part-dim)')).toHaveAttribute('data-part', term);
  }
  await page.mouse.move(0, 0);
  await terms(equation(page)).blur();
  await expect(marked).toHaveCount(0);
  await equation(page).locator('[data-term="previousCellState"]').hover();
  await expect(marked).toHaveText(numberAt('cellState', step - 1));
  await expect(figure.locator('.cell-part:not(.cell-part-dim)')).toHaveAttribute('data-part', 'previousCellState');
});

test('Escape lets go of a term, an arrow takes it up again, Enter goes on in the drawing', async ({ page }) => {
  const figure = await open(page, chapter);
  const list = terms(equation(page));
  await list.focus();
  await page.keyboard.press('ArrowRight');
  await expect(list).toHaveAttribute('aria-activedescendant', /./);
  await page.keyboard.press('Escape');
  await expect(list).toBeFocused();
  await expect(list).not.toHaveAttribute('aria-activedescendant');
  await expect(equation(page).locator('[data-current]')).toHaveCount(0);
  await expect(figure.locator('[data-dim], .cell-part-dim')).toHaveCount(0);
  expect(await lit(equation(page))).toEqual([]);
  await page.keyboard.press('ArrowRight');
  await expect(equation(page).locator('[data-current]')).toHaveAttribute('data-term', 'forgetGate');
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await expect(grid(figure)).toBeFocused();
  await expect(status(figure)).toContainText(`Candidate of unit ${unit} is`);
});

test('every equation and every paragraph with terms is one tab stop, and none is hidden', async ({ page }) => {
  const figure = await open(page, chapter);
  const beside = page.locator('.beside', { has: figure });
  const lists = beside.getByRole('listbox');
  await expect(beside.locator('.equation').getByRole('listbox')).toHaveCount(6);
  await expect(lists).toHaveCount(9);
  await expect(beside.locator('.katex [tabindex], .katex a, .katex button')).toHaveCount(0);
  await equation(page).getByRole('link').focus();
  await page.keyboard.press('Shift+Tab');
  await expect(terms(equation(page))).toBeFocused();
  await page.keyboard.press('Shift+Tab');
  const paragraph = beside.locator('p', { has: page.locator('[data-term="previousCellState"]') }).first();
  await expect(paragraph.getByRole('listbox', { name: 'Terms in this paragraph' })).toBeFocused();
  expect(await lit(paragraph)).toEqual(['previousCellState']);
  // While a term is lit, the rest of the figure steps back on purpose: its contrast is judged when nothing is.
  const check = async (passedOver: string[]) => {
    expect((await inspectAccessibility(page, { within: '.beside', passedOver })).violations).toEqual([]);
  };
  await check(['color-contrast']);
  await page.keyboard.press('Escape');
  await check([]);
});

test('terms have names and values in the language of the page', async ({ page }) => {
  await open(page, chapter);
  await terms(equation(page)).focus();
  await page.keyboard.press('ArrowRight');
  const named = { name: 'Equation 8.1: terms' };
  await expect(equation(page).getByRole('listbox', named).getByRole('option')).toHaveText(
    `Forget gate, unit ${unit}, step ${step}: ${numberAt('forgetGate', step)}`,
  );
  await expect(equation(page).getByRole('option')).toHaveAttribute('aria-posinset', '2');
  await expect(equation(page).getByRole('option')).toHaveAttribute('aria-setsize', '5');
  await page.locator('a[data-language]').click();
  const figure = page.locator('[data-figure="lstm"]');
  await ready(figure);
  await terms(equation(page)).focus();
  await page.keyboard.press('ArrowRight');
  await expect(equation(page).getByRole('option')).toHaveText(
    `遗忘门，单元${unit}，第${step}步：${numberAt('forgetGate', step)}`,
  );
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: '快捷键' })).toContainText('移到前一项或后一项');
});

test('what is chosen by keys in the drawing lights its terms, until the drawing is left', async ({ page }) => {
  const figure = await open(page, chapter);
  const hidden = page.locator('#lstm-hidden-state');
  await grid(figure).focus();
  await expect(page.locator('#lstm-forget-gate')).toHaveAttribute('data-lit', '');
  expect(await lit(equation(page))).toEqual(['forgetGate']);
  const line = equation(page).locator('[data-equation-numbers] [data-lit]');
  await expect(line).toHaveText(numberAt('forgetGate', step));
  for (let k = 0; k < 4; k += 1) await page.keyboard.press('Shift+ArrowDown');
  await expect(page.locator('#lstm-input-gate')).toHaveAttribute('data-lit', '');
  await expect(page.locator('#lstm-forget-gate')).not.toHaveAttribute('data-lit');
  expect(await lit(equation(page))).toEqual(['inputGate']);
  expect(await lit(hidden)).toEqual([]);
  await expect(figure.locator('[data-dim], .cell-part-dim')).toHaveCount(0);
  await page.keyboard.press('Tab');
  await expect(page.locator('.katex [data-lit]')).toHaveCount(0);
});

test('a number under an equation lights its term, and so does a number beside its strip', async ({ page }) => {
  const figure = await open(page, chapter);
  const line = equation(page).locator('[data-equation-numbers]');
  await line.locator('[data-number-of="previousCellState"]').hover();
  expect(await lit(equation(page))).toEqual(['previousCellState']);
  await expect(figure.locator('.cell-part:not(.cell-part-dim)')).toHaveAttribute('data-part', 'previousCellState');
  await page.locator('#lstm-forget-gate [data-number-of="input"]').hover();
  expect(await lit(page.locator('#lstm-input-gate'))).toEqual(['input']);
  await figure.locator('[data-strip-of="outputGate"] .stepper-number-row').first().hover();
  expect(await lit(page.locator('#lstm-hidden-state'))).toEqual(['outputGate']);
  const square = await squareBox(figure, 'candidate', 1, 4);
  await page.mouse.move(square.x, square.y);
  expect(await lit(equation(page))).toEqual(['candidate']);
});

test('a term that the figure does not draw lights nothing and is passed over', async ({ page }) => {
  await page.goto('en/chapters/vanilla-rnn-cell/');
  const figure = page.locator('[data-figure="rnn"]');
  await ready(figure);
  const answer = page.locator('#rnn-output');
  await answer.locator('[data-term="output"]').first().hover();
  await expect(figure.locator('[data-dim], .cell-part-dim')).toHaveCount(0);
  await terms(answer).focus();
  await expect(answer.locator('[data-current]')).toHaveAttribute('data-term', 'hiddenState');
  await page.keyboard.press('ArrowRight');
  await expect(answer.locator('[data-current]')).toHaveAttribute('data-term', 'probability');
  await expect(figure.locator('.stepper-strip:not([data-dim])')).toHaveAttribute('data-strip-of', 'probability');
});
