/** What the command prints: failures, reasons for skipping, a table by family, and one line that counts. */
import type { FamilyResult, Verdict } from './run.ts';

type Judged = Exclude<Verdict, { state: 'skipped' }>;
const states = ['passed', 'failed', 'skipped'] as const;

export function report(results: readonly FamilyResult[]): string {
  const verdicts = results.flatMap((result) => result.verdicts);
  const sections = [failures(verdicts), skips(verdicts), table(results), total(verdicts)];
  return sections.filter((section) => section !== '').join('\n\n');
}

export function countStates(verdicts: readonly Verdict[]): Record<(typeof states)[number], number> {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for (const { state } of verdicts) counts[state] += 1;
  return counts;
}

function failures(verdicts: readonly Verdict[]): string {
  return verdicts
    .filter((verdict): verdict is Judged => verdict.state === 'failed')
    .map(({ name, problems }) => {
      const more = problems.length > 1 ? ` (and ${problems.length - 1} more)` : '';
      return `failed: ${name}: ${problems[0]}${more}`;
    })
    .join('\n');
}

function skips(verdicts: readonly Verdict[]): string {
  const byReason = new Map<string, string[]>();
  for (const verdict of verdicts) {
    if (verdict.state !== 'skipped') continue;
    byReason.set(verdict.reason, [...(byReason.get(verdict.reason) ?? []), verdict.name]);
  }
  if (byReason.size === 0) return '';
  const lines = [...byReason]
    .sort(([, a], [, b]) => b.length - a.length)
    .flatMap(([reason, names]) => [
      `  ${names.length === 1 ? '1 case needs' : `${names.length} cases need`} ${reason}`,
      ...names.map((name) => `      ${name}`),
    ]);
  return ['skipped, because the engine does not offer it:', ...lines].join('\n');
}

function table(results: readonly FamilyResult[]): string {
  const head = ['family', 'passed', 'failed', 'skipped', 'float64 off by', 'float32 off by', 'of its tolerance'];
  const rows = results.map(({ family, verdicts }) => {
    const counts = countStates(verdicts);
    const judged = verdicts.filter((verdict): verdict is Judged => verdict.state !== 'skipped');
    const worst = (dtype: string) => largest(judged.filter((verdict) => verdict.dtype === dtype).map((v) => v.largest));
    const share = judged.length === 0 ? '-' : `${(100 * Math.max(...judged.map((v) => v.share))).toPrecision(2)} %`;
    return [family, ...states.map((state) => `${counts[state]}`), worst('float64'), worst('float32'), share];
  });
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column].length)));
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[column]) : cell.padStart(widths[column])))
      .join('  ');
  const note = 'Off by: the largest |got - expected| over max(1, the largest expected entry of the same tensor).';
  return [line(head), ...rows.map(line), note].join('\n');
}

function largest(differences: readonly number[]): string {
  if (differences.length === 0) return '-';
  const most = Math.max(...differences);
  return most === 0 ? '0' : most.toExponential(1);
}

function total(verdicts: readonly Verdict[]): string {
  const counts = countStates(verdicts);
  return states.map((state) => `${counts[state]} ${state}`).join(', ');
}
