/** What holds on every page of the built site. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inspectAccessibility } from '../../src/commands/shared/accessibility.ts';
import { settle } from '../../src/commands/shared/settle.ts';
import { fork, listPages, site } from '../../src/commands/shared/site.ts';
import { readPolicy } from '../../src/commands/shared/static-server.ts';
import { expect, test } from './fixtures.ts';

const pages = listPages(site);

test('the site has the same pages under another path', () => {
  expect(pages.length).toBeGreaterThan(0);
  expect(listPages(fork)).toEqual(pages);
});

for (const path of pages) {
  const name = `/${path}`;

  // Figures and the files they fetch are the same in both languages.
  if (!path.startsWith('zh/') || path === 'zh/') {
    test(`${name} runs without complaints on a desktop, under another path @elsewhere`, async ({ page }) => {
      const response = await page.goto(path);
      expect(response?.status()).toBe(200);
      expect(await settle(page), 'figures that never became ready').toEqual([]);
    });
  }

  test.describe('on a phone, with its policy sent as a header', () => {
    test.use({ policyHeader: true, viewport: { width: 360, height: 740 }, hasTouch: true });

    test(`${name} runs without complaints, is accessible, and never scrolls sideways`, async ({ page }) => {
      const html = readFileSync(join(site.folder, path.endsWith('.html') ? path : `${path}index.html`), 'utf8');
      expect(readPolicy(html), 'policy in the page').toContain("default-src 'self'");
      const response = await page.goto(path);
      expect(response?.headers()['content-security-policy']).toBe(readPolicy(html));
      await expect(page.locator('html')).toHaveAttribute('lang', languageOf(path));
      expect(await settle(page), 'figures that never became ready').toEqual([]);
      expect((await inspectAccessibility(page)).violations).toEqual([]);
      // 320 px is a desktop of 1280 at 400 %.
      for (const width of [360, 320]) {
        await page.setViewportSize({ width, height: 740 });
        // Charts are drawn anew for a new width, a moment later.
        const read = () => page.evaluate(() => document.documentElement.scrollWidth);
        await expect.poll(read, { message: `at ${width} px` }).toBeLessThanOrEqual(width);
      }
    });
  });

  test.describe('without JavaScript', () => {
    test.use({ javaScriptEnabled: false });

    test(`${name} is readable`, async ({ page }) => {
      await page.goto(path);
      for (const heading of await page.locator('main :is(h1, h2, h3)').all()) await expect(heading).toBeVisible();
      expect((await page.locator('main').allInnerTexts()).join(' ').length).toBeGreaterThan(20);
      await expect(page.locator('main a').first()).toBeVisible();
      for (const figure of await page.locator('[data-figure]').all()) {
        await expect(figure).toBeVisible();
        const drawn = figure.locator('.figure-drawing').locator('svg, canvas, img, table, [role=img]');
        await expect(drawn.filter({ visible: true }).first()).toBeVisible();
      }
    });
  });
}

/** Pages outside the two languages (the door and the 404 page) must only name one. */
function languageOf(path: string): RegExp {
  if (path.startsWith('en/')) return /^en\b/;
  return path.startsWith('zh/') ? /^zh\b/ : /^(en|zh)\b/;
}
