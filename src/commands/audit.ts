/**
 * `npm run audit -- [name...]`: the checks too slow for `npm test`. Ends with a table and `N passed, N failed`.
 * Stopped, it goes on where it was: what passed with this very source is not run again unless `--again` is given.
 * What an audit came to is kept in content/results/audit.json, which the colophon shows.
 */
import type { Audit, PartResult } from './audit/contract.ts';
import { keepAudit } from './audit/kept.ts';
import { hashSource, keep, readPassed } from './audit/records.ts';
import { audits } from './audit/registry.ts';
import { readArguments, refuse } from './shared/arguments.ts';

const { values, positionals } = readArguments({
  allowPositionals: true,
  options: { again: { type: 'boolean', default: false } },
});
const unknown = positionals.find((name) => !audits.some((audit) => audit.name === name));
if (unknown !== undefined) {
  const table = audits.map(({ name, description }) => `  ${name}: ${description}`);
  refuse(`There is no audit "${unknown}"; there are:\n${table.join('\n')}`);
}

const source = hashSource();
const rows: (PartResult & { name: string })[] = [];
for (const audit of audits) {
  if (positionals.length === 0 || positionals.includes(audit.name)) rows.push(...(await perform(audit)));
}

const width = Math.max(...rows.map(({ name }) => name.length));
console.log('');
for (const { name, passed, detail } of rows)
  console.log(`${passed ? 'pass' : 'FAIL'}  ${name.padEnd(width)}  ${detail}`);
const failed = rows.filter((row) => !row.passed).length;
console.log(`${rows.length - failed} passed, ${failed} failed`);
process.exit(failed > 0 || rows.length === 0 ? 1 : 0);

async function perform(audit: Audit): Promise<typeof rows> {
  const kept = values.again ? new Map<string, PartResult>() : readPassed(audit.name, source);
  const done: typeof rows = [];
  const parts: (PartResult & { part: string })[] = [];
  try {
    for (const part of await audit.parts()) {
      const name = `${audit.name} ${part}`;
      const startedMs = performance.now();
      const result = kept.get(part) ?? (await attempt(audit, part));
      if (!kept.has(part)) keep(audit.name, source, part, result);
      const how = kept.has(part) ? 'kept' : `${((performance.now() - startedMs) / 1000).toFixed(1)} s`;
      console.log(`${name}: ${result.passed ? 'passed' : 'failed'} (${how})`);
      done.push({ name, ...result });
      parts.push({ part, ...result });
    }
    const names = audits.map((one) => one.name);
    keepAudit({ name: audit.name, source, parts }, names);
  } catch (error) {
    done.push({ name: audit.name, passed: false, detail: (error as Error).message });
  } finally {
    await audit.close?.();
  }
  return done;
}

/** A part that throws has failed, and the others still run. */
function attempt(audit: Audit, part: string): Promise<PartResult> {
  return audit.run(part).catch((error: Error) => ({ passed: false, detail: error.message }));
}
