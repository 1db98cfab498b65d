import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/kernels.ts'],
    exclude: ['test/browser/**', 'test/fixtures/**'],
    // Trained runs and a fresh install take tens of seconds on a busy machine.
    testTimeout: 60_000,
    // As many at once as there are processors: whoever installs or starts commands waits more than it computes.
    maxWorkers: '100%',
    // No test replaces what another file reads, so that the engine need not be loaded anew for each of them.
    isolate: false,
  },
});
