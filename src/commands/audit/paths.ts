/** Every way to compute in a real browser, at every size and on every reference value: what test/browser/exhaustive holds. */
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { obtainBrowser } from '../shared/browser.ts';
import { root, runTool } from '../shared/project.ts';
import { readPlaywright } from '../shared/reports.ts';
import type { Audit, PartResult } from './contract.ts';

const folder = join(root, 'test', 'browser', 'exhaustive');
const ending = '.test.ts';

export const pathsAudit: Audit = {
  name: 'paths',
  description: 'every way to compute agrees with the reference in a browser, at every size and on every value',
  parts: () =>
    readdirSync(folder)
      .filter((name) => name.endsWith(ending))
      .map((name) => name.slice(0, -ending.length))
      .sort(),
  run,
};

async function run(part: string): Promise<PartResult> {
  const { path } = await obtainBrowser();
  const reports = join(root, '.cache', 'audit');
  mkdirSync(reports, { recursive: true });
  const file = join(reports, `${part}.json`);
  const env = { UNROLLED_BROWSER: path, PLAYWRIGHT_JSON_OUTPUT_FILE: file };
  const config = join(folder, 'playwright.config.ts');
  const { code } = await runTool(
    'playwright',
    ['test', `--config=${config}`, '--reporter=list,json', `/${part}${ending}`],
    { env },
  );
  const { passed, failed, notes } = readPlaywright(file);
  const detail = [`${passed} tests passed, ${failed} failed`, ...notes].join('; ');
  return { passed: code === 0 && passed > 0 && failed === 0, detail };
}
