/** What leaves the stepper: a picture of it that any program can show, and its strips on paper. */
import { readFileSync } from 'node:fs';
import { expect, test } from './fixtures.ts';
import { chapter, open, shutLink } from './stepper-figure.ts';

test('goes as SVG and PNG with nothing that only this page knows, and is printed as shapes', async ({ page }) => {
  const figure = await open(page, chapter + shutLink);
  const take = async (kind: string) => {
    await figure.getByRole('button', { name: 'More about this figure' }).click();
    const item = page.getByRole('menuitem', { name: `Download ${kind}` });
    const [file] = await Promise.all([page.waitForEvent('download'), item.click()]);
    return readFileSync(await file.path());
  };
  const svg = (await take('SVG')).toString();
  expect(svg).not.toMatch(/var\(|oklab|class=|NaN|undefined/);
  // A square for each of 28 rows at 24 steps, and the cell's own.
  expect(svg.match(/<rect /g)?.length).toBeGreaterThan(28 * 24 + 10);
  const isWellFormed = await page.evaluate(
    (text) => new DOMParser().parseFromString(text, 'image/svg+xml').querySelector('parsererror') === null,
    svg,
  );
  expect(isWellFormed).toBe(true);
  const png = await take('PNG');
  const [, width, height] = /<svg [^>]*width="(\d+)[^"]*" height="(\d+)/.exec(svg) ?? [];
  expect(png.toString('latin1', 1, 4)).toBe('PNG');
  expect(png.readUInt32BE(16)).toBe(2 * Number(width));
  expect(png.readUInt32BE(20)).toBe(2 * Number(height));

  await page.emulateMedia({ media: 'print' });
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
  const strip = figure.locator('[data-strip="forgetGate"]');
  await expect(strip).toHaveCSS('background-image', /^url\("data:image\/svg\+xml/);
  await expect(strip.locator('canvas')).toHaveCSS('visibility', 'hidden');
});
