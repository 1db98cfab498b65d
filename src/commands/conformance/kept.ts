/**
 * What the runs came to, kept in content/results/conformance.json for the colophon: counts and the worst errors of each
 * family, on each way to compute that was run. No dates, so that the same results are the same file.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PathName } from '../../engine/compute.ts';
import { root } from '../shared/project.ts';
import { countStates } from './report.ts';
import type { FamilyResult, Verdict } from './run.ts';

export const conformanceFile = join(root, 'content', 'results', 'conformance.json');

export interface FamilySummary {
  readonly family: string;
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** Largest |got - expected| over max(1, largest expected entry), by the precision of the cases; null for none. */
  readonly float64: number | null;
  readonly float32: number | null;
  /** The largest part of its tolerance that a case took; null when all were skipped. */
  readonly share: number | null;
}

export type KeptConformance = Partial<Record<PathName, FamilySummary[]>>;

export function summarize({ family, verdicts }: FamilyResult): FamilySummary {
  const judged = verdicts.filter((verdict): verdict is Exclude<Verdict, { state: 'skipped' }> => 'dtype' in verdict);
  const worst = (dtype: string) => most(judged.filter((one) => one.dtype === dtype).map(({ largest }) => largest));
  const { passed, failed, skipped } = countStates(verdicts);
  const share = most(judged.map((one) => one.share));
  return { family, passed, failed, skipped, float64: worst('float64'), float32: worst('float32'), share };
}

/** Puts the results of one way in the place of its earlier ones. */
export function keepConformance(path: PathName, results: readonly FamilyResult[], file = conformanceFile): void {
  const kept: KeptConformance = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  const next = { ...kept, [path]: results.map(summarize) };
  const inOrder = Object.fromEntries(Object.entries(next).sort(([a], [b]) => a.localeCompare(b, 'en')));
  writeFileSync(file, `${JSON.stringify(inOrder, null, 1)}\n`);
}

/** Two digits say how far off something is. */
function most(numbers: readonly number[]): number | null {
  return numbers.length === 0 ? null : Number(Math.max(...numbers).toPrecision(2));
}
