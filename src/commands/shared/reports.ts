/** Counts from the test runners' JSON reports. */
import { readFileSync } from 'node:fs';

export interface Tally {
  passed: number;
  failed: number;
  /** Sentences worth reading beside the counts: skips, retries, files that could not run. */
  notes: string[];
}

interface VitestReport {
  testResults: { name: string; status: string; assertionResults: { status: string; fullName: string }[] }[];
}

interface PlaywrightSuite {
  specs: { title: string; tests: { projectName: string; status: 'expected' | 'unexpected' | 'flaky' | 'skipped' }[] }[];
  suites?: PlaywrightSuite[];
}

/** A test that did not run is a failure: nothing is skipped in silence. So is a file that could not be loaded. */
export function readVitest(file: string): Tally {
  const { testResults }: VitestReport = JSON.parse(readFileSync(file, 'utf8'));
  const tally: Tally = { passed: 0, failed: 0, notes: [] };
  for (const { name, status, assertionResults } of testResults) {
    for (const test of assertionResults) {
      if (test.status === 'passed') tally.passed++;
      else tally.failed++;
      if (test.status !== 'passed') tally.notes.push(`${test.status}: ${test.fullName}`);
    }
    if (status === 'failed' && assertionResults.every((test) => test.status === 'passed')) {
      tally.failed++;
      tally.notes.push(`failed outside its tests: ${name}`);
    }
  }
  return tally;
}

/** A test that passed only on its second try counts as passed and is named. */
export function readPlaywright(file: string): Tally {
  const report: { suites: PlaywrightSuite[]; errors: { message?: string }[] } = JSON.parse(readFileSync(file, 'utf8'));
  const tally: Tally = { passed: 0, failed: 0, notes: [] };
  const visit = ({ specs, suites = [] }: PlaywrightSuite) => {
    for (const { title, tests } of specs) {
      for (const { projectName, status } of tests) {
        if (status === 'expected' || status === 'flaky') tally.passed++;
        else tally.failed++;
        const word = { expected: '', unexpected: 'failed', flaky: 'passed on a retry', skipped: 'skipped' }[status];
        if (word) tally.notes.push(`${word}: [${projectName}] ${title}`);
      }
    }
    suites.forEach(visit);
  };
  report.suites.forEach(visit);
  for (const { message } of report.errors) {
    tally.failed++;
    tally.notes.push(`failed outside its tests: ${message?.split('\n')[0]}`);
  }
  return tally;
}
