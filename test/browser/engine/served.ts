/** The engine alone in a real browser, run by a worker on a page of its own. No build is needed. */
import { webglFlags } from '../../../src/commands/shared/browser.ts';
import { createEngineServer } from '../../../src/commands/shared/engine-server.ts';
import { listenFrom } from '../../../src/commands/shared/ports.ts';
import { test as base, expect } from '../fixtures.ts';
import type { Cases } from './cases.ts';

/** Runs one of `cases` in the worker, and gives what it returned. */
export type Ask = <Name extends keyof Cases>(
  name: Name,
  ...operands: Parameters<Cases[Name]>
) => Promise<Awaited<ReturnType<Cases[Name]>>>;

export const test = base.extend<{ ask: Ask }>({
  addresses: [
    async ({ browserName: _chromium }, use) => {
      const server = await createEngineServer();
      const address = `http://localhost:${await listenFrom(server, 0)}/`;
      await use({ plain: address, policyHeader: address });
      server.close();
      server.closeAllConnections();
    },
    { scope: 'worker' },
  ],
  ask: async ({ page }, use) => {
    await page.goto('');
    const ask = (name: string, ...operands: unknown[]) =>
      page.evaluate(
        ({ name, operands }) =>
          new Promise((resolve, reject) => {
            const worker = new Worker('/test/browser/engine/worker.ts', { type: 'module' });
            worker.onmessage = ({ data }) => (data.failure ? reject(new Error(data.failure)) : resolve(data.result));
            worker.onerror = ({ message }) => reject(new Error(message));
            worker.postMessage({ name, operands });
          }),
        { name, operands },
      );
    await use(ask as Ask);
  },
});

/** The same with WebGL2 by software rendering, so that no graphics processor is needed. */
export const webglTest = test.extend({
  launchOptions: [({ launchOptions }, use) => use({ ...launchOptions, args: webglFlags }), { scope: 'worker' }],
});
export { expect };
