/** Surgery as a reader does it: a mark pulled over a range, a weight changed, both taken back, the link opened. */
import { inspectAccessibility } from '../../src/commands/shared/accessibility.ts';
import { runNetwork, valueAt } from '../../src/figures/cell-stepper/network.ts';
import { withWeights } from '../../src/figures/cell-stepper/weights.ts';
import { formatValue } from '../../src/figures/shared/numbers.ts';
import { expect, test } from './fixtures.ts';
import { chapter, open, printed, ready, sequence, squareBox, status, step, trained, unit } from './stepper-figure.ts';

test('forces a range by pulling its mark, changes a weight, takes it back and opens the link', async ({ page }) => {
  const figure = await open(page, chapter);
  const from = await squareBox(figure, 'forgetGate', unit, step);
  const to = await squareBox(figure, 'forgetGate', unit, step + 3);
  for (const end of [{ x: from.x, y: from.y + 140 }, to]) {
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.mouse.move(end.x, end.y, { steps: 3 });
    await page.mouse.up();
  }
  await expect(figure.getByRole('listitem')).toContainText(`at steps ${step} to ${step + 3} = 0.00`);
  await expect(status(figure)).toContainText(`Forced so: unit ${unit}, at steps ${step} to ${step + 3}.`);
  await expect(figure.locator('.stepper-loss-change')).toContainText('before');

  await figure.getByRole('button', { name: /^Edit:/ }).click();
  await figure.getByRole('button', { name: 'Scale' }).click();
  await figure.locator('.stepper-edit-unit select').selectOption('all');
  await figure.getByRole('button', { name: 'Done' }).click();
  await figure.getByRole('button', { name: 'Weights and start' }).click();
  await figure.getByRole('gridcell', { name: `b_if[${unit}]` }).focus();
  await page.keyboard.press('ArrowUp');
  await expect(status(figure)).toContainText(`b_if[${unit}] changed to`);
  expect((await inspectAccessibility(page, { within: '[data-figure="lstm"]' })).violations).toEqual([]);
  await page.keyboard.press('Control+z');
  await expect(status(figure)).not.toContainText('b_if');
  await page.keyboard.press('Control+y');
  await expect(page).toHaveURL(new RegExp(`force=f\\*@${step}-${step + 3}:x0\\.5&w=bif${unit}:[-\\d.]+$`));

  await page.reload();
  await ready(figure);
  const value = Number(page.url().split(':').at(-1));
  const name = 'rnn.bias_ih_l0';
  const row = trained.network.description.hiddenSize + unit;
  const edited = withWeights(trained, [{ name, row, column: 1, value }]);
  const place = { unit: 'all', row: 'all', layer: 0, direction: 'forward' } as const;
  const scaled = { ...place, kind: 'scale', quantity: 'forgetGate', value: 0.5 } as const;
  const interventions = [{ ...scaled, firstStep: step - 1, lastStep: step + 2 }];
  const run = runNetwork(edited, sequence, { interventions });
  for (const quantity of ['forgetGate', 'cellState', 'hiddenState']) {
    const expected = formatValue(valueAt(run, quantity, unit - 1, step - 1));
    await expect(printed(figure, quantity, unit, step)).toHaveText(expected);
  }
});
