/** What `npm run audit numbers` runs: every number that the stepper prints, on the built site. */
import { defineConfig } from '@playwright/test';
import base from '../../../playwright.config.ts';
import { site } from '../../../src/commands/shared/site.ts';
import type { SiteOptions } from '../fixtures.ts';

export default defineConfig<object, SiteOptions>({
  ...base,
  testDir: '.',
  testIgnore: [],
  outputDir: '../../../test-results',
  retries: 0,
  projects: [{ name: 'printed', use: { build: site } }],
});
