/** Results kept between runs as JSON lines in `.cache/audit/`, and the state of the source that they hold for. */
import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { root } from '../shared/project.ts';
import type { PartResult } from './contract.ts';
import { auditFile } from './kept.ts';

interface Line extends PartResult {
  part: string;
  source: string;
}

const folder = join(root, '.cache', 'audit');
/** What the audits of paths and of numbers run. */
const tests = [
  'test/browser/engine',
  'test/browser/exhaustive',
  'test/browser/printed',
  'test/engine/shared',
  'test/fixtures/conformance',
];
const sources = ['src', 'content', 'public', 'astro.config.mjs', 'package-lock.json', ...tests];

/** Changes with any file that a result could depend on; what the audits themselves write is none. */
export function hashSource(): string {
  const hash = createHash('sha256');
  const files = sources.flatMap((path) => filesUnder(join(root, path))).filter((file) => file !== auditFile);
  for (const file of files.sort()) {
    hash.update(`${relative(root, file)}\0`).update(readFileSync(file));
  }
  return hash.digest('hex').slice(0, 16);
}

/** Parts that passed with this very source, by name. What failed is tried again. */
export function readPassed(audit: string, source: string): Map<string, PartResult> {
  const file = join(folder, `${audit}.jsonl`);
  if (!existsSync(file)) return new Map();
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n').flatMap(parseLine);
  const valid = lines.filter((line) => line.source === source && line.passed);
  return new Map(valid.map(({ part, passed, detail }) => [part, { passed, detail }]));
}

export function keep(audit: string, source: string, part: string, result: PartResult): void {
  mkdirSync(folder, { recursive: true });
  appendFileSync(join(folder, `${audit}.jsonl`), `${JSON.stringify({ part, source, ...result })}\n`);
}

/** A line cut short by an interrupted run is as good as none. */
function parseLine(text: string): Line[] {
  try {
    return [JSON.parse(text)];
  } catch {
    return [];
  }
}

function filesUnder(path: string): string[] {
  if (!existsSync(path)) return [];
  if (statSync(path).isFile()) return [path];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}
