/** Every way to compute in a real browser, at every size and on every reference value: what test/browser/exhaustive holds. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../shared/project.ts';
import { runBrowserTests } from './browser-tests.ts';
import type { Audit } from './contract.ts';

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
  run: (part) => runBrowserTests(folder, part, [`/${part}${ending}`]),
};
