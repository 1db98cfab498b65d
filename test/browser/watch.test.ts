/** The watch of `fixtures.ts` itself, and that for accessibility: a page that misbehaves must not pass. */
import { type InspectionOptions, inspectAccessibility } from '../../src/commands/shared/accessibility.ts';
import { expect, test } from './fixtures.ts';

const policy = `<meta http-equiv="content-security-policy" content="default-src 'self'; script-src 'unsafe-inline'">`;

test('a page that misbehaves is complained of', async ({ page, baseURL, complaints }) => {
  const body =
    '<img src="https://example.org/far.png" alt=""><script>console.error("spoken"); throw Error("thrown")</script>';
  await page.route(`${baseURL}misbehaving`, (route) =>
    route.fulfill({ contentType: 'text/html', body: `<!doctype html>${policy}${body}` }),
  );
  await page.goto('misbehaving');
  for (const part of [
    'console error: spoken',
    'uncaught error: Error: thrown',
    'img-src refused https://example.org/far.png',
  ]) {
    await expect.poll(() => complaints.join('\n')).toContain(part);
  }
  await page.evaluate(() => fetch('https://example.org/').catch(() => {}));
  await expect.poll(() => complaints.join('\n')).toContain('policy violation: connect-src');
  complaints.length = 0;
});

test('a request that leaves the site is complained of', async ({ page, baseURL, complaints }) => {
  await page.route('https://example.org/**', (route) => route.fulfill({ body: '' }));
  await page.route(`${baseURL}leaving`, (route) =>
    route.fulfill({ contentType: 'text/html', body: '<!doctype html><img src="https://example.org/far.png" alt="">' }),
  );
  await page.goto('leaving');
  await expect.poll(() => complaints.join('\n')).toContain('request outside the site: https://example.org/far.png');
  complaints.length = 0;
});

test('a page that not everybody can read is complained of, part by part and but for what is passed over', async ({
  page,
}) => {
  const body = '<main><h1>Title</h1><img src="data:,"><p style="color:#ccc;background:#fff">faint</p></main>';
  await page.setContent(`<!doctype html><title>Title</title>${body}`);
  const broken = async (options?: InspectionOptions) =>
    (await inspectAccessibility(page, options)).violations.map((violation) => violation.split(':')[0]);
  expect(await broken()).toEqual(['color-contrast', 'html-has-lang', 'image-alt']);
  expect(await broken({ within: 'main' })).toEqual(['color-contrast', 'image-alt']);
  expect(await broken({ within: 'main', passedOver: ['color-contrast'] })).toEqual(['image-alt']);
});
