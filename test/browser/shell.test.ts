/** The frame around every page: language, colours, place. */
import { expect, test } from './fixtures.ts';

const chapter = 'chapters/lstm-cell/';

test.describe('the door', () => {
  for (const [locale, language] of [
    ['zh-CN', 'zh'],
    ['en-GB', 'en'],
    ['fr-FR', 'en'],
  ] as const) {
    test.describe(locale, () => {
      test.use({ locale });
      test(`sends a reader on to ${language}, keeping the hash`, async ({ page, baseURL }) => {
        await page.goto('#f=race&lag=20');
        await page.waitForURL(`${baseURL}${language}/#f=race&lag=20`);
      });
    });
  }

  test('prefers the language chosen before', async ({ page, baseURL }) => {
    await page.goto('en/');
    await page.getByRole('link', { name: '中文' }).click();
    await page.waitForURL(`${baseURL}zh/`);
    await page.goto('');
    await page.waitForURL(`${baseURL}zh/`);
  });
});

test('another language keeps the section being read', async ({ page, baseURL }) => {
  await page.goto(`en/${chapter}#hidden-state`);
  await page.getByRole('link', { name: '中文' }).click();
  await page.waitForURL(`${baseURL}zh/${chapter}#hidden-state`);
});

test('another language keeps the state of a figure', async ({ page, baseURL }) => {
  await page.goto('en/#f=race&v=1&lag=20');
  await page.getByRole('link', { name: '中文' }).click();
  await page.waitForURL(`${baseURL}zh/#f=race&v=1&lag=20`);
});

test('another language keeps the section and the state of a figure together', async ({ page, baseURL }) => {
  await page.goto(`en/${chapter}#f=lstm&v=1&t=9`);
  await page.locator('#claims').evaluate((heading) => heading.scrollIntoView({ behavior: 'instant' }));
  await expect(page.locator('.chapter-bar a[aria-current]')).toHaveAttribute('href', '#claims');
  await page.getByRole('link', { name: '中文' }).evaluate((link: HTMLElement) => link.click());
  await page.waitForURL(`${baseURL}zh/${chapter}#f=lstm&v=1&t=9&at=claims`);
  await expect(page.locator('#claims')).toBeInViewport();
});

test('a section that was only passed through is not gone back to', async ({ page, baseURL }) => {
  await page.goto(`en/${chapter}#hidden-state`);
  await page.locator('#gru').evaluate((heading) => heading.scrollIntoView({ behavior: 'instant' }));
  await expect(page.locator('.chapter-bar a[aria-current]')).toHaveAttribute('href', '#gru');
  await page.getByRole('link', { name: '中文' }).evaluate((link: HTMLElement) => link.click());
  await page.waitForURL(`${baseURL}zh/${chapter}#gru`);
});

test('a link to a figure opens where the figure stands', async ({ page }) => {
  await page.goto(`en/${chapter}#f=gru&v=1&t=9`);
  const figure = page.locator('[data-figure="gru"]');
  await expect(figure.getByRole('heading')).toBeInViewport();
  await expect(figure.locator('.figure-status')).toContainText('Step 9 of 24.');
});

test.describe('on a dark device', () => {
  test.use({ colorScheme: 'dark' });

  test('the colours go round and are there again before the next page paints', async ({ page }) => {
    await page.goto('en/');
    const paper = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    expect(await paper()).toBe('rgb(19, 21, 25)');
    await page.getByRole('button', { name: 'Colours: as the device' }).click();
    expect(await paper()).toBe('rgb(251, 251, 249)');
    await page.goto(`en/${chapter}`);
    expect(await paper()).toBe('rgb(251, 251, 249)');
    await page.getByRole('button', { name: 'Colours: light' }).click();
    expect(await paper()).toBe('rgb(19, 21, 25)');
  });
});

test('the bar marks the section being read', async ({ page }) => {
  await page.goto(`en/${chapter}`);
  const sections = page.locator('.chapter-bar li a');
  await expect(sections.nth(0)).toHaveAttribute('data-place', 'now');
  await sections.nth(2).click();
  await expect(sections.nth(2)).toHaveAttribute('aria-current', 'true');
  await expect(sections.nth(1)).toHaveAttribute('data-place', 'read');
  await expect(sections.nth(3)).toHaveAttribute('data-place', 'ahead');
});

test('the first key reaches a link that skips to the text', async ({ page }) => {
  await page.goto(`en/${chapter}`);
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to the text' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.locator('main')).toBeFocused();
});

test('equations are set in KaTeX as its styles expect', async ({ page }) => {
  await page.goto(`en/${chapter}`);
  await expect(page.locator('.katex-strut').first()).toHaveCSS('display', 'inline-block');
  await expect(page.locator('[data-term="forgetGate"]').first()).toHaveCSS('color', 'rgb(158, 34, 31)');
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 360, height: 740 }, hasTouch: true });

  test('the menu opens, and Escape closes it', async ({ page, baseURL }) => {
    await page.goto(`en/${chapter}`);
    const menu = page.locator('.menu');
    await menu.locator('summary').click();
    await expect(menu.getByRole('link', { name: 'Chapters' })).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(menu.getByRole('link', { name: 'Chapters' })).toBeHidden();
    await menu.locator('summary').click();
    await menu.getByRole('link', { name: 'Chapters' }).click();
    await page.waitForURL(`${baseURL}en/#chapters`);
  });
});
