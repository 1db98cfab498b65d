/** Finding a browser to test with, or getting one. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from '@playwright/test';
import { runTool } from './project.ts';

/** Switches that keep Chromium to the page it is given, also as root in a container. */
export const browserFlags = [
  '--no-sandbox',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-gpu',
];

/** Instead of those: WebGL2 by software rendering, so that no graphics processor is needed. */
export const webglFlags = [
  ...browserFlags.filter((flag) => flag !== '--disable-gpu'),
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
];

/** The one without windows first: the same engine, and the browser tests take half the time in it. */
const systemNames = [
  'chromium-headless-shell',
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
];
/** What Debian and its like call the package, the first that there is. */
const packages = ['chromium-headless-shell', 'chromium'];
const systemPlaces = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

export interface Browser {
  path: string;
  /** How it was found, for the reader of a log. */
  source: string;
}

/** The browser of UNROLLED_BROWSER, else Playwright's own, else the system's, if it runs here; undefined if there is none. */
export function findBrowser(): Browser | undefined {
  const { UNROLLED_BROWSER: asked, PATH = '' } = process.env;
  if (asked) {
    if (runs(asked)) return { path: asked, source: 'UNROLLED_BROWSER' };
    throw new Error(`UNROLLED_BROWSER names "${asked}", which does not run here as a browser.`);
  }
  const own = chromium.executablePath();
  if (runs(own)) return { path: own, source: "Playwright's own" };
  const places = systemNames.flatMap((name) => PATH.split(delimiter).map((folder) => join(folder, name)));
  const path = [...places, ...systemPlaces].find(runs);
  return path ? { path, source: "the system's" } : undefined;
}

/** As `findBrowser`, but installs one where there is none. Throws one sentence when that fails too. */
export async function obtainBrowser(): Promise<Browser> {
  const found = findBrowser();
  if (found) return found;
  console.log("No browser to test with was found: trying Playwright's download.");
  await runTool('playwright', ['install', 'chromium']);
  const downloaded = findBrowser();
  if (downloaded) return downloaded;
  if (process.platform === 'linux' && process.getuid?.() === 0 && runs('apt-get')) {
    console.log("The download gave no browser that runs here: trying the distribution's package.");
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const apt = (...args: string[]) => spawnSync('apt-get', args, { stdio: ['ignore', 'inherit', 'inherit'], env });
    apt('update');
    for (const name of packages) {
      apt('install', '-y', '--no-install-recommends', name);
      const packaged = findBrowser();
      if (packaged) return packaged;
    }
  }
  throw new Error(
    'The browser tests need Chromium, and none could be found, downloaded or installed: install Chromium or Chrome, ' +
      'or set UNROLLED_BROWSER to its path.',
  );
}

/** Asking for the version also loads its libraries, so a download on a system that lacks them does not count. */
function runs(program: string): boolean {
  if (program.includes('/') && !existsSync(program)) return false;
  return spawnSync(program, ['--version'], { stdio: 'ignore', timeout: 30_000 }).status === 0;
}
