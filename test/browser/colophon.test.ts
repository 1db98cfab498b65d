/** The colophon as a reader uses it: reached from any page, and its panel measures this device when asked and only then. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { inspectAccessibility } from '../../src/commands/shared/accessibility.ts';
import { site } from '../../src/commands/shared/site.ts';
import { formatRate } from '../../src/figures/speed-panel/rates.ts';
import { expect, test } from './fixtures.ts';

const workerFile = '**/_astro/worker-*.js';
const panel = (page: Page) => page.locator('[data-figure="speed"]');
const status = (page: Page) => panel(page).locator('.figure-status');
const numbers = (page: Page) => panel(page).locator('.speed-panels td:not(:has(.speed-nothing))');
const cell = (page: Page, kind: string, path: string, size: string) =>
  panel(page).locator(`[data-kind="${kind}"] tr[data-size="${size}"] td[data-path="${path}"]`);

test('is a page of both languages, in the footer of every page and in the sitemap', async ({ page, baseURL }) => {
  await page.goto('en/chapters/lstm-cell/');
  await page.getByRole('contentinfo').getByRole('link', { name: 'Colophon' }).click();
  await page.waitForURL(`${baseURL}en/colophon/`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Colophon');
  await page.getByRole('link', { name: '中文' }).click();
  await page.waitForURL(`${baseURL}zh/colophon/`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('制作说明');
  await page.goto('zh/');
  await expect(page.getByRole('contentinfo').getByRole('link', { name: '制作说明' })).toBeVisible();
  const sitemap = readFileSync(join(site.folder, 'sitemap-0.xml'), 'utf8');
  for (const language of ['en', 'zh']) expect(sitemap).toContain(`/${language}/colophon/</loc>`);
});

test('prints what the commands kept, and nothing else', async ({ page }) => {
  type Kept = Record<string, { family: string; passed: number; failed: number; skipped: number }[]>;
  const kept = JSON.parse(readFileSync('content/results/conformance.json', 'utf8')) as Kept;
  const sum = (of: 'passed' | 'failed' | 'skipped') => (kept['reference'] ?? []).reduce((all, one) => all + one[of], 0);
  await page.goto('en/colophon/');
  const proved = page.locator('p', { hasText: 'the reference agrees with' });
  const [passed, failed, skipped] = [sum('passed'), sum('failed'), sum('skipped')];
  await expect(proved.locator('.count')).toHaveText([passed + failed + skipped, passed, failed, skipped].map(String));
  const byPath = page.getByRole('table', { name: 'By the way of computing' }).getByRole('row');
  await expect(byPath).toHaveCount(1 + Object.keys(kept).length);
  await expect(byPath.nth(1)).toContainText(String(passed));
  const byFamily = page.getByRole('table', { name: 'By what is compared, on the reference' }).getByRole('row');
  await expect(byFamily).toHaveCount(1 + (kept['reference']?.length ?? 0));

  type Audit = { name: string; parts: { passed: boolean }[] };
  const audits = JSON.parse(readFileSync('content/results/audit.json', 'utf8')) as Audit[];
  const sections = page.locator('.audits section');
  await expect(sections).toHaveCount(audits.length);
  for (const [place, { parts }] of audits.entries()) {
    await expect(sections.nth(place).locator('.square')).toHaveCount(parts.length);
    const count =
      parts.length === 0 ? 'not run' : `${parts.filter((one) => one.passed).length} of ${parts.length} parts`;
    await expect(sections.nth(place).locator('.count')).toContainText(count);
  }
});

test.describe('under its policy sent as a header', () => {
  test.use({ policyHeader: true });

  test('measures when it is asked to, keeps it for the visit, and hands it over as a file', async ({ page }) => {
    test.setTimeout(180_000);
    await open(page, 'en/colophon/');
    await expect(status(page)).toContainText('Nothing has been measured yet.');
    await expect(numbers(page)).toHaveCount(0);
    await panel(page).getByRole('button', { name: 'Measure this device' }).focus();
    await page.keyboard.press('Enter');
    await expect(panel(page).getByRole('button', { name: 'Stop' })).toBeFocused();
    await expect(panel(page).getByRole('progressbar', { name: 'Timings done' })).toBeVisible();
    await expect(status(page)).toContainText('Measured.', { timeout: 120_000 });
    for (const path of ['float32', 'wasm', 'relaxed']) {
      await expect(cell(page, 'product', path, '32')).toHaveText(/^[\d.,]+$/);
      await expect(cell(page, 'update', path, '4')).toHaveText(/^[\d.,]+$/);
    }
    await expect(panel(page).getByRole('heading')).toHaveText(/^This device multiplies matrices at up to [\d.]+ GFLOP/);
    await expect(panel(page).getByRole('img', { name: /^Matrix products: Typed arrays from / })).toBeVisible();
    expect((await inspectAccessibility(page, { within: '[data-figure="speed"]' })).violations).toEqual([]);

    const lines = await savedLines(page);
    expect(lines).toHaveLength(await numbers(page).count());
    for (const [kind = '', path = '', size = '', ms, rate] of lines) {
      await expect(cell(page, kind, path, size)).toHaveText(formatRate(Number(rate)));
      const work = kind === 'product' ? (2 * Number(size) ** 3) / 1e6 : 1000;
      expect(Number(rate)).toBeCloseTo(work / Number(ms), 6);
    }

    await page.reload();
    await expect(status(page)).toContainText('Measured earlier in this visit');
    await expect(numbers(page)).toHaveCount(lines.length);
    await choose(page, 'Show as table');
    const sheet = page.getByRole('dialog', { name: 'Every timing' });
    await expect(sheet.getByRole('row')).toHaveCount(1 + lines.length);
    expect((await inspectAccessibility(page, { within: 'dialog' })).violations).toEqual([]);
    await page.keyboard.press('Escape');
    await choose(page, 'Reset');
    await expect(numbers(page)).toHaveCount(0);
    await page.reload();
    await expect(status(page)).toContainText('Nothing has been measured yet.');
  });

  test('stops at once, and what was measured stands', async ({ page }) => {
    await open(page, 'zh/colophon/');
    await panel(page).getByRole('button', { name: '测量这台设备' }).click();
    await expect(cell(page, 'product', 'wasm', '32')).toHaveText(/^[\d.,]+$/, { timeout: 30_000 });
    await panel(page).getByRole('button', { name: '停止' }).click();
    await expect(status(page)).toHaveText(/^完成\d+项计时后停止，共\d+项。/);
    const count = await numbers(page).count();
    expect(count).toBeGreaterThan(5);
    // Twice as long as any timing lasts: nothing comes any more.
    await page.waitForTimeout(1000);
    await expect(numbers(page)).toHaveCount(count);
    await expect(panel(page).getByRole('button', { name: '重新测量' })).toBeVisible();
    expect(page.workers()).toEqual([]);
  });
});

test('shows how many times as fast, in a link too, and takes it back', async ({ page }) => {
  await open(page, 'en/colophon/');
  await panel(page).getByRole('button', { name: 'Times typed arrays' }).click();
  await expect(page).toHaveURL(/#f=speed&v=1&y=times$/);
  await page.reload();
  await expect(panel(page).getByRole('button', { name: 'Times typed arrays' })).toHaveAttribute('aria-pressed', 'true');
  await panel(page).getByRole('button', { name: 'Rate', exact: true }).click();
  await page.keyboard.press('Control+z');
  await expect(panel(page).getByRole('button', { name: 'Times typed arrays' })).toHaveAttribute('aria-pressed', 'true');
});

test('says so where its worker does not arrive, and tries again when asked', async ({ page, complaints }) => {
  await page.route(workerFile, (route) => route.abort());
  await open(page, 'en/colophon/');
  await panel(page).getByRole('button', { name: 'Measure this device' }).click();
  await expect(status(page)).toHaveText(/could not be started/);
  complaints.length = 0;
  await page.unroute(workerFile);
  await panel(page).getByRole('button', { name: 'Measure again' }).click();
  await expect(cell(page, 'product', 'float32', '32')).toHaveText(/^[\d.,]+$/, { timeout: 30_000 });
  await panel(page).getByRole('button', { name: 'Stop' }).click();
});

async function open(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await panel(page).scrollIntoViewIfNeeded();
  await expect(panel(page)).toHaveAttribute('data-ready', '');
}

async function choose(page: Page, item: string): Promise<void> {
  await panel(page).getByRole('button', { name: 'More about this figure' }).click();
  await page.getByRole('menuitem', { name: item }).click();
}

/** The downloaded file, without its head: kind, path, size, milliseconds, rate, unit. */
async function savedLines(page: Page): Promise<string[][]> {
  const download = page.waitForEvent('download');
  await choose(page, 'Download CSV');
  const text = readFileSync(await (await download).path(), 'utf8');
  const [head, ...lines] = text.trimEnd().split('\r\n');
  expect(head).toBe('kind,path,size,milliseconds,rate,unit');
  return lines.map((line) => line.split(','));
}
