/** What conformance and audits keep for the colophon, and how it is read when the site is built. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { loadMaterials } from '../../src/build/materials.ts';
import { loadAudits, loadConformance } from '../../src/build/results.ts';
import { keepAudit } from '../../src/commands/audit/kept.ts';
import { hashSource } from '../../src/commands/audit/records.ts';
import { audits } from '../../src/commands/audit/registry.ts';
import { readCaseFiles } from '../../src/commands/conformance/folders.ts';
import { keepConformance, summarize } from '../../src/commands/conformance/kept.ts';
import { paths } from '../../src/commands/conformance/paths.ts';
import { runFile } from '../../src/commands/conformance/run.ts';
import { worded } from '../../src/i18n/dictionary.ts';
import { languages } from '../../src/i18n/languages.ts';

const folder = mkdtempSync(join(tmpdir(), 'kept-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const judged = { name: 'a', state: 'passed', dtype: 'float64', largest: 1.234e-15, share: 0.1, problems: [] } as const;

describe('conformance', () => {
  test('is counted by family, with its worst errors, and no numbers where there are none', () => {
    const verdicts = [
      judged,
      { ...judged, name: 'b', state: 'failed', largest: 0.5, problems: ['off'] },
      { name: 'c', state: 'skipped', reason: 'no such thing' },
    ] as const;
    expect(summarize({ family: 'f', verdicts })).toEqual({
      family: 'f',
      passed: 1,
      failed: 1,
      skipped: 1,
      float64: 0.5,
      float32: null,
      share: 0.1,
    });
  });

  test('of one path takes the place of its own, and leaves the others', () => {
    const file = join(folder, 'conformance.json');
    keepConformance('wasm', [{ family: 'f', verdicts: [judged] }], file);
    keepConformance('reference', [{ family: 'f', verdicts: [] }], file);
    keepConformance('wasm', [{ family: 'g', verdicts: [judged] }], file);
    const kept = loadConformance(file);
    expect(kept.map(({ id, families }) => `${id} ${families.map(({ family }) => family)}`)).toEqual([
      'reference f',
      'wasm g',
    ]);
    expect(readFileSync(file, 'utf8')).not.toMatch(/20\d\d-/);
  });

  test('that ships is what a run says now', () => {
    const shipped = loadConformance().find(({ id }) => id === 'reference')?.families ?? [];
    for (const file of readCaseFiles('test/fixtures/conformance')) {
      expect(shipped.find(({ family }) => family === file.family)).toEqual(summarize(runFile(file)));
    }
  });

  test('that ships has a row for every path, and words for every family, in both languages', () => {
    const shipped = loadConformance();
    expect(shipped.map(({ id }) => id).sort()).toEqual([...paths].sort());
    for (const { family } of shipped.flatMap(({ families }) => families)) {
      for (const language of languages) expect(worded(language, `colophon.family.${family}`)).not.toBe('');
    }
  });
});

describe('an audit', () => {
  const part = { part: 'x', passed: true, detail: 'fine' };

  test('stands with its last run, the others as they were or as never run', () => {
    const file = join(folder, 'audit.json');
    keepAudit({ name: 'b', source: hashSource(), parts: [part] }, ['a', 'b'], file);
    keepAudit({ name: 'a', source: 'another', parts: [{ ...part, passed: false }] }, ['a', 'b', 'c'], file);
    expect(loadAudits(file)).toEqual([
      { id: 'a', place: 0, isCurrent: false, parts: [{ ...part, passed: false }] },
      { id: 'b', place: 1, isCurrent: true, parts: [part] },
      { id: 'c', place: 2, isCurrent: false, parts: [] },
    ]);
  });

  test('has words in both languages', () => {
    for (const { name } of audits) {
      for (const language of languages) expect(worded(language, `colophon.audit.${name}`)).not.toBe('');
    }
  });

  test('that was never run leaves nothing to show', () => {
    expect(loadAudits(join(folder, 'nothing.json'))).toEqual([]);
    expect(loadConformance(join(folder, 'nothing.json'))).toEqual([]);
  });
});

test('every package states a version and a licence, and what ships is told from what does not', () => {
  const materials = loadMaterials();
  expect(materials.filter(({ version, license }) => !/^\d/.test(version) || license === 'unknown')).toEqual([]);
  expect(materials.filter(({ use }) => use === 'shipped').map(({ name }) => name)).toEqual(
    expect.arrayContaining(['preact', '@observablehq/plot', 'idb-keyval']),
  );
  expect(materials.filter(({ use }) => use === 'typeface')).toHaveLength(3);
});
