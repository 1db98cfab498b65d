/** A small static web server for a built site: `npm start`, the browser tests and the screenshots all look at the same one. */
import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { extname, join, resolve, sep } from 'node:path';

export interface SiteOptions {
  /** Path the site is served under, with slashes at both ends. Default `/`. */
  base?: string;
  /** Sends each page's own `<meta>` policy as a real header as well, as a host that can send headers would. */
  policyHeader?: boolean;
}

const contentTypes: Record<string, string> = {
  '.avif': 'image/avif',
  '.bib': 'text/plain; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.csv': 'text/csv; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.jsonl': 'application/jsonl; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.safetensors': 'application/octet-stream',
  '.svg': 'image/svg+xml; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.webp': 'image/webp',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
  '.xml': 'application/xml; charset=utf-8',
};

export function createSiteServer(folder: string, options: SiteOptions = {}): Server {
  return createServer((request, response) => {
    answer(folder, options, request, response).catch((error: Error) => {
      if (!response.headersSent) response.writeHead(500, { 'Content-Type': 'text/plain; charset=utf-8' });
      response.end(`The server failed: ${error.message}\n`);
    });
  });
}

/** The policy in a page's `<meta http-equiv="content-security-policy">`, or undefined. */
export function readPolicy(html: string): string | undefined {
  const meta = /<meta[^>]*http-equiv="content-security-policy"[^>]*>/i.exec(html)?.[0];
  const content = meta && /content="([^"]*)"/i.exec(meta)?.[1];
  return content?.replaceAll('&#39;', "'").replaceAll('&quot;', '"').replaceAll('&amp;', '&');
}

async function answer(folder: string, options: SiteOptions, request: IncomingMessage, response: ServerResponse) {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.writeHead(405, { Allow: 'GET, HEAD' }).end();
    return;
  }
  const base = options.base ?? '/';
  const { pathname, search } = new URL(request.url ?? '/', 'http://localhost');
  if (`${pathname}/` === base) {
    response.writeHead(301, { Location: base + search }).end();
    return;
  }
  const place = pathname.startsWith(base) ? filePath(folder, pathname.slice(base.length)) : undefined;
  const found = place && (await findFile(place));
  if (found === 'folder') {
    response.writeHead(301, { Location: `${pathname}/${search}` }).end();
    return;
  }
  const file = found ?? (await findFile(join(folder, '404.html')));
  if (!file) {
    response.writeHead(404, { 'Content-Type': 'text/plain; charset=utf-8' }).end('Not found\n');
    return;
  }
  const headers: Record<string, string> = {
    'Content-Type': contentTypes[extname(file)] ?? 'application/octet-stream',
    // A rebuild must show at once: the browser keeps nothing without asking.
    'Cache-Control': 'no-cache',
    'X-Content-Type-Options': 'nosniff',
  };
  const policy = options.policyHeader && extname(file) === '.html' && readPolicy(await readFile(file, 'utf8'));
  if (policy) headers['Content-Security-Policy'] = policy;
  response.writeHead(found ? 200 : 404, headers);
  if (request.method === 'HEAD') response.end();
  else
    createReadStream(file)
      .on('error', () => response.destroy())
      .pipe(response);
}

/** The file a path asks for, or undefined where it is malformed or leads out of the folder. */
function filePath(folder: string, path: string): string | undefined {
  let decoded: string;
  try {
    decoded = decodeURIComponent(path);
  } catch {
    return undefined;
  }
  if (decoded.includes('\0') || decoded.includes('\\')) return undefined;
  const place = resolve(folder, `./${decoded}`);
  const inside = place === resolve(folder) || place.startsWith(resolve(folder) + sep);
  return inside ? place + (decoded === '' || decoded.endsWith('/') ? `${sep}index.html` : '') : undefined;
}

/** The path itself where it is a file, `folder` where it is a folder with an index page. */
async function findFile(place: string): Promise<string | undefined> {
  const found = await stat(place).catch(() => undefined);
  if (found?.isFile()) return place;
  const index = found?.isDirectory() && (await stat(join(place, 'index.html')).catch(() => undefined));
  return index ? 'folder' : undefined;
}
