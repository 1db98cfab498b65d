import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, request, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { listenFrom } from '../../src/commands/shared/ports.ts';
import { createSiteServer, type SiteOptions } from '../../src/commands/shared/static-server.ts';

const top = mkdtempSync(join(tmpdir(), 'unrolled-site-'));
const folder = join(top, 'site');
const running: Server[] = [];
const policy = `<meta http-equiv="content-security-policy" content="default-src 'self'; script-src &#39;self&#39;">`;

mkdirSync(join(folder, 'en'), { recursive: true });
writeFileSync(join(folder, 'index.html'), `door ${policy}`);
writeFileSync(join(folder, '404.html'), 'nothing here');
writeFileSync(join(folder, 'en', 'index.html'), 'english');
writeFileSync(join(folder, 'add.wasm'), '');
writeFileSync(join(top, 'secret.txt'), 'secret');

afterEach(() => {
  for (const server of running.splice(0)) server.close();
});
afterAll(() => rmSync(top, { recursive: true, force: true }));

describe('the static server', () => {
  test('serves pages, with the type that each file needs', async () => {
    const get = await serve();
    expect(await get('/')).toMatchObject({ status: 200, body: `door ${policy}`, type: 'text/html; charset=utf-8' });
    expect(await get('/en/?from=here')).toMatchObject({ status: 200, body: 'english' });
    expect(await get('/add.wasm')).toMatchObject({ status: 200, type: 'application/wasm' });
  });

  test('sends a folder without its slash to the one with it', async () => {
    const get = await serve();
    expect(await get('/en?a=b')).toMatchObject({ status: 301, location: '/en/?a=b' });
  });

  test('answers with the 404 page and its status', async () => {
    const get = await serve();
    expect(await get('/fr/')).toMatchObject({ status: 404, body: 'nothing here', type: 'text/html; charset=utf-8' });
  });

  test.each([
    '/../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/en/..%5c..%5c..%5csecret.txt',
    '/%00',
    '/%E0%A4%A',
  ])('gives nothing outside its folder for %s', async (path) => {
    const get = await serve();
    expect(await get(path)).toMatchObject({ status: 404, body: 'nothing here' });
  });

  test('serves under a base path and nothing beside it', async () => {
    const get = await serve({ base: '/fork/' });
    expect(await get('/fork/en/')).toMatchObject({ status: 200, body: 'english' });
    expect(await get('/fork')).toMatchObject({ status: 301, location: '/fork/' });
    expect(await get('/en/')).toMatchObject({ status: 404 });
  });

  test('keeps nothing in the browser that a rebuild could change', async () => {
    const get = await serve();
    expect((await get('/')).cache).toBe('no-cache');
  });

  test("repeats the page's own policy as a header when asked to", async () => {
    expect((await (await serve())('/')).policy).toBeUndefined();
    const get = await serve({ policyHeader: true });
    expect((await get('/')).policy).toBe("default-src 'self'; script-src 'self'");
    expect((await get('/add.wasm')).policy).toBeUndefined();
  });

  test('refuses to be written to', async () => {
    const get = await serve();
    expect(await get('/', 'POST')).toMatchObject({ status: 405 });
  });
});

test('a taken port is passed over for the next', async () => {
  const [first, second] = [createServer(), createServer()];
  running.push(first, second);
  const taken = await listenFrom(first, 43_210);
  expect(await listenFrom(second, taken)).toBeGreaterThan(taken);
});

async function serve(options: SiteOptions = {}) {
  const server = createSiteServer(folder, options);
  running.push(server);
  const port = await listenFrom(server, 0);
  return (path: string, method = 'GET') => ask(port, path, method);
}

/** By `node:http`, which sends a path as it is: `fetch` would tidy `..` away. */
function ask(port: number, path: string, method: string) {
  return new Promise<Record<string, unknown>>((resolve, reject) => {
    const sent = request({ host: 'localhost', port, path, method, agent: false }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (text: string) => {
        body += text;
      });
      response.on('end', () => {
        const { headers, statusCode: status } = response;
        const { location, 'content-type': type, 'cache-control': cache, 'content-security-policy': policy } = headers;
        resolve({ status, body, type, location, cache, policy });
      });
    });
    sent.on('error', reject).end();
  });
}
