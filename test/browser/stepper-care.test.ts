/** What the stepper owes every reader: keys, steady text, access, and words when it cannot be drawn. */
import { inspectAccessibility } from '../../src/commands/shared/accessibility.ts';
import { expect, test } from './fixtures.ts';
import { chapter, grid, keyOf, open, ready, shutLink, status, step, unit, weights } from './stepper-figure.ts';

test('keeps its keys to the drawing', async ({ page }) => {
  const figure = await open(page, chapter);
  await figure.getByRole('button', { name: 'After' }).focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('0');
  await expect(status(figure)).toContainText(`Step ${step} of 24.`);
  await grid(figure).focus();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('leaves the keys of browser and screen reader alone, and is one tab stop', async ({ page }) => {
  const figure = await open(page, chapter);
  await expect(figure.locator('.stepper-drawing [tabindex="0"]')).toHaveCount(1);
  await grid(figure).focus();
  await page.evaluate(() => {
    const taken: string[] = [];
    Object.assign(globalThis, { taken });
    window.addEventListener('keydown', (event) => {
      if (event.defaultPrevented) taken.push(event.key);
    });
  });
  for (const key of ['Tab', 'Shift+Tab', 'h', 'Escape', 'PageDown', 'F6', 'Control+l', 'Alt+ArrowLeft']) {
    await grid(figure).dispatchEvent('keydown', keyOf(key));
  }
  expect(await page.evaluate('taken')).toEqual([]);
  await grid(figure).dispatchEvent('keydown', keyOf(' '));
  await grid(figure).dispatchEvent('keydown', keyOf(' '));
  await grid(figure).dispatchEvent('keydown', keyOf('Shift+ArrowDown'));
  expect(await page.evaluate('taken')).toEqual([' ', ' ', 'ArrowDown']);
});

test('hides the numbers under the equations and remembers it, without moving the text', async ({ page }) => {
  const figure = await open(page, chapter);
  const line = page.locator('#lstm-forget-gate [data-equation-numbers]');
  const head = page.locator('#lstm-forget-gate [data-equation-head]');
  await expect(head).toContainText(`Numbers for unit ${unit} at step ${step}`);
  await expect(page.locator('#lstm-input-gate [data-equation-head]')).toBeHidden();
  const top = async (id: string) => (await page.locator(id).boundingBox())?.y ?? Number.NaN;
  const place = async () => (await top('#lstm-hidden-state')) - (await top('#lstm-forget-gate'));
  const before = await place();
  await head.getByRole('button', { name: 'Hide the numbers' }).click();
  await expect(line).toBeEmpty();
  expect(await place()).toBe(before);
  await page.reload();
  await ready(figure);
  await expect(line).toBeEmpty();
  await page.locator('#lstm-forget-gate').getByRole('button', { name: 'Show the numbers' }).click();
  await expect(line).toHaveText(/^f = σ/);
});

test.describe('in a short window', () => {
  test.use({ viewport: { width: 1200, height: 800 } });

  test('folds the strips that are not chosen, stays in view and opens another by key', async ({ page }) => {
    const figure = await open(page, chapter);
    const height = async (strip: string) => (await figure.locator(`[data-row="${strip}"]`).boundingBox())?.height;
    expect(await height('forgetGate')).toBe(4 * 14);
    for (const strip of ['inputGate', 'candidate', 'probability']) expect(await height(strip)).toBe(4 * 3);
    const shown = (strip: string) => figure.locator(`[data-strip-of="${strip}"] .stepper-number-row:visible`);
    await expect(shown('forgetGate')).toHaveCount(4);
    await expect(shown('candidate')).toHaveCount(1);
    await expect(shown('candidate')).toHaveClass(/is-now/);
    await page.locator('#lstm-output-gate').scrollIntoViewIfNeeded();
    await expect(status(figure)).toBeInViewport({ ratio: 1 });
    await expect(figure.locator('.figure-title')).toBeInViewport({ ratio: 1 });
    await grid(figure).focus();
    for (let k = 0; k < 4; k += 1) await page.keyboard.press('Shift+ArrowDown');
    await expect.poll(() => height('inputGate')).toBe(4 * 14);
    await expect.poll(() => height('forgetGate')).toBe(4 * 3);
  });

  test('is not let go of while values are forced', async ({ page }) => {
    const figure = await open(page, chapter);
    await grid(figure).focus();
    for (let k = 0; k < 3; k += 1) {
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('ArrowRight');
    }
    await expect(figure.getByRole('listitem')).toHaveCount(3);
    await page.locator('#lstm-output-gate').scrollIntoViewIfNeeded();
    await expect(status(figure)).toBeInViewport({ ratio: 1 });
  });

  test('leaves every strip open where folding would not help', async ({ page }) => {
    await page.setViewportSize({ width: 1200, height: 720 });
    const figure = await open(page, chapter);
    for (const strip of ['forgetGate', 'candidate', 'probability']) {
      expect((await figure.locator(`[data-row="${strip}"]`).boundingBox())?.height).toBe(4 * 14);
    }
    await expect(page.locator('.beside-figure').first()).not.toHaveAttribute('data-sticky');
  });
});

test('draws the cell once, at the size that is seen', async ({ page }) => {
  const figure = await open(page, chapter);
  await expect(figure.locator('.cell-diagram')).toHaveCount(1);
  await page.setViewportSize({ width: 360, height: 740 });
  await expect(figure.locator('.cell-diagram-narrow')).toBeVisible();
  await expect(figure.locator('.cell-diagram')).toHaveCount(1);
});

test('alone says so when its weights cannot be read', async ({ page, complaints }) => {
  await page.route('**/lstm-cell/', async (route) => {
    const response = await route.fetch();
    const text = await response.text();
    await route.fulfill({ response, body: text.replace(weights, weights.slice(0, 400)) });
  });
  await page.goto(chapter);
  const figure = page.locator('[data-figure="lstm"]');
  await page.locator('#lstm-cell-state').scrollIntoViewIfNeeded();
  await expect(figure.getByRole('alert')).toContainText('The file with the trained weights could not be read.');
  const again = figure.getByRole('button');
  await expect(again).toHaveText('Load the page again');
  const gru = page.locator('[data-figure="gru"]');
  await ready(gru);
  await page.unroute('**/lstm-cell/');
  await again.click();
  await ready(figure);
  expect(complaints).toEqual([]);
});

test('is accessible with something forced, with its menu and with its table', async ({ page }) => {
  const figure = await open(page, chapter + shutLink);
  const check = async () => {
    expect((await inspectAccessibility(page, { within: '[data-figure="lstm"]' })).violations).toEqual([]);
  };
  await check();
  await figure.getByRole('button', { name: 'More about this figure' }).click();
  await check();
  await page.getByRole('menuitem', { name: 'Show as table' }).click();
  await check();
});
