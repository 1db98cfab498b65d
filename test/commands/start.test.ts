/** `start.mjs` in a tiny project of its own, whose package `node` is a link to the Node that runs the test. */
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { root } from '../../src/commands/shared/project.ts';

let project = '';

beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), 'unrolled-start-'));
  mkdirSync(join(project, 'src', 'commands'), { recursive: true });
  mkdirSync(join(project, 'vendor', 'node', 'bin'), { recursive: true });
  cpSync(join(root, 'src', 'commands', 'start.mjs'), join(project, 'src', 'commands', 'start.mjs'));
  writePackages('1.0.0');
  writeNode(`exec "${process.execPath}" "$@"`);
  write('src/commands/echo.ts', "console.log('echo', process.argv.slice(2).join('|'));");
  write('src/commands/fail.ts', 'process.exit(7);');
  write('src/commands/die.ts', "process.kill(process.pid, 'SIGTERM'); setInterval(() => {}, 1000);");
});

afterEach(() => rmSync(project, { recursive: true, force: true }));

test('installs once, then only runs the command with its arguments', () => {
  const first = start('echo', '--one', 'two words');
  expect(first.stdout).toContain('Installing the packages (no packages are installed yet)');
  expect(first.stdout).toContain('echo --one|two words\n');
  expect(first.status).toBe(0);
  expect(start('echo', 'again').stdout).toBe('echo again\n');
});

test('installs again when the lockfile is another one, whatever the times say', () => {
  start('echo');
  write('node_modules/left-over', '');
  writePackages('1.0.1');
  const second = start('echo');
  expect(second.stdout).toContain('from another package-lock.json');
  expect(existsSync(join(project, 'node_modules', 'left-over'))).toBe(false);
  expect(start('echo').stdout).toBe('echo \n');
});

test('installs again after an install that was cut short', () => {
  start('echo');
  rmSync(join(project, 'node_modules', '.unrolled-lock-hash'));
  expect(start('echo').stdout).toContain('Installing');
});

test('passes on how the command ended', () => {
  expect(start('fail').status).toBe(7);
  expect(start('die').status).toBe(128 + 15);
});

test('refuses an unknown command before it installs anything', () => {
  const { status, stderr } = start('ecoh');
  expect(stderr).toBe('There is no command "ecoh"; there are: die, echo, fail.\n');
  expect(status).toBe(2);
  expect(start().stderr).toContain('No command was given');
  expect(existsSync(join(project, 'node_modules'))).toBe(false);
});

test('says so when npm fails, and does not take the packages for installed', () => {
  write('package-lock.json', '{ "lockfileVersion": 3, "packages": {} }');
  for (let attempt = 0; attempt < 2; attempt++) {
    const { status, stderr } = start('echo');
    expect(stderr).toContain('npm could not install the packages (exit code 1)');
    expect(status).toBe(1);
  }
});

test('says so when the package "node" has no program', () => {
  rmSync(join(project, 'vendor', 'node', 'bin', 'node'));
  const { status, stdout, stderr } = start('echo', 'still');
  expect(stderr).toContain(`using the Node ${process.versions.node} that is running`);
  expect(stdout).toContain('echo still');
  expect(status).toBe(0);
});

function start(...args: string[]) {
  const script = join(project, 'src', 'commands', 'start.mjs');
  return spawnSync(process.execPath, [script, ...args], { cwd: project, encoding: 'utf8', timeout: 60_000 });
}

function write(path: string, text: string) {
  writeFileSync(join(project, path), text);
}

/** A project that depends on a package `node` lying in its own folder, so that npm needs no network. */
function writePackages(version: string) {
  const ofProject = { name: 'tiny', version, type: 'module', dependencies: { node: 'file:vendor/node' } };
  const ofNode = { name: 'node', version: '24.0.0' };
  const packages = {
    '': ofProject,
    'node_modules/node': { resolved: 'vendor/node', link: true },
    'vendor/node': ofNode,
  };
  write('package.json', JSON.stringify(ofProject));
  write('vendor/node/package.json', JSON.stringify(ofNode));
  write('package-lock.json', JSON.stringify({ name: 'tiny', version, lockfileVersion: 3, requires: true, packages }));
}

function writeNode(body: string) {
  write('vendor/node/bin/node', `#!/bin/sh\n${body}\n`);
  chmodSync(join(project, 'vendor', 'node', 'bin', 'node'), 0o755);
}
