/** Page side: runs one case for every message. A worker, because reading a WebGL result must wait for it. */
import { cases } from './cases.ts';

const scope = self as unknown as DedicatedWorkerGlobalScope;

scope.onmessage = async ({ data: { name, operands } }: MessageEvent<{ name: string; operands: unknown[] }>) => {
  try {
    const run = cases[name as keyof typeof cases] as (...of: unknown[]) => unknown;
    scope.postMessage({ result: await run(...operands) });
  } catch (error) {
    scope.postMessage({ failure: (error as Error).stack ?? String(error) });
  }
};
