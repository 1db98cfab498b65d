/** The watch of `fixtures.ts` itself: a page that misbehaves must not pass. */
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
