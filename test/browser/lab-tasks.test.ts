/** Links into the laboratory that train what a command trained: a variant of a sweep, and a task that counts whole strings. */
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { openPath } from '../../src/commands/shared/paths.ts';
import { usualState } from '../../src/figures/laboratory/rows.ts';
import { runsOf } from '../../src/figures/laboratory/state.ts';
import { createTraining, train } from '../../src/training/trainer.ts';
import { expect, test } from './fixtures.ts';

const lab = (page: Page) => page.locator('[data-figure="lab"]');
const panel = (page: Page, cell: string) => lab(page).locator(`.lab-panel[data-cell="${cell}"]`);
const start = (page: Page) => lab(page).locator('.lab-start').click();
const isDone = (page: Page) =>
  expect(lab(page).locator('.figure-status')).toHaveText(/^All \d+ runs are done\./, { timeout: 30_000 });

interface Sweep {
  readonly settings: readonly {
    readonly setting: { readonly task: string; readonly init: string; readonly variant?: string };
    readonly seeds: readonly { readonly seed: number; readonly solvedAt: number | null }[];
  }[];
}

test('replays a run of a sweep that ships: a variant solves it at the same update here', async ({ page }) => {
  const { settings } = JSON.parse(readFileSync('content/results/sweeps/ablations.json', 'utf8')) as Sweep;
  const found = settings.find(
    ({ setting: { task, init, variant } }) => task === 'order-6a' && init === 'chrono' && variant === 'coupled',
  );
  const [soonest] = (found?.seeds ?? []).toSorted((a, b) => (a.solvedAt ?? Infinity) - (b.solvedAt ?? Infinity));
  const { seed = 0, solvedAt = null } = soonest ?? {};
  expect(solvedAt).not.toBeNull();
  // No further than two checks after it: what comes before is the same however long a run goes on.
  const updates = (solvedAt ?? 0) + 20;
  await open(page, `task=order-6a&cells=coupled&width=same&updates=${updates}&seed=${seed}&seeds=1`);
  await start(page);
  await isDone(page);
  await expect(lab(page).locator('.lab-panel')).toHaveCount(1);
  await expect(panel(page, 'coupled')).toHaveAttribute('data-solved', String(solvedAt));
  await expect(lab(page).locator('.lab-verdict > p').first()).toHaveText(
    `With chrono gate biases, LSTM with coupled gates solved temporal order on 1 of 1 seeds within ${solvedAt} updates.`,
  );
});

test('trains a task that counts whole strings, and solves it where the command line does', async ({ page }) => {
  const state = { ...usualState, task: 'reber', lag: 7, cells: ['rnn'], seeds: 1, updates: 450 } as const;
  await open(page, 'task=reber&lag=7&cells=rnn&seeds=1&updates=450');
  await expect(lab(page).locator('.lab-verdict')).toContainText('nothing of this task ships with the page');
  await start(page);
  await isDone(page);
  const [run] = runsOf(state, 49);
  if (!run) throw new Error('There is no run.');
  const training = createTraining(run, undefined, await openPath());
  for (const _ of train(training));
  expect(training.solvedAt).not.toBeNull();
  await expect(panel(page, 'rnn')).toHaveAttribute('data-solved', String(training.solvedAt));
});

async function open(page: Page, fields: string): Promise<void> {
  await page.goto(`en/lab/#f=lab&v=1&${fields}`);
  await expect(lab(page)).toHaveAttribute('data-ready');
}
