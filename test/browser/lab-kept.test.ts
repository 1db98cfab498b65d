/** Runs of the laboratory that outlive the page: a crash, another visit, another browser. */
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { openPath } from '../../src/commands/shared/paths.ts';
import { usualState } from '../../src/figures/laboratory/rows.ts';
import { runsOf } from '../../src/figures/laboratory/state.ts';
import { createTraining, train } from '../../src/training/trainer.ts';
import { expect, test } from './fixtures.ts';

const link = 'f=lab&v=1&lag=30&cells=lstm&units=8&updates=3000&seeds=1';
const lab = (page: Page) => page.locator('[data-figure="lab"]');
const status = (page: Page) => lab(page).locator('.figure-status');
const panel = (page: Page) => lab(page).locator('.lab-panel[data-cell="lstm"]');
const button = (page: Page, name: string) => lab(page).getByRole('button', { name, exact: true });
const isLeft = /^Left at [\d,]+ of 3,000 updates; 0 of 1 runs are done\. Resume goes on from there\.$/;

async function open(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await expect(lab(page)).toHaveAttribute('data-ready');
}

/** As the command line trains it. */
async function solvedAt(): Promise<number | null> {
  const state = { ...usualState, lag: 30, units: 8, cells: ['lstm'], seeds: 1, updates: 3000 } as const;
  const [run] = runsOf(state, 32);
  if (!run) throw new Error('There is one run.');
  const training = createTraining(run, undefined, await openPath());
  for (const _ of train(training));
  return training.solvedAt;
}

test('a run goes on after its tab was closed in the middle, and comes to what it would have come to', async ({
  page,
  context,
}) => {
  await open(page, `en/lab/#${link}`);
  await button(page, 'One update').click();
  await expect(panel(page)).toContainText('seed 1 at 1');
  await button(page, 'Resume').click();
  await expect(panel(page)).toContainText(/seed 1 at [1-9]\d/);
  await page.close();

  const later = await context.newPage();
  await open(later, `en/lab/#${link}`);
  await expect(status(later)).toHaveText(isLeft);
  await expect(lab(later).getByRole('row', { name: /left unfinished/ })).toHaveCount(1);
  await button(later, 'Resume').click();
  await expect(status(later)).toHaveText('All 1 runs are done.', { timeout: 30_000 });
  await expect(panel(later)).toHaveAttribute('data-solved', String(await solvedAt()));
  await expect(lab(later).getByText('Runs are kept in this browser')).toBeVisible();
});

test('a run is saved as a file, removed, put back, and opened in another browser; a wrong file is refused', async ({
  page,
  browser,
  baseURL,
}) => {
  await open(page, `en/lab/#${link}`);
  await button(page, 'One update').click();
  await expect(panel(page)).toContainText('seed 1 at 1');
  await expect(status(page)).toHaveText('Paused; 0 of 1 runs are done.');
  const saving = page.waitForEvent('download');
  await button(page, 'Save the runs of C as a file').click();
  const file = await (await saving).path();
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ format: 'unrolled-runs', setting: link });

  await button(page, 'Remove C').click();
  await expect(lab(page).locator('.lab-runs tbody tr')).toHaveCount(2);
  await button(page, 'Put it back').click();
  await expect(lab(page).locator('.lab-runs tbody tr')).toHaveCount(3);

  const elsewhere = await browser.newContext(baseURL === undefined ? {} : { baseURL });
  const other = await elsewhere.newPage();
  await open(other, 'en/lab/');
  const chooser = lab(other).locator('input[type="file"]');
  await chooser.setInputFiles({ name: 'notes.json', mimeType: 'application/json', buffer: Buffer.from('{}') });
  await expect(lab(other).getByRole('alert')).toHaveText('This is not a file of runs from the laboratory.');
  await chooser.setInputFiles(file);
  await expect(lab(other).getByRole('alert')).toHaveCount(0);
  await expect(other).toHaveURL(/lag=30&cells=lstm&units=8&updates=3000&seeds=1$/);
  await expect(status(other)).toHaveText(isLeft);
  await elsewhere.close();
});
