/** WebGL: the cases are run by a worker (webgl-worker.ts) on an empty page of a browser that renders in software. */
import { chromium } from '@playwright/test';
import { obtainBrowser, webglFlags } from '../shared/browser.ts';
import { createEngineServer } from '../shared/engine-server.ts';
import { listenFrom } from '../shared/ports.ts';
import type { CaseFile } from './case.ts';
import type { Runner } from './paths.ts';
import type { FamilyResult } from './run.ts';

/** Throws one sentence where there is no browser. */
export async function openBrowser(): Promise<Runner> {
  const { path } = await obtainBrowser();
  const server = await createEngineServer();
  const address = `http://localhost:${await listenFrom(server, 0)}/`;
  const browser = await chromium.launch({ executablePath: path, args: webglFlags });
  const page = await browser.newPage();
  await page.goto(address);
  const run = (file: CaseFile): Promise<FamilyResult> =>
    page.evaluate(
      (content) =>
        new Promise<FamilyResult>((resolve, reject) => {
          const worker = new Worker('/src/commands/conformance/webgl-worker.ts', { type: 'module' });
          worker.onmessage = ({ data }) => (data.failure ? reject(new Error(data.failure)) : resolve(data.result));
          worker.onerror = ({ message }) => reject(new Error(message));
          worker.postMessage(content);
        }),
      file,
    );
  const close = async () => {
    await browser.close();
    server.close();
    server.closeAllConnections();
  };
  return { run, close };
}
