/** `npm start`: builds the site and serves it on http://localhost:4321, or on the next free port. */
import { listenFrom } from './shared/ports.ts';
import { buildSite, site } from './shared/site.ts';
import { createSiteServer } from './shared/static-server.ts';

const firstPort = 4321;

const { code } = await buildSite(site);
if (code !== 0) process.exit(code);
const server = createSiteServer(site.folder, { base: site.base });
const port = await listenFrom(server, firstPort);
console.log(`\nUnrolled is at http://localhost:${port}${site.base}  (Ctrl+C stops it)`);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(0));
