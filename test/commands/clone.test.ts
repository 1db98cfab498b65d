/** A fresh clone, on a machine that has nothing but git, npm and its own Node. */
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { root } from '../../src/commands/shared/project.ts';

const installPatienceMs = 300_000;
const pinned: string = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).devDependencies.node;
const clone = join(mkdtempSync(join(tmpdir(), 'unrolled-clone-')), 'unrolled');
/** The machine's own programs alone: no Node of an installed package, nothing npm has set for its scripts. */
const env = {
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(npm_|node_|vitest)/i.test(name))),
  PATH: (process.env['PATH'] ?? '')
    .split(delimiter)
    .filter((folder) => !folder.includes('node_modules'))
    .join(delimiter),
};

afterAll(() => rmSync(join(clone, '..'), { recursive: true, force: true }));

test('installs itself, moves to its own Node, and does so once', { timeout: installPatienceMs }, () => {
  execFileSync('git', ['clone', '--quiet', root, clone]);
  // The clone holds what is committed; what is being worked on comes on top.
  for (const path of git('ls-files', '--modified', '--others', '--exclude-standard', '-z')
    .split('\0')
    .filter(Boolean)) {
    if (existsSync(join(root, path))) cpSync(join(root, path), join(clone, path));
    else rmSync(join(clone, path), { force: true });
  }
  expect(existsSync(join(clone, 'node_modules'))).toBe(false);

  const first = doctor();
  expect(first.stdout).toContain('Installing the packages');
  expect(first.stderr).not.toContain('could not');
  expect(first.stdout).toContain(`Node ${pinned} at ${join(clone, 'node_modules', 'node')}`);
  expect(first.status).toBe(0);

  const second = doctor();
  expect(second.stdout).not.toContain('Installing');
  expect(second.stdout.startsWith(`Node ${pinned} at`)).toBe(true);
  expect(second.status).toBe(0);
});

function git(...args: string[]): string {
  return execFileSync('git', args, { cwd: root, encoding: 'utf8' });
}

function doctor() {
  const options = { cwd: clone, env, encoding: 'utf8', timeout: installPatienceMs } as const;
  return spawnSync('node', ['src/commands/start.mjs', 'doctor'], options);
}
