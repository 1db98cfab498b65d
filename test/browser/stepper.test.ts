/** The stepper as a reader uses it: stepping, forcing by drag, keys, slider and field, links, equations, numbers. */
import { inspectAccessibility } from '../../src/commands/shared/accessibility.ts';
import { setUnit } from '../../src/engine/interventions.ts';
import { runBackward } from '../../src/figures/cell-stepper/backward.ts';
import { type Run, runNetwork, valueAt } from '../../src/figures/cell-stepper/network.ts';
import { formatGradient, formatValue } from '../../src/figures/shared/numbers.ts';
import { expect, test } from './fixtures.ts';
import {
  chapter,
  goTo,
  grid,
  open,
  printed,
  ready,
  sequence,
  shutLink,
  squareBox,
  status,
  step,
  trained,
  unit,
} from './stepper-figure.ts';

const alone = runNetwork(trained, sequence);
const shut = runNetwork(trained, sequence, { interventions: [setUnit('forgetGate', unit - 1, step - 1, 0)] });

test('steps by button and by keys', async ({ page }) => {
  const figure = await open(page, chapter);
  await figure.getByRole('button', { name: 'One step on' }).click();
  await expect(status(figure)).toContainText(`Step ${step + 1} of 24.`);
  await grid(figure).focus();
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  await expect(status(figure)).toContainText(`Step ${step - 1} of 24.`);
  await page.keyboard.press('End');
  await expect(figure.getByRole('button', { name: 'One step on' })).toHaveAttribute('aria-disabled', 'true');
  await expect(page).toHaveURL(/#f=lstm&v=1&t=24$/);
});

test('plays from step to step until it is paused', async ({ page }) => {
  const figure = await open(page, chapter);
  await figure.getByRole('button', { name: 'Play' }).click();
  await expect(status(figure)).toContainText(/^Step (8|9|1\d) of 24\./);
  await figure.getByRole('button', { name: 'Pause' }).click();
  await expect(figure.getByRole('button', { name: 'Play' })).toBeVisible();
});

test('shuts a gate by dragging its square, and the answer is lost', async ({ page }) => {
  const figure = await open(page, chapter);
  const square = await squareBox(figure, 'forgetGate', unit, step);
  await page.mouse.move(square.x, square.y);
  await page.mouse.down();
  await page.mouse.move(square.x, square.y + 60, { steps: 6 });
  await page.mouse.move(square.x, square.y + 140, { steps: 6 });
  await page.mouse.up();
  await expect(status(figure)).toContainText(`Forget gate of unit ${unit} forced to 0.00`);
  await expect(printed(figure, 'forgetGate', unit, step)).toHaveText('0.00');
  await figure.getByRole('button', { name: 'Last step' }).click();
  await goTo(page, figure, 16);
  await expect(printed(figure, 'probability', 1, 16)).toHaveText(formatValue(valueAt(shut, 'probability', 0, 15)));
  await figure.getByRole('button', { name: 'Before' }).click();
  await figure.getByRole('button', { name: 'Change' }).click();
  await figure.getByRole('button', { name: 'Clear all' }).click();
  await expect(printed(figure, 'probability', 1, 16)).toHaveText(formatValue(valueAt(alone, 'probability', 0, 15)));
});

test('forces by keys and by typing, undoes, redoes, switches off', async ({ page }) => {
  const figure = await open(page, chapter);
  await grid(figure).focus();
  await page.keyboard.press('ArrowDown');
  await expect(figure.getByRole('listitem')).toHaveCount(1);
  await page.keyboard.press('Enter');
  await page.keyboard.type('0.25');
  await page.keyboard.press('Enter');
  await expect(grid(figure)).toBeFocused();
  await expect(status(figure)).toContainText('forced to 0.25');
  await page.keyboard.press('Control+z');
  await expect(status(figure)).not.toContainText('forced to 0.25');
  await page.keyboard.press('Control+y');
  await expect(status(figure)).toContainText('forced to 0.25');
  await figure.getByRole('switch').click();
  await expect(status(figure)).not.toContainText('forced');
  await figure.getByRole('button', { name: /^Remove/ }).click();
  await expect(figure.getByRole('listitem')).toHaveCount(0);
  await page.keyboard.press('Tab');
  await expect(page.locator('.figure-dialog')).toHaveCount(0);
});

test('goes on with what was typed into the drawing', async ({ page }) => {
  const figure = await open(page, chapter);
  await figure.locator(`[data-row="candidate"]`).click({ position: { x: 5, y: 5 }, force: true });
  await grid(figure).focus();
  await page.keyboard.type('-.25');
  await page.keyboard.press('Enter');
  await expect(status(figure)).toContainText('forced to −0.25');
});

test('reads another letter', async ({ page }) => {
  const figure = await open(page, chapter);
  await figure.locator(`[data-letter-step="${step}"]`).click({ force: true });
  await page.keyboard.press('B');
  await expect(status(figure)).toContainText('The last capital was B');
  await expect(page).toHaveURL(/x=/);
});

test('comes back from its link, on reload and in the other language', async ({ page }) => {
  const figure = await open(page, chapter + shutLink);
  await expect(status(figure)).toContainText('forced to 0.00');
  const text = (await status(figure).textContent()) ?? '';
  await page.reload();
  await ready(figure);
  await expect(status(figure)).toHaveText(text);
  await page.locator('a[data-language]').click();
  await expect(page).toHaveURL(new RegExp(`/zh/chapters/lstm-cell/${shutLink.replace(/[.]/g, '\\.')}`));
  await ready(figure);
  await expect(status(figure)).toContainText('强制为0.00');
});

test('says once that a link could not be read, and keeps its default', async ({ page }) => {
  const figure = await open(page, `${chapter}#f=lstm&v=1&t=999`);
  const notice = figure.getByText('The link could not be read in full');
  await expect(notice).toBeInViewport();
  await expect(status(figure)).toContainText(`Step ${step} of 24.`);
  await figure.getByRole('button', { name: 'One step on' }).click();
  await expect(notice).toBeHidden();
});

test('prints the numbers of the engine, every one of them', async ({ page }) => {
  const figure = await open(page, chapter + shutLink);
  await figure.getByRole('button', { name: 'More about this figure' }).click();
  await page.getByRole('menuitem', { name: 'Show as table' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  const numbers = await page
    .locator('.beside', { has: figure })
    .locator('[data-quantity]')
    .evaluateAll((elements) =>
      elements.map((element) => {
        const { quantity = '', unit: k = '', step: t = '', run = 'after' } = (element as HTMLElement).dataset;
        return { quantity, unit: Number(k), step: Number(t), run, text: element.textContent };
      }),
    );
  const known = numbers.filter(({ quantity }) => quantity === 'probability' || quantity in alone.values);
  expect(known.length).toBeGreaterThan(24 * 28);
  // Under the equation of a held gate stands what the network gave: its own value there is that of the other run.
  const expected = ({ quantity, unit: k, step: t, run }: (typeof known)[number]): string[] => {
    const at = (of: Run) => valueAt(of, quantity, k - 1, t - 1);
    if (run === 'change') return [(at(shut) - at(alone)).toFixed(2)];
    const values = run === 'before' ? [at(alone)] : [at(shut)];
    const isHeld = quantity === 'forgetGate' && k === unit && t === step;
    return (isHeld ? [...values, at(alone)] : values).map((value) => formatValue(value));
  };
  const wrong = known.filter((number) => {
    const text = number.run === 'change' ? number.text?.replace('−', '-').replace('+', '') : number.text;
    return !expected(number).includes(text ?? '');
  });
  expect(wrong).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('prints the gradients of the engine backwards, every one of them, and the two paths to the cell state', async ({
  page,
}) => {
  const held = `${chapter}#f=lstm&v=1&t=12&u=2&force=f${unit}@${step}:0,f2@12:0.4&loss=16`;
  const figure = await open(page, held);
  await figure.getByRole('button', { name: 'Backwards' }).focus();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/way=backward/);
  await expect(status(figure)).toContainText('Backwards, step 12 of 24. Forget gate of unit 2: gradient 0');
  await expect(status(figure)).toContainText('It is held at 0.40 and passes no gradient on.');
  await figure.getByRole('button', { name: 'More about this figure' }).click();
  await page.getByRole('menuitem', { name: 'Show as table' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();

  const interventions = [setUnit('forgetGate', unit - 1, step - 1, 0), setUnit('forgetGate', 1, 11, 0.4)];
  const target = { kind: 'classes', classes: [0] } as const;
  const question = { trained, sequence, initial: [], asked: [{ step: 15, target }] };
  const forward = runNetwork(trained, sequence, { interventions });
  const after = runBackward(forward, { ...question, interventions });
  const before = runBackward(alone, { ...question, interventions: [] });
  const numbers = await figure.evaluate((root) =>
    [...(root.closest('.beside') ?? root).querySelectorAll<HTMLElement>('[data-gradient]')].map((element) => {
      const { gradient = '', unit: k = '', step: t = '', run = 'after' } = element.dataset;
      return { gradient, unit: Number(k), step: Number(t), run, text: element.textContent };
    }),
  );
  // The table, the columns and the equations.
  expect(numbers.length).toBeGreaterThan(24 * 28 + 28 + 10);
  const wrong = numbers.filter(({ gradient, unit: k, step: t, run, text }) => {
    return text !== formatGradient(valueAt(run === 'before' ? before : after, gradient, k - 1, t - 1));
  });
  expect(wrong).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  expect((await inspectAccessibility(page, { within: '[data-figure="lstm"]' })).violations).toEqual([]);

  const path = async (name: string) => (await figure.locator(`[data-path="${name}"]`).textContent()) ?? '';
  const whole = valueAt(after, 'cellState', 1, 10);
  const along = valueAt(after, 'cellState', 1, 11) * 0.4;
  expect(await path('state')).toBe(formatGradient(along));
  expect(await path('gates')).toBe(formatGradient(whole - along));
  expect(await path('sum')).toBe(formatGradient(whole));
  for (const name of ['cellState', 'hiddenState', 'forgetGate'] as const) {
    const largest = [before, after].map((run) => Math.max(...(run.values[name] ?? new Float64Array(1)).map(Math.abs)));
    await expect(figure.locator(`[data-scale-of="${name}"]`)).toHaveText(
      `±${formatGradient(Math.max(...largest)).replace(/\s/g, '')}`,
    );
  }
  await figure.locator('[data-equation-of="cellState"] [data-term="hiddenState"]').hover();
  await expect(figure.locator('[data-strip-of="hiddenState"]')).not.toHaveAttribute('data-dim', '');
  await expect(figure.locator('[data-strip-of="cellState"]')).toHaveAttribute('data-dim', '');
  await expect(figure.locator('[data-equation-of="hiddenState"]')).toHaveAttribute('data-lit', '');
  await page.mouse.move(0, 0);
  await figure.getByRole('listbox', { name: 'Backward equation, Cell state' }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(figure.locator('[data-equation-of="cellState"] [data-term="nextCellState"]')).toHaveAttribute(
    'data-lit',
    '',
  );
  await page.keyboard.press('Enter');
  await expect(grid(figure)).toBeFocused();
  await expect(status(figure)).toContainText('Backwards, step 13 of 24. Cell state of unit 2: gradient');
  await expect(page).toHaveURL(/t=13&row=cellState/);
  const text = (await status(figure).textContent()) ?? '';
  await page.reload();
  await ready(figure);
  await expect(status(figure)).toHaveText(text);
});

test('lights strip, wire and equation together', async ({ page }) => {
  const figure = await open(page, chapter);
  const square = await squareBox(figure, 'inputGate', 1, 12);
  await page.mouse.move(square.x, square.y);
  await expect(page.locator('#lstm-input-gate')).toHaveAttribute('data-lit', '');
  await expect(figure.locator('.cell-diagram-wide [data-part="forgetGate"]')).toHaveClass(/cell-part-dim/);
  await page.locator('#lstm-cell-state [data-term="forgetGate"]').first().hover();
  await expect(figure.locator('[data-strip-of="inputGate"]')).toHaveAttribute('data-dim', '');
  await expect(figure.locator('[data-strip-of="forgetGate"]')).not.toHaveAttribute('data-dim', '');
  await expect(page.locator('#lstm-forget-gate [data-equation-numbers]')).toHaveText(/^f = σ\(.+\) = 0\.\d\d$/);
});

test('checks the gradient of the cell on screen at a press, by keyboard, with what is forced', async ({ page }) => {
  const figure = await open(page, `${chapter + shutLink}&loss=16`);
  await figure.getByRole('button', { name: 'Check the gradient' }).focus();
  await page.keyboard.press('Enter');
  await expect(status(figure)).toContainText('Gradient of the loss at step 16');
  await expect(status(figure)).toContainText('244 parameters');
  await expect(status(figure)).toContainText(
    /largest relative error \d × 10⁻[⁷⁸⁹], .* Forced alike in both: 1\. They agree\./,
  );
  const elapsedMs = /in (\d+) ms/.exec((await status(figure).textContent()) ?? '')?.[1];
  expect(Number(elapsedMs)).toBeLessThan(1000);
  await figure.getByLabel('loss at').selectOption('9');
  await expect(status(figure)).toContainText(`Step ${step} of 24.`);
  await expect(page).toHaveURL(/loss=9/);
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 360, height: 740 }, hasTouch: true });

  test('forces by its slider, and a finger chooses squares', async ({ page }) => {
    const figure = await open(page, chapter);
    await figure.getByRole('slider').fill('0');
    await expect(status(figure)).toContainText(`Forget gate of unit ${unit} forced to 0.00`);
    await figure.getByRole('button', { name: 'Undo' }).click();
    await expect(status(figure)).not.toContainText('forced');
    const square = await squareBox(figure, 'cellState', 2, 9);
    await page.touchscreen.tap(square.x, square.y);
    await expect(status(figure)).toContainText('Step 9 of 24. Cell state of unit 2 is');
    await expect(figure.getByRole('slider')).toHaveAccessibleName('Cell state of unit 2 at step 9');
  });
});
