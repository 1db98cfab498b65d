/**
 * The engine alone for a real browser: its files as they are, types taken off, on an empty page. No build is needed.
 *
 * `/` is the page, `/src/...ts` and `/test/...ts` are modules, `/content/corpora/...json` the texts that tasks read, and
 * `/kernels/NAME.wasm` the compiled binaries.
 */
import { readFile } from 'node:fs/promises';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import ts from 'typescript';
import { compileKernels, kernelFile, kernelNames } from './kernels.ts';
import { root } from './project.ts';

export async function createEngineServer(): Promise<Server> {
  await compileKernels();
  return createServer(({ url }, response) => {
    answer(url ?? '/', response).catch(() => response.writeHead(404).end());
  });
}

const PAGE = '<!doctype html><html lang="en"><title>Engine</title><link rel="icon" href="data:,">';

/** By path: what was served once does not change while a server runs. */
const scripts = new Map<string, string>();

async function answer(path: string, response: ServerResponse): Promise<void> {
  // A page that starts one worker after another fetches their modules once.
  response.setHeader('Cache-Control', 'max-age=3600');
  const kernel = kernelNames.find((name) => path === `/kernels/${name}.wasm`);
  if (path === '/') response.setHeader('Content-Type', 'text/html').end(PAGE);
  else if (kernel) response.setHeader('Content-Type', 'application/wasm').end(await readFile(kernelFile(kernel)));
  else if (/^\/(src|test)\/[\w/-]+\.ts$/.test(path)) {
    const text = scripts.get(path) ?? withoutTypes(await readFile(join(root, path), 'utf8'));
    scripts.set(path, text);
    response.setHeader('Content-Type', 'text/javascript').end(text);
  } else if (/^\/content\/corpora\/[\w-]+\.json$/.test(path)) {
    response.setHeader('Content-Type', 'application/json').end(await readFile(join(root, path)));
  } else response.writeHead(404).end();
}

function withoutTypes(text: string): string {
  const compilerOptions = { target: ts.ScriptTarget.ESNext, module: ts.ModuleKind.ESNext };
  return ts.transpileModule(text, { compilerOptions }).outputText;
}
