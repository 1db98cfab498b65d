/** The network of 1997 as a reader uses it: trained in the page, to the same end as where the site was built. */
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { inspectAccessibility } from '../../src/commands/shared/accessibility.ts';
import { expect, test } from './fixtures.ts';

const figure = (page: Page) => page.locator('[data-figure="original"]');
const said = (page: Page) => figure(page).locator('.original-verdict');

test('comes to the end that the same seed had at build, and a link trains again at once', async ({ page }) => {
  await page.goto('en/chapters/lstm-cell/');
  await figure(page).scrollIntoViewIfNeeded();
  await expect(figure(page)).toHaveAttribute('data-ready', '');
  const atBuild = (await said(page).textContent()) ?? '';
  expect(atBuild).toMatch(/^Seed 1: learned after [\d,]+ sequences, \d of 2,560 test sequences wrong\. The paper/);
  await figure(page).getByRole('button', { name: 'Train it here' }).click();
  await expect(figure(page).getByRole('heading')).toHaveText('The network of 1997 is learning temporal order');
  await expect(figure(page).locator('.figure-status')).toHaveText(/^Done in [\d.]+ s on this device/, {
    timeout: 40_000,
  });
  await expect(said(page)).toHaveText(atBuild);
  await expect(figure(page).getByRole('img', { name: /^Running error: 0\.4\d\d / })).toBeVisible();
  expect((await inspectAccessibility(page, { within: '[data-figure="original"]' })).violations).toEqual([]);
  const thousands = Number(/after (\d+),/.exec(atBuild)?.[1]);
  await choose(page, 'Show as table');
  await expect(page.getByRole('dialog').getByRole('row')).toHaveCount(1 + thousands);
  await page.keyboard.press('Escape');
  const download = page.waitForEvent('download');
  await choose(page, 'Download CSV');
  const lines = readFileSync(await (await download).path(), 'utf8')
    .trimEnd()
    .split('\r\n');
  expect(Math.floor((lines.length - 1) / 10)).toBe(thousands);

  await expect(page).toHaveURL(/#f=original&v=1&train=yes$/);
  await page.reload();
  await figure(page).scrollIntoViewIfNeeded();
  await expect(figure(page).getByRole('heading')).toHaveText('The network of 1997 is learning temporal order');
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
