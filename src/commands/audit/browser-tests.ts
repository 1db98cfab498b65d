/** Browser tests that are too slow for `npm test`, run as one part of an audit. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { obtainBrowser } from '../shared/browser.ts';
import { root, runTool } from '../shared/project.ts';
import { readPlaywright } from '../shared/reports.ts';
import type { PartResult } from './contract.ts';

/** Those of a folder with a configuration of its own which the arguments choose. */
export async function runBrowserTests(folder: string, part: string, chosen: readonly string[]): Promise<PartResult> {
  const { path } = await obtainBrowser();
  const reports = join(root, '.cache', 'audit');
  mkdirSync(reports, { recursive: true });
  const file = join(reports, `${part}.json`);
  const env = { UNROLLED_BROWSER: path, PLAYWRIGHT_JSON_OUTPUT_FILE: file };
  const config = join(folder, 'playwright.config.ts');
  const { code } = await runTool('playwright', ['test', `--config=${config}`, '--reporter=list,json', ...chosen], {
    env,
  });
  const { passed, failed, notes } = readPlaywright(file);
  const detail = [`${passed} tests passed, ${failed} failed`, ...notes].join('; ');
  return { passed: code === 0 && passed > 0 && failed === 0, detail };
}
