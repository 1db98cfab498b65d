/** Waiting until a page shows what a reader who has scrolled through it sees. */
import type { Page } from '@playwright/test';

const figurePatienceMs = 15_000;

/**
 * Waits for fonts, scrolls down the page once so that every figure wakes, waits until each says it is ready, and goes
 * back to the top. Resolves to the ids of figures that never became ready.
 */
export async function settle(page: Page): Promise<string[]> {
  await page.evaluate(async () => {
    await document.fonts.ready;
    for (let top = 0; top < document.documentElement.scrollHeight; top += innerHeight) {
      scrollTo({ top, behavior: 'instant' });
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    }
  });
  const waiting = page.locator('[data-figure]:not([data-ready])');
  const deadline = Date.now() + figurePatienceMs;
  while ((await waiting.count()) > 0 && Date.now() < deadline) await page.waitForTimeout(50);
  await page.evaluate(async () => {
    scrollTo({ top: 0, behavior: 'instant' });
    await document.fonts.ready;
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  });
  return waiting.evaluateAll((figures) => figures.map((figure) => figure.getAttribute('data-figure') ?? ''));
}
