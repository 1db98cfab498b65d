/** What `npm run audit paths` runs: the engine in a browser at every size, on every reference value. No build is needed. */
import { defineConfig } from '@playwright/test';
import base from '../../../playwright.config.ts';

export default defineConfig({
  ...base,
  testDir: '.',
  testIgnore: [],
  outputDir: '../../../test-results',
  projects: [{ name: 'exhaustive' }],
});
