/**
 * `npm run conformance -- [--path NAME] [--keep] [DIR...]`: holds the engine against reference values computed by others.
 *
 * Runs every case file of the format "conformance/1" in the folders given, by default the fixtures and, where a folder
 * of shared values lies beside the project, those of its families that the fixtures lack. `--path` says on which way to
 * compute: `reference` (typed arrays of float64) unless given, or `float32`, `wasm`, `relaxed`, `webgl` (in a browser).
 * `--keep` puts what it came to into content/results/conformance.json, in the place of what was there for this path: the
 * colophon shows it.
 */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { CaseFile } from './conformance/case.ts';
import { readCaseFiles } from './conformance/folders.ts';
import { keepConformance } from './conformance/kept.ts';
import { openRunner, paths, type Runner } from './conformance/paths.ts';
import { countStates, report } from './conformance/report.ts';
import type { FamilyResult } from './conformance/run.ts';
import { readArguments, refuse } from './shared/arguments.ts';
import { root } from './shared/project.ts';

const fixtures = join(root, 'test', 'fixtures', 'conformance');
const shared = join(root, '..', 'shared', 'conformance');

const { values, positionals: folders } = readArguments({
  options: { path: { type: 'string', default: 'reference' }, keep: { type: 'boolean', default: false } },
  allowPositionals: true,
});
const files = findFiles();
const runner = await openOrRefuse(values.path);
const results: FamilyResult[] = [];
for (const file of files) results.push(await runner.run(file));
await runner.close();
console.log(report(results));
const kept = paths.find((path) => path === values.path);
if (values.keep && kept) keepConformance(kept, results);
const { failed } = countStates(results.flatMap(({ verdicts }) => verdicts));
process.exitCode = failed > 0 ? 1 : 0;

async function openOrRefuse(path: string): Promise<Runner> {
  try {
    return await openRunner(path);
  } catch (error) {
    return refuse((error as Error).message);
  }
}

function findFiles(): CaseFile[] {
  try {
    const files = folders.length > 0 ? given() : byDefault();
    if (files.length === 0) throw new Error(`There are no case files of the format conformance/1 in ${folders}`);
    return files;
  } catch (error) {
    return refuse((error as Error).message);
  }
}

function given(): CaseFile[] {
  return [...new Set(folders.map((folder) => resolve(folder)))].flatMap(readCaseFiles);
}

function byDefault(): CaseFile[] {
  const own = readCaseFiles(fixtures);
  if (!existsSync(shared)) {
    console.log(`There is no ${shared}: the ONNX, onnxruntime and published families are not run.\n`);
    return own;
  }
  const families = new Set(own.map(({ family }) => family));
  return [...own, ...readCaseFiles(shared).filter(({ family }) => !families.has(family))];
}
