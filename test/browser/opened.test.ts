/** The opened product on the page: every number read back, by keys alone, and its dependencies lit and put out. */
import { runNetwork } from '../../src/figures/cell-stepper/network.ts';
import { openQuantity } from '../../src/figures/cell-stepper/opened/open.ts';
import { totalOf } from '../../src/figures/cell-stepper/opened/parts.ts';
import { formatValue } from '../../src/figures/shared/numbers.ts';
import { expect, test } from './fixtures.ts';
import { chapter, grid, open, sequence, status, step, trained, unit } from './stepper-figure.ts';

test('keys open a gate, whose numbers are the engine’s, and light where one comes from and goes', async ({ page }) => {
  const figure = await open(page, `${chapter}#f=lstm&v=1&terms=numbers`);
  await grid(figure).focus();
  await page.keyboard.press('n');
  const panel = figure.locator('.opened');
  const { rows, sum, result } = openQuantity({ run: runNetwork(trained, sequence), unit, step }, 'forgetGate');
  const numbers = [...rows.flatMap((row) => [...row.factors, row.result]), sum, result];
  const wanted = numbers.map((of) => `${of.name} ${of.unit}@${of.step} ${formatValue(of.value)}`);
  const read = await panel.locator('.opened-rows [data-quantity]').evaluateAll((all) =>
    all.map((number) => {
      const { quantity, unit: k, step: t } = (number as HTMLElement).dataset;
      return `${quantity} ${k}@${t} ${number.textContent}`;
    }),
  );
  expect(read).toEqual(wanted);
  const inPlace = page.locator('#lstm-forget-gate .term-number');
  const sums = (kind: string) => totalOf(rows.filter((row) => row.kind === kind));
  const biases = rows.find(({ kind }) => kind === 'bias')?.factors.map(({ value }) => value) ?? [];
  expect((await inPlace.allTextContents()).map((text) => text.replace(/[()]/g, ''))).toEqual(
    [result.value, sums('input'), biases[0], sums('recurrent'), biases[1]].map((value) => formatValue(value ?? NaN)),
  );

  await panel.locator('[data-opened-key][tabindex="0"]').focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await expect(panel.locator('[aria-pressed=true][data-opened-key]')).toContainText(formatValue(result.value));
  const letter = figure.locator('.stepper-letters .stepper-traced');
  await expect(letter).toHaveAttribute('data-trace', 'from');
  await expect(figure.locator('[data-strip-of="hiddenState"] .stepper-traced')).toHaveAttribute('data-trace', 'from');
  await expect(figure.locator('[data-strip-of="cellState"] .stepper-traced')).toHaveAttribute('data-trace', 'to');
  await expect(page.locator('#lstm-forget-gate .katex [data-term="forgetGate"]')).toHaveAttribute('data-trace', 'self');
  await expect(status(figure)).toContainText(`Used by cell state of unit ${unit} at step ${step}`);
  await page.keyboard.press('Escape');
  await expect(figure.locator('.stepper-traced')).toHaveCount(0);
  await page.keyboard.press('Escape');
  await expect(panel).toHaveCount(0);
  await expect(grid(figure)).toBeFocused();
});
