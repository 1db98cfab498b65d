import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/kernels.ts'],
    exclude: ['test/browser/**', 'test/fixtures/**'],
    // Trained runs and a fresh install take tens of seconds on a busy machine.
    testTimeout: 60_000,
  },
});
