/** Finding case files: every .json of the format "conformance/1" that holds cases, in the order of their names. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CaseFile } from './case.ts';

/** Throws a sentence for a folder that is not there and for a file that cannot be read. */
export function readCaseFiles(folder: string): CaseFile[] {
  if (!existsSync(folder)) throw new Error(`There is no folder ${folder}`);
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => readJson(join(folder, name)))
    .filter(isCaseFile);
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new Error(`${path} is not readable JSON: ${(error as Error).message}`);
  }
}

/** An index of such files has the same format but no cases. */
function isCaseFile(content: unknown): content is CaseFile {
  const file = content as { format?: unknown; family?: unknown; cases?: unknown } | null;
  return file?.format === 'conformance/1' && typeof file.family === 'string' && Array.isArray(file.cases);
}
