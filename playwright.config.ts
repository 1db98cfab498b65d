import { defineConfig } from '@playwright/test';
import { browserFlags, findBrowser } from './src/commands/shared/browser.ts';
import { fork, site } from './src/commands/shared/site.ts';
import type { SiteOptions } from './test/browser/fixtures.ts';

const browser = findBrowser();
if (!browser) throw new Error('There is no browser to test with: run "npm test", which installs one.');

export default defineConfig<object, SiteOptions>({
  testDir: 'test/browser',
  testMatch: '**/*.test.ts',
  // `npm run audit paths` and `npm run audit numbers` run these.
  testIgnore: ['exhaustive/**', 'printed/**'],
  outputDir: 'test-results',
  fullyParallel: true,
  forbidOnly: process.env['CI'] !== undefined,
  workers: 2,
  retries: 1,
  timeout: 60_000,
  reporter: 'list',
  use: {
    browserName: 'chromium',
    launchOptions: { executablePath: browser.path, args: browserFlags },
    colorScheme: 'light',
    locale: 'en-GB',
    screenshot: 'only-on-failure',
  },
  projects: [
    { name: 'site', use: { build: site }, grepInvert: /@alone|@elsewhere/ },
    // What can break under another path is what a page loads. Tests marked @elsewhere run there alone: what they watch,
    // other tests watch at home.
    { name: 'fork', use: { build: fork }, grep: /@elsewhere/ },
    // What measures how soon the page answers runs when no other test needs the processor.
    { name: 'alone', use: { build: site }, grep: /@alone/, dependencies: ['site', 'fork'] },
  ],
});
