/** The address of a page: what its figures show, kept through reload, sections, the way back and the other language. */
import type { Locator, Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { ready, status } from './stepper-figure.ts';

const chapter = 'chapters/lstm-cell/';

test('holds two changed figures, on reload, in the other language, and after one is reset', async ({
  page,
  baseURL,
}) => {
  await page.goto(`en/${chapter}`);
  // The lower figure first: the address has them in the order of the page all the same.
  await changeStep(figureOf(page, 'gru'), 2);
  await changeStep(figureOf(page, 'lstm'), 1);
  const both = '#f=lstm&v=1&t=7&f=gru&v=1&t=8';
  await expect(page).toHaveURL(`${baseURL}en/${chapter}${both}`);

  await page.reload();
  await expectStep(figureOf(page, 'lstm'), 'Step 7 of 24.');
  await expectStep(figureOf(page, 'gru'), 'Step 8 of 24.');

  await page.locator('#claims').evaluate((heading) => heading.scrollIntoView({ behavior: 'instant' }));
  await expect(page.locator('.chapter-bar a[aria-current]')).toHaveAttribute('href', '#claims');
  await clickInPlace(page.locator('a[data-language]'));
  await page.waitForURL(`${baseURL}zh/${chapter}${both}&at=claims`);
  await expect(page.locator('#claims')).toBeInViewport();
  await expectStep(figureOf(page, 'lstm'), '第7步，共24步');
  await expectStep(figureOf(page, 'gru'), '第8步，共24步');

  await figureOf(page, 'lstm').getByRole('button', { name: '关于此图' }).click();
  await page.getByRole('menuitem', { name: '重置' }).click();
  await expect(page).toHaveURL(`${baseURL}zh/${chapter}#f=gru&v=1&t=8`);
  await expectStep(figureOf(page, 'gru'), '第8步，共24步');
  await expectStep(figureOf(page, 'lstm'), '第6步，共24步');
});

test('keeps what the figures show when the reader goes to a section, and goes back with the browser', async ({
  page,
  baseURL,
}) => {
  await page.goto(`en/${chapter}#hidden-state`);
  const [lstm, gru] = [figureOf(page, 'lstm'), figureOf(page, 'gru')];
  await changeStep(lstm, 1);
  await expect(page).toHaveURL(`${baseURL}en/${chapter}#f=lstm&v=1&t=7`);
  await clickInPlace(page.locator('.chapter-bar a[href="#gru"]'));
  await expect(page).toHaveURL(`${baseURL}en/${chapter}#f=lstm&v=1&t=7&at=gru`);
  await expect(page.locator('#gru')).toBeInViewport();
  await changeStep(gru, 2);
  await expect(page).toHaveURL(`${baseURL}en/${chapter}#f=lstm&v=1&t=7&f=gru&v=1&t=8`);

  await page.goBack();
  await expect(page).toHaveURL(`${baseURL}en/${chapter}#f=lstm&v=1&t=7`);
  await expectStep(gru, 'Step 6 of 24.');
  await expectStep(lstm, 'Step 7 of 24.');
  await page.goForward();
  await expect(page).toHaveURL(`${baseURL}en/${chapter}#f=lstm&v=1&t=7&f=gru&v=1&t=8`);
  await expectStep(gru, 'Step 8 of 24.');
});

test('goes back to a section as it was before a figure was changed', async ({ page, baseURL }) => {
  await page.goto(`en/${chapter}`);
  const lstm = figureOf(page, 'lstm');
  await ready(lstm);
  for (const section of ['hidden-state', 'gru']) await clickInPlace(page.locator(`.chapter-bar a[href="#${section}"]`));
  await changeStep(lstm, 1);
  await expect(page).toHaveURL(/#f=lstm&v=1&t=7$/);
  await page.goBack();
  await expect(page).toHaveURL(`${baseURL}en/${chapter}#hidden-state`);
  await expectStep(lstm, 'Step 6 of 24.');
  await page.goForward();
  await expect(page).toHaveURL(/#f=lstm&v=1&t=7$/);
  await expectStep(lstm, 'Step 7 of 24.');
});

test('takes along a change that was made a moment before', async ({ page, baseURL }) => {
  await page.goto(`en/${chapter}`);
  const lstm = figureOf(page, 'lstm');
  await ready(lstm);
  await lstm.getByRole('button', { name: 'One step on' }).evaluate((button: HTMLElement) => {
    button.click();
    document.querySelector<HTMLElement>('a[data-language]')?.click();
  });
  await page.waitForURL(new RegExp(`^${baseURL}zh/${chapter}#f=lstm&v=1&t=7(?:&at=[a-z-]+)?$`));
});

test.describe('what the page cannot show', () => {
  const missing = 'The link names a figure that this page does not have. Everything else stands as usual.';
  const unreadable = 'The link could not be read. Everything stands as usual.';

  for (const [hash, sentence] of [
    ['#f=nothing&v=1&t=3', missing],
    ['#f=gru&v=1&t=8&f=nothing&v=1', missing],
    ['#f=', unreadable],
    ['#%', unreadable],
    ['#%E0%A4%A', unreadable],
  ] as const) {
    test(`is said above it: ${hash}`, async ({ page }) => {
      await page.goto(`en/${chapter}${hash}`);
      await expect(page.locator('.link-notice p:visible')).toHaveText(sentence);
      await expect(page.getByText(sentence)).toBeInViewport();
    });
  }

  test('is said in Chinese too, and no longer once the reader goes elsewhere', async ({ page }) => {
    await page.goto('zh/#%');
    await expect(page.getByText('链接无法识别，本页按默认状态显示。')).toBeInViewport();
    await page.goto('zh/#f=lstm&v=1');
    await expect(page.getByText('链接所指的图不在本页，其余内容照常显示。')).toBeInViewport();
    await page.goto('zh/#chapters');
    await expect(page.locator('.link-notice p:visible')).toHaveCount(0);
  });

  for (const hash of [
    '#gru',
    '#no-such-heading',
    '#f=gru&v=1&t=8',
    '#utm_source=post',
    '#f%25253Dgru%252526v%25253D1',
  ]) {
    test(`is nothing where the link is a good one or none of ours: ${hash}`, async ({ page }) => {
      await page.goto(`en/${chapter}${hash}`);
      await ready(figureOf(page, 'gru'));
      await expect(page.locator('.link-notice p:visible')).toHaveCount(0);
      await expect(figureOf(page, 'gru').locator('.figure-notice')).toBeEmpty();
    });
  }
});

function figureOf(page: Page, name: string): Locator {
  return page.locator(`[data-figure="${name}"]`);
}

/** Both figures begin at step 6. */
async function changeStep(figure: Locator, by: number): Promise<void> {
  await ready(figure);
  for (let k = 0; k < by; k += 1) await figure.getByRole('button', { name: 'One step on' }).click();
}

async function expectStep(figure: Locator, text: string): Promise<void> {
  await ready(figure);
  await expect(status(figure)).toContainText(text);
}

/** Without bringing the link into view first. */
function clickInPlace(link: Locator): Promise<void> {
  return link.evaluate((element: HTMLElement) => element.click());
}
