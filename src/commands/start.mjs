/**
 * The door to every command: `node src/commands/start.mjs <command> [arguments]`.
 *
 * Runs on any Node from 20 up with nothing installed. Installs the packages when `node_modules` was not made from this very
 * package-lock.json, then runs `<command>.ts` on the Node 24 that comes with them.
 */
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const hashFile = join(root, 'node_modules', '.unrolled-lock-hash');
/** The first major version that runs the TypeScript commands as they are and that Astro accepts. */
const oldestMajor = 24;

const [command, ...rest] = process.argv.slice(2);
const commands = readdirSync(join(root, 'src', 'commands'))
  .filter((name) => name.endsWith('.ts'))
  .map((name) => name.slice(0, -'.ts'.length))
  .sort();
if (command === undefined || !commands.includes(command)) {
  const said = command === undefined ? 'No command was given' : `There is no command "${command}"`;
  stop(2, `${said}; there are: ${commands.join(', ')}.`);
}

if (!isInstalled()) install();
run(findNode());

/** Packages hold native programs, so what was installed for another system does not count. */
function lockHash() {
  const hash = createHash('sha256').update(readFileSync(join(root, 'package-lock.json')));
  return hash.update(`${process.platform}-${process.arch}`).digest('hex');
}

function isInstalled() {
  return existsSync(hashFile) && readFileSync(hashFile, 'utf8').trim() === lockHash();
}

function install() {
  const missing = !existsSync(join(root, 'node_modules'));
  const reason = missing
    ? 'no packages are installed yet'
    : 'the installed packages are from another package-lock.json';
  console.log(`Installing the packages (${reason}); this takes a minute or two.`);
  // npm would name every package that wants a newer Node than the one it runs on; they get one.
  const options = ['ci', '--no-audit', '--no-fund', '--prefer-offline', '--loglevel=error'];
  const { npm_execpath: npm } = process.env;
  const ownNpm = npm?.endsWith('npm-cli.js') && existsSync(npm);
  const done = ownNpm
    ? spawnSync(process.execPath, [npm, ...options], { cwd: root, stdio: 'inherit' })
    : spawnSync(`npm ${options.join(' ')}`, { cwd: root, stdio: 'inherit', shell: true });
  if (done.status !== 0) {
    const cause = done.error?.message ?? (done.signal ? `signal ${done.signal}` : `exit code ${done.status}`);
    stop(done.status || 1, `npm could not install the packages (${cause}); its own words are above.`);
  }
  writeFileSync(hashFile, `${lockHash()}\n`);
}

/** The Node of the npm package `node`; where that has no program for this system, the running one if it is new enough. */
function findNode() {
  const packaged = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  if (existsSync(packaged)) return packaged;
  const missing = `The package "node" left no program at ${packaged} (${process.platform}-${process.arch})`;
  if (Number.parseInt(process.versions.node, 10) >= oldestMajor) {
    console.error(`${missing}; using the Node ${process.versions.node} that is running.`);
    return process.execPath;
  }
  return stop(
    1,
    `${missing}: either npm is set to ignore install scripts (try "npm rebuild node --ignore-scripts=false") or there is ` +
      `none for this system (then install Node ${oldestMajor} yourself).`,
  );
}

function run(node) {
  const paths = Object.keys(process.env).find((name) => name.toUpperCase() === 'PATH') ?? 'PATH';
  const env = { ...process.env, [paths]: `${dirname(node)}${delimiter}${process.env[paths] ?? ''}` };
  const script = join(root, 'src', 'commands', `${command}.ts`);
  const child = spawn(node, [script, ...rest], { cwd: root, env, stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => stop(1, `${node} could not be started (${error.message}).`));
  child.on('exit', (code, signal) => process.exit(code ?? 128 + (constants.signals[signal] ?? 0)));
}

function stop(code, sentence) {
  console.error(sentence);
  process.exit(code);
}
