import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { readPlaywright, readVitest } from '../../src/commands/shared/reports.ts';

const folder = mkdtempSync(join(tmpdir(), 'unrolled-reports-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("vitest's report", () => {
  const file = (name: string, status: string, ...tests: string[]) => ({
    name,
    status,
    assertionResults: tests.map((one) => ({ status: one, fullName: `a ${one} test` })),
  });

  test('counts what passed and what failed', () => {
    const tally = readVitest(
      write({ testResults: [file('a', 'failed', 'passed', 'failed'), file('b', 'passed', 'passed')] }),
    );
    expect(tally).toEqual({ passed: 2, failed: 1, notes: ['failed: a failed test'] });
  });

  test('counts a skipped test as failed', () => {
    const tally = readVitest(write({ testResults: [file('a', 'passed', 'passed', 'skipped')] }));
    expect(tally).toEqual({ passed: 1, failed: 1, notes: ['skipped: a skipped test'] });
  });

  test('counts a file that could not be loaded as failed', () => {
    const tally = readVitest(write({ testResults: [file('broken.test.ts', 'failed')] }));
    expect(tally).toEqual({ passed: 0, failed: 1, notes: ['failed outside its tests: broken.test.ts'] });
  });
});

describe("Playwright's report", () => {
  const spec = (status: string) => ({ title: `a test`, tests: [{ projectName: 'site', status }] });

  test('counts tests at any depth, and names a retry', () => {
    const suites = [
      { specs: [spec('expected')], suites: [{ specs: [spec('flaky'), spec('unexpected'), spec('skipped')] }] },
    ];
    expect(readPlaywright(write({ suites, errors: [] }))).toEqual({
      passed: 2,
      failed: 2,
      notes: ['passed on a retry: [site] a test', 'failed: [site] a test', 'skipped: [site] a test'],
    });
  });

  test('counts an error outside of all tests', () => {
    const tally = readPlaywright(write({ suites: [], errors: [{ message: 'no site\n at line 1' }] }));
    expect(tally).toEqual({ passed: 0, failed: 1, notes: ['failed outside its tests: no site'] });
  });
});

function write(report: unknown): string {
  const file = join(folder, 'report.json');
  writeFileSync(file, JSON.stringify(report));
  return file;
}
