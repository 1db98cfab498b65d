/** What keeps a page from answering: its tasks over 50 ms. */
import type { Page } from '@playwright/test';

export async function watchLongTasks(page: Page): Promise<void> {
  await page.evaluate(() => {
    const durations: number[] = [];
    Object.assign(globalThis, { longTasks: durations });
    new PerformanceObserver((list) => {
      durations.push(...list.getEntries().map(({ duration }) => Math.round(duration)));
    }).observe({ type: 'longtask' });
  });
}

/** Durations in milliseconds of the tasks over 50 ms since the last call and for `ms` more. */
export async function longTasksIn(page: Page, ms: number): Promise<number[]> {
  await page.waitForTimeout(ms);
  return page.evaluate(() => (globalThis as unknown as { longTasks: number[] }).longTasks.splice(0));
}
