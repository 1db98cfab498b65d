/** What goes wrong around a figure stays there: workers, storage, files that do not come. */
import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Page } from '@playwright/test';
import { settle } from '../../src/commands/shared/settle.ts';
import { site } from '../../src/commands/shared/site.ts';
import { expect, test } from './fixtures.ts';

const scripts = readdirSync(join(site.folder, '_astro')).filter((name) => name.endsWith('.js'));
const workerFile = '**/_astro/worker-*.js';

test.describe('the worker', () => {
  test('says so when its file does not come, and trains once it does', async ({ page, complaints }) => {
    await page.route(workerFile, (route) => route.abort());
    await page.goto('en/');
    await expect(trouble(page)).toContainText('could not be started');
    await page.getByRole('button', { name: 'Train afresh' }).click();
    await expect(page.locator('.race-verdict')).toHaveText('Training ended at update 0 of 300.');
    await expect(trouble(page)).toContainText('could not be started');
    await page.unroute(workerFile);
    await page.getByRole('button', { name: 'Try again' }).click();
    await expect(page.locator('.race-verdict')).toHaveText(/^Update \d+ of 300\./);
    forgive(complaints, /ERR_FAILED/);
  });

  test('says so when the browser refuses workers', async ({ page }) => {
    await page.addInitScript(() => {
      window.Worker = class {
        constructor() {
          throw new DOMException('refused', 'SecurityError');
        }
      } as unknown as typeof Worker;
    });
    await page.goto('zh/');
    await expect(trouble(page)).toContainText('没能启动');
    await page.locator('.race-train').click();
    await expect(trouble(page)).toContainText('没能启动');
  });

  test('is given up when it hangs, and the page answers all the while', async ({ page }) => {
    await page.route(workerFile, (route) => route.fulfill({ contentType: 'text/javascript', body: 'for (;;);' }));
    // The page's patience is tried on a clock of its own, which is faster.
    await page.clock.install();
    await page.goto('en/');
    await letTimePass(page, 'no answer came');
    expect(await settle(page), 'figures that never became ready').toEqual([]);
    await page.getByRole('button', { name: 'Train afresh' }).click();
    await page.getByRole('button', { name: 'Loss', exact: true }).click();
    await expect(page.getByRole('button', { name: 'Loss', exact: true })).toHaveAttribute('aria-pressed', 'true');
    await letTimePass(page, 'did not answer');
  });

  test('goes on from its checkpoint when it is killed, to the same result', async ({ page }) => {
    await page.addInitScript(() => {
      const made: Worker[] = [];
      window.Worker = class extends Worker {
        constructor(...of: ConstructorParameters<typeof Worker>) {
          super(...of);
          made.push(this);
        }
      };
      addEventListener('kill', () => made.at(-1)?.terminate());
    });
    await page.goto('en/#f=race&v=1&lag=10');
    expect(await settle(page)).toEqual([]);
    const lstm = page.locator('[data-cell="lstm"][data-update]');
    await page.getByRole('button', { name: 'Train afresh' }).click();
    await expect(lstm).toHaveAttribute('data-update', /^[1-9]\d/);
    await page.evaluate(() => dispatchEvent(new Event('kill')));
    await expect(lstm).toHaveAttribute('data-update', '300', { timeout: 40_000 });
    const killed = await lstm.getAttribute('data-solved-at');
    await page.getByRole('button', { name: 'Train again' }).click();
    await expect(lstm).not.toHaveAttribute('data-update', '300');
    await expect(lstm).toHaveAttribute('data-update', '300', { timeout: 40_000 });
    await expect(lstm).toHaveAttribute('data-solved-at', killed ?? '');
  });
});

test('a script that does not come leaves the text readable and the pictures standing', async ({ page, complaints }) => {
  const asked = new Set<string>();
  page.on('request', (request) => asked.add(basename(new URL(request.url()).pathname)));
  const open = async () => {
    await page.goto('en/chapters/lstm-cell/');
    await page.locator('[data-figure="gru"]').scrollIntoViewIfNeeded();
  };
  await open();
  await expect(page.locator('[data-figure="gru"]')).toHaveAttribute('data-ready', '');
  const needed = scripts.filter((script) => asked.has(script));
  expect(needed.length).toBeGreaterThan(4);
  for (const script of needed) {
    const address = `**/_astro/${script}`;
    await page.route(address, (route) => route.abort());
    await open();
    await expect(page.locator('main h1'), script).toBeVisible();
    expect((await page.locator('main').allInnerTexts()).join(' ').length, script).toBeGreaterThan(2000);
    for (const drawing of await page.locator('.figure-drawing').all()) {
      expect((await drawing.boundingBox())?.height, script).toBeGreaterThan(100);
    }
    await page.unroute(address);
  }
  // The browser and Astro report the file that did not come.
  forgive(complaints, /ERR_FAILED|dynamically imported module|Error hydrating/);
});

test('without storage the page works, and the choice of colours lasts as long as it', async ({ page }) => {
  await page.addInitScript(() => {
    for (const name of ['localStorage', 'sessionStorage', 'indexedDB']) {
      Object.defineProperty(window, name, {
        get() {
          throw new DOMException('denied', 'SecurityError');
        },
      });
    }
  });
  await page.goto('en/chapters/lstm-cell/');
  expect(await settle(page)).toEqual([]);
  await page.locator('button.theme').click();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'light');
  await page.locator('a[data-language]').click();
  await page.waitForURL('**/zh/chapters/lstm-cell/');
});

function trouble(page: Page) {
  return page.locator('[data-figure="race"]').getByRole('alert');
}

/** Moves the page's clock on, a second at a time, until the race is in this trouble. */
async function letTimePass(page: Page, sentence: string): Promise<void> {
  let seconds = 0;
  const next = async () => {
    await page.clock.runFor(1000);
    seconds += 1;
    expect((await trouble(page).allTextContents()).join(' ')).toContain(sentence);
  };
  await expect(next).toPass({ intervals: [50], timeout: 20_000 });
  expect(seconds, 'patience in seconds').toBeGreaterThan(2);
}

function forgive(complaints: string[], expected: RegExp): void {
  complaints.splice(0, complaints.length, ...complaints.filter((one) => !expected.test(one)));
}
