/**
 * What the commands kept of their runs, for the colophon: `npm run conformance -- --keep` and `npm run audit`. Nothing of
 * it is typed; what was never run has no entry, and the page says so.
 */
import { existsSync, readFileSync } from 'node:fs';
import { z } from 'astro/zod';
import type { KeptAudit } from '../commands/audit/kept.ts';
import { hashSource } from '../commands/audit/records.ts';
import type { FamilySummary } from '../commands/conformance/kept.ts';

const count = z.number().int().nonnegative();

export const conformanceSchema = z.object({
  families: z.array(
    z.object({
      family: z.string(),
      passed: count,
      failed: count,
      skipped: count,
      float64: z.number().nullable(),
      float32: z.number().nullable(),
      share: z.number().nullable(),
    }),
  ),
});

export const auditSchema = z.object({
  place: count,
  isCurrent: z.boolean().describe('Whether it ran on the very source that this site is built from.'),
  parts: z.array(z.object({ part: z.string(), passed: z.boolean(), detail: z.string() })),
});

/** By path. */
export function loadConformance(file = 'content/results/conformance.json') {
  const kept = readJson<Record<string, FamilySummary[]>>(file, {});
  return Object.entries(kept).map(([id, families]) => ({ id, families }));
}

/** By name. */
export function loadAudits(file = 'content/results/audit.json') {
  const kept = readJson<KeptAudit[]>(file, []);
  const source = kept.length > 0 ? hashSource() : null;
  return kept.map(({ name, parts, source: ran }, place) => ({
    id: name,
    place,
    isCurrent: ran === source,
    parts: [...parts],
  }));
}

function readJson<Content>(file: string, otherwise: Content): Content {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : otherwise;
}
