/**
 * `npm test`: everything a change must pass, ending with one line `N passed, N failed`.
 * `npm test -- --only unit` runs some of the steps: lint, unit, build, check, browser.
 */
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { readArguments, refuse } from './shared/arguments.ts';
import { obtainBrowser } from './shared/browser.ts';
import { root, runScript, runTool, type ToolResult } from './shared/project.ts';
import { readPlaywright, readVitest, type Tally } from './shared/reports.ts';
import { buildSite, fork, site } from './shared/site.ts';

let buildFailed = false;
const reports = join(root, '.cache', 'test');
const command = (name: string) => runScript(join(import.meta.dirname, `${name}.ts`), [], { quiet: true });

const steps: Record<string, () => Promise<Tally>> = {
  lint: async () => judge(await command('lint')),
  unit: async () => {
    const file = join(reports, 'unit.json');
    await runTool('vitest', ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`]);
    return atLeastOne(readVitest(file));
  },
  build: async () => {
    const built = quietly(await buildSite(site, { quiet: true }));
    const forked = quietly(await buildSite(fork, { quiet: true }));
    buildFailed = built.failed + forked.failed > 0;
    return { passed: built.passed + forked.passed, failed: built.failed + forked.failed, notes: [] };
  },
  check: async () => judge(await command('check')),
  browser: async () => {
    if (buildFailed) throw new Error('not run, because the site was not built.');
    const { path } = await obtainBrowser();
    const file = join(reports, 'browser.json');
    const env = { UNROLLED_BROWSER: path, PLAYWRIGHT_JSON_OUTPUT_FILE: file };
    await runTool('playwright', ['test', '--reporter=list,json'], { env });
    return atLeastOne(readPlaywright(file));
  },
};

/** Two lanes for two processors. Both the build and the type check write Astro's `.astro` folder, so they take turns. */
const lanes = [
  ['lint', 'unit'],
  ['build', 'check'],
];

const { values } = readArguments({ options: { only: { type: 'string', multiple: true } } });
const only = values.only?.flatMap((names) => names.split(',')) ?? Object.keys(steps);
const unknown = only.find((name) => !Object.hasOwn(steps, name));
if (unknown !== undefined) refuse(`There is no step "${unknown}"; there are: ${Object.keys(steps).join(', ')}.`);

rmSync(reports, { recursive: true, force: true });
mkdirSync(reports, { recursive: true });
const startedMs = performance.now();
const total: Tally = { passed: 0, failed: 0, notes: [] };
await Promise.all(lanes.map(runLane));
// Alone, because these tests also measure how soon the page answers.
await runLane(['browser']);
for (const note of total.notes) console.log(note);
console.log(`Finished in ${seconds(startedMs)}.`);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed > 0 || total.passed === 0 ? 1 : 0);

async function runLane(names: string[]): Promise<void> {
  for (const name of names.filter((one) => only.includes(one))) {
    console.log(`[${name}] started`);
    const stepMs = performance.now();
    const tally = await (steps[name] as () => Promise<Tally>)().catch(
      (error: Error): Tally => ({ passed: 0, failed: 1, notes: [`${name}: ${error.message}`] }),
    );
    console.log(`[${name}] ${tally.passed} passed, ${tally.failed} failed in ${seconds(stepMs)}`);
    total.passed += tally.passed;
    total.failed += tally.failed;
    total.notes.push(...tally.notes);
  }
}

/** A step that is one test: what it printed matters only when it failed. */
function judge({ code, printed }: ToolResult): Tally {
  if (code !== 0) console.log(printed);
  return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, notes: [] };
}

/** A build that warns is not done. */
function quietly({ code, printed }: ToolResult): Tally {
  return judge({ code: code || Number(printed.includes('[WARN]')), printed });
}

function atLeastOne(tally: Tally): Tally {
  return tally.passed + tally.failed > 0 ? tally : { passed: 0, failed: 1, notes: ['No test ran.'] };
}

function seconds(sinceMs: number): string {
  return `${((performance.now() - sinceMs) / 1000).toFixed(1)} s`;
}
