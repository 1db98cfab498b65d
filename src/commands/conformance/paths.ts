/** The ways to compute the cases of a file: those of any command in Node, WebGL in a browser. */
import type { PathName } from '../../engine/compute.ts';
import { commandPaths, openPath } from '../shared/paths.ts';
import type { CaseFile } from './case.ts';
import { openEachTime } from './open.ts';
import { type FamilyResult, runFile } from './run.ts';

export interface Runner {
  run(file: CaseFile): Promise<FamilyResult>;
  close(): Promise<void>;
}

export const paths: readonly PathName[] = [...commandPaths, 'webgl'];

/** The way of this name, ready to run files. Throws a sentence that lists those there are. */
export async function openRunner(name: string): Promise<Runner> {
  // What drives a browser takes a second to load: only when there is one to drive.
  if (name === 'webgl') return (await import('./in-browser.ts')).openBrowser();
  const known = commandPaths.find((path) => path === name);
  if (!known) throw new Error(`conformance: there is no path ${name}; there are ${paths.join(', ')}`);
  const open = openEachTime(await openPath(known));
  return { run: async (file) => runFile(file, open), close: async () => {} };
}
