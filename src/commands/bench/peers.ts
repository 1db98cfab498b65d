/** The JavaScript libraries that we are compared with: installed when one of them is first asked for, never by `npm ci`. */
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../shared/project.ts';

const list = join(root, 'test', 'bench', 'peers', 'package.json');
const folder = join(root, '.cache', 'bench', 'peers');
/** A copy of the list that was installed to its end. */
const done = join(folder, 'installed.json');

let failure: string | undefined;

/** The folder they are in, ignored by git. Throws a sentence when they cannot be had; tries once. */
export function installPeers(): string {
  if (failure !== undefined) throw new Error(failure);
  const wanted = readFileSync(list, 'utf8');
  if (existsSync(done) && readFileSync(done, 'utf8') === wanted) return folder;
  console.error('Installing the libraries to compare with into .cache/bench/peers (0.5 GB).');
  mkdirSync(folder, { recursive: true });
  copyFileSync(list, join(folder, 'package.json'));
  const options = ['--ignore-scripts', '--no-package-lock', '--no-audit', '--no-fund', '--loglevel=error'];
  const { status, stderr } = spawnSync(`npm install ${options.join(' ')}`, { cwd: folder, shell: true });
  if (status !== 0) {
    failure = `npm could not install it: ${stderr.toString().trim().split('\n')[0]}`;
    throw new Error(failure);
  }
  writeFileSync(done, wanted);
  return folder;
}
