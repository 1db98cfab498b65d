/** Every number that the stepper prints, of every network that ships: what test/browser/printed holds. */
import { join } from 'node:path';
import { root } from '../shared/project.ts';
import { buildSite, site } from '../shared/site.ts';
import { runBrowserTests } from './browser-tests.ts';
import type { Audit } from './contract.ts';

export const numbersAudit: Audit = {
  name: 'numbers',
  description: 'every number that the stepper prints is that of the cells written once more, forwards and backwards',
  parts: async () => {
    const { code, printed } = await buildSite(site, { quiet: true });
    if (code !== 0) throw new Error(`the site could not be built:\n${printed}`);
    return ['rnn', 'gru', 'lstm'];
  },
  run: (cell) =>
    runBrowserTests(join(root, 'test', 'browser', 'printed'), `numbers-${cell}`, ['-g', `-${cell}|of every cell`]),
};
