/** The race as a reader uses it: the lag by keys and by number, training by its buttons, and what the page then says. */
import type { Page } from '@playwright/test';
import { inspectAccessibility } from '../../src/commands/shared/accessibility.ts';
import { openPath } from '../../src/commands/shared/paths.ts';
import { type Run, recipe } from '../../src/training/run.ts';
import { createTraining, train } from '../../src/training/trainer.ts';
import { expect, test } from './fixtures.ts';
import { longTasksIn, watchLongTasks } from './long-tasks.ts';

const sixteen = 'f=race&v=1&lag=60&size=sixteen';

test('opens on results that ship, and says what they came to', async ({ page }) => {
  await open(page, 'en/');
  await expect(race(page).getByRole('heading')).toHaveText(/^Three networks read the same 102 symbols\./);
  await expect(race(page).locator('.race-verdict')).toHaveText(/^After 300 updates at lag 100, .*seeds.*\.$/);
  await expect(race(page).getByRole('img', { name: /^LSTM: after the last step \d+ percent/ })).toBeVisible();
  await open(page, 'zh/');
  await expect(race(page).locator('.race-verdict')).toHaveText(/^间隔100，更新300次：.*。$/);
});

test('goes from lag to lag by keys, and comes back by its link', async ({ page }) => {
  await open(page, 'en/');
  const slider = race(page).getByRole('slider', { name: 'Lag' });
  await slider.focus();
  await page.keyboard.press('ArrowLeft');
  await expect(slider).toHaveAttribute('aria-valuenow', '70');
  await page.keyboard.press('Home');
  await expect(slider).toHaveAttribute('aria-valuetext', 'Lag 5');
  await expect(race(page).getByRole('heading')).toHaveText(/all three remember it\.$/);
  await expect(race(page).locator('.race-verdict')).toHaveText(/at lag 5, all three solved it on 5 of 5 seeds\.$/);
  await page.keyboard.press('Shift+ArrowRight');
  await expect(slider).toHaveAttribute('aria-valuetext', 'Lag 6, nothing trained ships here');
  await page.keyboard.press('Control+z');
  await expect(slider).toHaveAttribute('aria-valuenow', '100');
  await page.keyboard.press('Home');
  await expect(page).toHaveURL(/#f=race&v=1&lag=5$/);
  await page.reload();
  await expect(slider).toHaveAttribute('aria-valuenow', '5');
});

test('refuses a lag and a seed that cannot be, in a sentence', async ({ page }) => {
  await open(page, 'en/');
  await race(page).getByRole('textbox', { name: 'Lag' }).fill('201');
  await expect(race(page).getByRole('alert')).toHaveText('A whole number from 5 to 200.');
  await race(page).getByRole('textbox', { name: 'Lag' }).fill('60');
  await race(page).getByRole('textbox', { name: 'Seed' }).fill('-1');
  await expect(race(page).getByRole('alert')).toHaveText(/^A whole number from 0 to 9,007,199,254,740,991\.$/);
  await race(page).getByRole('textbox', { name: 'Seed' }).fill('9007199254740991');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/lag=60&seed=9007199254740991/);
  await expect(race(page).locator('.race-verdict')).toHaveText(/No trained networks ship/);
});

test('pauses, makes one update, stops, and goes back to what ships', async ({ page }) => {
  await open(page, 'en/');
  await page.getByRole('button', { name: 'One update' }).click();
  for (const cell of ['rnn', 'gru', 'lstm']) await expect(panel(page, cell)).toHaveAttribute('data-update', '1');
  await page.getByRole('button', { name: 'One update' }).click();
  await expect(panel(page, 'lstm')).toHaveAttribute('data-update', '2');
  await expect(race(page).locator('.race-verdict')).toHaveText('Paused at update 2 of 300.');
  await page.getByRole('button', { name: 'Resume' }).click();
  await expect(race(page).locator('.race-verdict')).toHaveText(/^Update (?:[3-9]|\d\d+) of 300\./);
  await page.getByRole('button', { name: 'Pause' }).click();
  await page.getByRole('button', { name: 'Stop' }).click();
  await expect(race(page).locator('.race-verdict')).toHaveText(/^Stopped at update \d+ of 300\./);
  await page.getByRole('button', { name: 'Show what ships' }).click();
  await expect(race(page).locator('.race-verdict')).toHaveText(/^After 300 updates at lag 100, /);
});

test('trains what the command line trains, and stays responsive @alone', async ({ page }) => {
  test.setTimeout(300_000);
  await open(page, `en/#${sixteen}`);
  // Plot is fetched and first run here, before anything is trained.
  await expect(panel(page, 'lstm').locator('.chart-live svg')).toBeVisible();
  await watchLongTasks(page);
  const idle = await longTasksIn(page, 5000);
  let tooLong = await longTasksWhileTraining(page, 'Train afresh', idle.length / 5);
  if (tooLong.length > 0) {
    // Something else may have kept the machine busy. One retry, and the report says so.
    test.info().annotations.push({ type: 'retry', description: `long tasks at first: ${tooLong.join(', ')} ms` });
    tooLong = await longTasksWhileTraining(page, 'Train again', idle.length / 5);
  }
  expect(tooLong, 'tasks over 50 ms beyond those of the idle page').toEqual([]);

  for (const cell of ['lstm', 'rnn'] as const) {
    const expected = await solvedAt({
      ...recipe,
      task: 'remember',
      lag: 60,
      cell,
      hidden: 16,
      seed: 1,
      updates: 300,
      stopWhenSolved: false,
    });
    await expect(panel(page, cell)).toHaveAttribute('data-update', '300');
    await expect(panel(page, cell)).toHaveAttribute('data-solved-at', String(expected ?? ''));
    if (cell === 'lstm') expect(expected).not.toBeNull();
    else expect(expected).toBeNull();
  }
  await expect(race(page).locator('.race-verdict')).toHaveText(/LSTM solved it at update \d+, the RNN did not\./);
  await expect(race(page).getByRole('heading')).toHaveText(/^Three networks read the same 62 symbols\./);
});

test('says that it shows the nearest lag, until another is chosen', async ({ page }) => {
  await open(page, 'en/#f=race&v=1&lag=399');
  const slider = race(page).getByRole('slider', { name: 'Lag' });
  await expect(slider).toHaveAttribute('aria-valuenow', '200');
  const notice = race(page).getByText('The link asks for lag 399; the nearest that can be shown is 200.');
  await expect(notice).toBeInViewport();
  await slider.press('ArrowLeft');
  await expect(notice).toBeHidden();
  await open(page, 'zh/chapters/long-term-dependency/#f=race&v=1&task=adding&lag=61');
  await expect(race(page).getByText('链接要求长度61，这里能显示的最接近的长度是62。')).toBeVisible();
});

test('shows rows and no answers before anything is read', async ({ page }) => {
  await open(page, `en/#${sixteen}`);
  await expect(race(page).locator('[data-holds="nothing"]')).toHaveCount(3);
  const colours = await race(page)
    .locator('[data-ribbon="lstm"] canvas')
    .evaluate((canvas: HTMLCanvasElement) => {
      const { data } = canvas.getContext('2d')?.getImageData(0, 0, 1, canvas.height) ?? { data: [] };
      return Array.from({ length: canvas.height }, (_, y) => data[4 * y + 3] ?? 0);
    });
  // From each row to the next there is a line of paper.
  expect(colours.filter((alpha, y) => alpha === 0 && colours[y - 1] === 255)).toHaveLength(16);
});

test('waits while the page is hidden, says so, and comes to the same result', async ({ page }) => {
  test.setTimeout(180_000);
  await open(page, 'en/#f=race&v=1&lag=30&size=sixteen');
  const verdict = race(page).locator('.race-verdict');
  const lstm = panel(page, 'lstm');
  const updates = async () => Number(await lstm.getAttribute('data-update'));
  await page.getByRole('button', { name: 'Train afresh' }).click();
  await expect(lstm).toHaveAttribute('data-update', /^[1-9]/);
  await setHidden(page, true);
  await expect(verdict).toHaveText(/^Waiting at update \d+ of 300 while this page is hidden\./);
  // What a worker had under way when it was told arrives within a slice of 30 ms.
  await page.waitForTimeout(500);
  const before = await updates();
  expect(before).toBeLessThan(300);
  await page.waitForTimeout(1500);
  expect(await updates()).toBe(before);

  await setHidden(page, false);
  await expect(race(page).locator('.figure-status')).toContainText('It waited while this page was hidden.');
  await expect(lstm).toHaveAttribute('data-update', '300', { timeout: 120_000 });
  const run = { ...recipe, task: 'remember', lag: 30, cell: 'lstm', hidden: 16, updates: 300 } as const;
  await expect(lstm).toHaveAttribute('data-solved-at', String(await solvedAt({ ...run, stopWhenSolved: false })));
});

test('stays paused in a page that was hidden and is shown again', async ({ page }) => {
  await open(page, 'en/');
  await page.getByRole('button', { name: 'One update' }).click();
  const verdict = race(page).locator('.race-verdict');
  await expect(verdict).toHaveText('Paused at update 1 of 300.');
  for (const isHidden of [true, false]) await setHidden(page, isHidden);
  await page.waitForTimeout(500);
  await expect(verdict).toHaveText('Paused at update 1 of 300.');
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 360, height: 740 }, hasTouch: true });

  test('says each answer once', async ({ page }) => {
    await open(page, 'en/');
    await expect(race(page).locator('.race-answer-line').nth(2)).toHaveText('remembered: B 1.00');
    const status = race(page).locator('.figure-status');
    await expect(status).toHaveCSS('clip-path', 'inset(50%)');
    await page.getByRole('button', { name: 'Train afresh' }).click();
    await expect(status).toContainText('updates a second');
    await expect(status).toHaveCSS('clip-path', 'none');
  });
});

test('offers three tasks in the chapter', async ({ page }) => {
  await open(page, 'en/chapters/long-term-dependency/');
  await page.getByRole('button', { name: 'Adding' }).click();
  await expect(race(page).locator('.race-verdict')).toHaveText(/^After 500 updates on 100 numbers, /);
  await expect(race(page).getByText('given').first()).toBeVisible();
  await page.getByRole('button', { name: 'Temporal order' }).click();
  await expect(race(page).getByRole('heading')).toHaveText(/^Three networks read the same 105 symbols\./);
  await expect(race(page).getByRole('slider')).toHaveCount(0);
});

test('says so when its files cannot be fetched, and tries again', async ({ page, complaints }) => {
  let isBroken = true;
  await page.route('**/*.safetensors', (route) => (isBroken ? route.abort() : route.continue()));
  await page.goto('en/');
  await expect(race(page).getByRole('alert')).toContainText('A file of this page could not be fetched.');
  isBroken = false;
  await race(page).getByRole('button', { name: 'Try again' }).click();
  await expect(race(page).getByRole('img', { name: /^RNN: after the last step/ })).toBeVisible();
  await expect(race(page).getByRole('alert')).toHaveCount(0);
  // The browser itself reports each file that it could not fetch.
  complaints.splice(0, complaints.length, ...complaints.filter((one) => !one.includes('ERR_FAILED')));
});

test('says so where the compiled kernels do not arrive, and trains without them', async ({ page, complaints }) => {
  await page.route('**/*.wasm', (route) => route.abort());
  await open(page, 'en/#f=race&v=1&lag=5');
  await page.getByRole('button', { name: 'Train afresh' }).click();
  await expect(race(page).locator('.race-more')).toHaveText(/^This browser could not run the compiled kernels/);
  await expect(panel(page, 'gru')).toHaveAttribute('data-update', '300', { timeout: 60_000 });
  // The browser itself reports each file that it could not fetch.
  complaints.splice(0, complaints.length, ...complaints.filter((one) => !one.includes('ERR_FAILED')));
});

test('trains as fast as the device can when asked, and says what that costs', async ({ page }) => {
  await open(page, 'en/#f=race&v=1&lag=5');
  await page.getByRole('button', { name: 'More about this figure' }).click();
  await page.getByRole('menuitem', { name: 'Train as fast as this device can' }).click();
  await expect(page).toHaveURL(/numerics=fastest/);
  await page.getByRole('button', { name: 'Train afresh' }).click();
  await expect(panel(page, 'lstm')).toHaveAttribute('data-update', '300', { timeout: 60_000 });
  await expect(race(page).locator('.race-more')).toHaveText(/not reproducible bit for bit/);
  await page.getByRole('button', { name: 'More about this figure' }).click();
  await expect(page.getByRole('menuitem', { name: 'Train with the same numbers on every machine' })).toBeVisible();
});

test('is accessible while it trains and with its table open', async ({ page }) => {
  await open(page, `en/#${sixteen}`);
  await page.getByRole('button', { name: 'Train afresh' }).click();
  await expect(panel(page, 'gru')).not.toHaveAttribute('data-update', '0');
  await page.getByRole('button', { name: 'More about this figure' }).click();
  await page.getByRole('menuitem', { name: 'Show as table' }).click();
  await expect(page.getByRole('dialog').getByText('--task remember --cell lstm --lag 60 --hidden 16')).toBeVisible();
  expect((await inspectAccessibility(page)).violations).toEqual([]);
});

/** As the browser tells a page that its tab goes to the back, or comes to the front. */
async function setHidden(page: Page, isHidden: boolean): Promise<void> {
  await page.evaluate((hidden) => {
    Object.defineProperty(document, 'hidden', { configurable: true, get: () => hidden });
    Object.defineProperty(document, 'visibilityState', {
      configurable: true,
      get: () => (hidden ? 'hidden' : 'visible'),
    });
    document.dispatchEvent(new Event('visibilitychange'));
  }, isHidden);
}

function race(page: Page) {
  return page.locator('[data-figure="race"]');
}

function panel(page: Page, cell: string) {
  return race(page).locator(`[data-cell="${cell}"]`);
}

async function open(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await race(page).scrollIntoViewIfNeeded();
  await expect(page.locator('[data-figure="race"][data-ready]')).toBeVisible({ timeout: 20_000 });
}

/** Presses the button, waits for the end; none if there were no more than the idle page has in that time. */
async function longTasksWhileTraining(page: Page, button: string, idlePerSecond: number): Promise<number[]> {
  const startedMs = Date.now();
  await page.getByRole('button', { name: button }).click();
  // Looking for an element by its role every 100 ms takes long enough to count; this does not.
  for (const isOver of [false, true]) {
    await page.waitForFunction(
      (wanted) =>
        [...document.querySelectorAll<HTMLElement>('[data-cell]')].every(
          ({ dataset }) => dataset['update'] === '300',
        ) === wanted,
      isOver,
      { polling: 250, timeout: 120_000 },
    );
  }
  const found = await longTasksIn(page, 0);
  return found.length > (idlePerSecond * (Date.now() - startedMs)) / 1000 ? found : [];
}

/** As `npm run train` does it. */
async function solvedAt(run: Run): Promise<number | null> {
  const training = createTraining(run, undefined, await openPath());
  for (const _ of train(training));
  return training.solvedAt;
}
