/** A browser looking at the built site, for commands that walk its pages. */
import { type Browser, chromium } from '@playwright/test';
import { browserFlags, obtainBrowser } from './browser.ts';
import { listenFrom } from './ports.ts';
import { site } from './site.ts';
import { createSiteServer } from './static-server.ts';

export interface ServedSite {
  /** Address of the site's base, with its slash. */
  address: string;
  browser: Browser;
  close: () => Promise<void>;
}

export const themes = ['light', 'dark'] as const;
/** Desktop, tablet and phone, in CSS pixels. */
export const sizes = [
  { width: 1440, height: 900 },
  { width: 768, height: 1024 },
  { width: 360, height: 740 },
] as const;

export async function openSite(): Promise<ServedSite> {
  const server = createSiteServer(site.folder, { base: site.base });
  const address = `http://localhost:${await listenFrom(server, 0)}${site.base}`;
  const { path } = await obtainBrowser();
  const browser = await chromium.launch({ executablePath: path, args: browserFlags });
  const close = async () => {
    await browser.close();
    server.close();
    server.closeAllConnections();
  };
  return { address, browser, close };
}
