/**
 * The ground every browser test stands on: the built site served on ports of its own, and a watch on the page for
 * anything a reader's browser would complain of. Navigate relative to the base: `page.goto('en/')`.
 */
import type { Server } from 'node:http';
import { test as base, expect, type Page } from '@playwright/test';
import { listenFrom } from '../../src/commands/shared/ports.ts';
import { type Build, site } from '../../src/commands/shared/site.ts';
import { createSiteServer } from '../../src/commands/shared/static-server.ts';

export interface SiteOptions {
  /** The build under test; chosen by the Playwright project. */
  build: Build;
}

interface ServedSite extends SiteOptions {
  /** Addresses of the site: as a plain host serves it, and with each page's policy also sent as a header. */
  addresses: { plain: string; policyHeader: string };
}

interface Watch {
  /** Serve with the policy as a header too: `test.use({ policyHeader: true })`. */
  policyHeader: boolean;
  /** What went wrong on the page so far, a sentence each. Every test must leave it empty. */
  complaints: string[];
}

export const test = base.extend<Watch, ServedSite>({
  build: [site, { option: true, scope: 'worker' }],
  addresses: [
    async ({ build }, use) => {
      const servers = [false, true].map((policyHeader) =>
        createSiteServer(build.folder, { base: build.base, policyHeader }),
      );
      const [plain, policyHeader] = (await Promise.all(servers.map((server) => address(server, build)))) as [
        string,
        string,
      ];
      await use({ plain, policyHeader });
      for (const server of servers) {
        server.close();
        server.closeAllConnections();
      }
    },
    { scope: 'worker' },
  ],
  policyHeader: [false, { option: true }],
  baseURL: ({ addresses, policyHeader }, use) => use(policyHeader ? addresses.policyHeader : addresses.plain),
  complaints: [
    async ({ page, baseURL }, use) => {
      const complaints: string[] = [];
      await watch(page, baseURL ?? '', complaints);
      await use(complaints);
      expect(complaints, 'the page must run without complaints').toEqual([]);
    },
    { auto: true },
  ],
});
export { expect };

async function address(server: Server, build: Build): Promise<string> {
  return `http://localhost:${await listenFrom(server, 0)}${build.base}`;
}

async function watch(page: Page, home: string, complaints: string[]): Promise<void> {
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`console error: ${message.text()} (${message.location().url})`);
  });
  page.on('pageerror', (error) => complaints.push(`uncaught error: ${error.stack ?? error.message}`));
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(home) && !/^(data|blob|about):/.test(url)) complaints.push(`request outside the site: ${url}`);
  });
  await page.exposeBinding('reportViolation', (_source, sentence: string) => complaints.push(sentence));
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      const { reportViolation } = globalThis as unknown as { reportViolation: (sentence: string) => void };
      reportViolation(`policy violation: ${event.effectiveDirective} refused ${event.blockedURI} ${event.sample}`);
    });
  });
}
