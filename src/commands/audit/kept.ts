/**
 * What the audits came to, kept in content/results/audit.json for the colophon: each audit there is, with the parts of
 * its last run and the state of the source that they hold for; without parts where it was never run.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../shared/project.ts';
import type { PartResult } from './contract.ts';

export const auditFile = join(root, 'content', 'results', 'audit.json');

export interface KeptAudit {
  readonly name: string;
  /** Of `hashSource`; null where it was not run. */
  readonly source: string | null;
  /** In the order in which they were run. */
  readonly parts: readonly (PartResult & { readonly part: string })[];
}

/** Puts an audit's run in the place of its earlier one; `names` are those of all audits there are, in their order. */
export function keepAudit(run: KeptAudit, names: readonly string[], file = auditFile): void {
  const kept: KeptAudit[] = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : [];
  const next = names.map((name): KeptAudit => {
    if (name === run.name) return run;
    return kept.find((one) => one.name === name) ?? { name, source: null, parts: [] };
  });
  writeFileSync(file, `${JSON.stringify(next, null, 1)}\n`);
}
