/** The network of 1997 as a reader uses it: trained in the page from a link, to the same end as on the command line. */
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { inspectAccessibility } from '../../src/commands/shared/accessibility.ts';
import { createOriginalTraining, ORDER_6A_ORIGINAL } from '../../src/training/original.ts';
import { expect, test } from './fixtures.ts';

const figure = (page: Page) => page.locator('[data-figure="original"]');
const said = (page: Page) => figure(page).locator('.original-verdict');

test('is trained from its link to the end that the same seed has elsewhere', async ({ page }) => {
  await page.goto('en/chapters/lstm-cell/#f=original&v=1&seed=5&train=yes');
  await figure(page).scrollIntoViewIfNeeded();
  await expect(figure(page).getByRole('heading')).toHaveText('The network of 1997 is learning temporal order');
  const training = createOriginalTraining(ORDER_6A_ORIGINAL, 5);
  let report = training.advance();
  while (!report.isLearned) report = training.advance();
  const n = report.sequences.toLocaleString('en-US');
  const wrong = training.countWrong(2560);
  await expect(said(page)).toHaveText(
    `Seed 5: learned after ${n} sequences, ${wrong} of 2,560 test sequences wrong. The paper reports 31,390 sequences and 1 of 2,560 wrong, as reported.`,
    { timeout: 40_000 },
  );
  await expect(figure(page).getByRole('img', { name: /^Running error: 0\.4\d\d / })).toBeVisible();
  expect((await inspectAccessibility(page, { within: '[data-figure="original"]' })).violations).toEqual([]);
  await choose(page, 'Show as table');
  await expect(page.getByRole('dialog').getByRole('row')).toHaveCount(1 + Math.floor(report.sequences / 1000));
  await page.keyboard.press('Escape');
  const download = page.waitForEvent('download');
  await choose(page, 'Download CSV');
  const lines = readFileSync(await (await download).path(), 'utf8')
    .trimEnd()
    .split('\r\n');
  expect(lines).toHaveLength(1 + Math.floor(report.sequences / 100));
});

test('learns one sequence at a time, pauses and stops', async ({ page }) => {
  await page.goto('zh/chapters/lstm-cell/');
  await figure(page).scrollIntoViewIfNeeded();
  await expect(figure(page)).toHaveAttribute('data-ready', '');
  await expect(said(page)).toHaveText(/^种子1：读了[\d,]+条序列学会/);
  await figure(page).getByRole('button', { name: '读一条序列' }).click();
  await figure(page).getByRole('button', { name: '读一条序列' }).click();
  await expect(figure(page).locator('.figure-status')).toHaveText('读完2条后暂停。');
  await figure(page).getByRole('button', { name: '继续' }).click();
  await expect(figure(page).locator('[data-readout="sequences"]')).toHaveText(/\d,\d{3}$/);
  await figure(page).getByRole('button', { name: '停止' }).click();
  await expect(figure(page).locator('.figure-status')).toHaveText(/^读完[\d,]+条后停止。$/);
  expect(page.workers()).toEqual([]);
  await choose(page, '重置');
  await expect(said(page)).toHaveText(/^种子1：读了[\d,]+条序列学会/);
});

async function choose(page: Page, item: string): Promise<void> {
  await figure(page).locator('[aria-haspopup="menu"]').click();
  await page.getByRole('menuitem', { name: item }).click();
}
