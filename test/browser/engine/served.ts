/**
 * The engine alone in a real browser: its files as they are, types taken off, run by a worker on a page of their own.
 * No build is needed.
 */
import { readFile } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import ts from 'typescript';
import { compileKernels, kernelFile, kernelNames } from '../../../src/commands/shared/kernels.ts';
import { listenFrom } from '../../../src/commands/shared/ports.ts';
import { root } from '../../../src/commands/shared/project.ts';
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
      await compileKernels();
      const server = createServer(({ url }, response) => {
        answer(url ?? '/', response).catch(() => response.writeHead(404).end());
      });
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
export { expect };

const PAGE = '<!doctype html><html lang="en"><title>Engine</title><link rel="icon" href="data:,">';

/** By path: what was served once does not change while the tests run. */
const scripts = new Map<string, string>();

async function answer(path: string, response: ServerResponse): Promise<void> {
  const kernel = kernelNames.find((name) => path === `/kernels/${name}.wasm`);
  if (path === '/') response.setHeader('Content-Type', 'text/html').end(PAGE);
  else if (kernel) response.setHeader('Content-Type', 'application/wasm').end(await readFile(kernelFile(kernel)));
  else if (/^\/(src|test)\/[\w/-]+\.ts$/.test(path)) {
    const text = scripts.get(path) ?? withoutTypes(await readFile(join(root, path), 'utf8'));
    scripts.set(path, text);
    response.setHeader('Content-Type', 'text/javascript').end(text);
  } else response.writeHead(404).end();
}

function withoutTypes(text: string): string {
  const compilerOptions = { target: ts.ScriptTarget.ESNext, module: ts.ModuleKind.ESNext };
  return ts.transpileModule(text, { compilerOptions }).outputText;
}
