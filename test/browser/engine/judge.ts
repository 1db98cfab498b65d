/** Test side: how numbers from a browser are judged, beside what Node makes of the same. */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { CaseFile } from '../../../src/commands/conformance/case.ts';
import { readCaseFiles } from '../../../src/commands/conformance/folders.ts';
import type { FamilyResult } from '../../../src/commands/conformance/run.ts';
import { openPath } from '../../../src/commands/shared/paths.ts';
import { root } from '../../../src/commands/shared/project.ts';
import type { CellKind } from '../../../src/engine/cells/contract.ts';
import { type Run, recipe } from '../../../src/training/run.ts';
import { createTraining } from '../../../src/training/trainer.ts';
import type { Agreement } from '../../engine/shared/agreement.ts';
import { type Ask, expect } from './served.ts';

export function within(tolerance: number, found: Agreement[]): void {
  expect(found.length).toBeGreaterThan(50);
  expect(found.filter(({ difference }) => !(difference <= tolerance))).toEqual([]);
}

/** Cells and paths whose trainings must come to the same bytes everywhere. */
export const strict = [
  ['rnn', 'wasm'],
  ['gru', 'wasm'],
  ['lstm', 'wasm'],
  ['lstm', 'float32'],
] as const;

/** Trains in the browser and in Node and compares the parameters' bytes. */
export async function trainsAlike(ask: Ask, cell: CellKind, path: 'wasm' | 'float32', updates: number): Promise<void> {
  const run: Run = { ...recipe, task: 'remember', lag: 5, cell, hidden: 9, batch: 8, updates, stopWhenSolved: false };
  const training = createTraining(run, undefined, await openPath(path));
  while (!training.isFinished) training.advance();
  expect(training.update).toBe(updates);
  const { data } = training.parameters;
  const hash = createHash('sha256').update(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
  expect(await ask('trained', path, run)).toBe(hash.digest('hex'));
}

/** Of the values that PyTorch computed the first case of every operation of every family. */
export const someValues: readonly CaseFile[] = readCaseFiles(join(root, 'test', 'fixtures', 'conformance')).map(
  ({ family, cases }) => ({
    family,
    cases: cases.filter(({ op }, index) => cases.findIndex((other) => other.op === op) === index),
  }),
);

/** That every one of them passed. */
export function expectPassed(results: readonly FamilyResult[]): void {
  expect(results.map(({ family, verdicts }) => [family, verdicts.length])).toEqual(
    someValues.map(({ family, cases }) => [family, cases.length]),
  );
  expect(results.flatMap(({ verdicts }) => verdicts).filter(({ state }) => state !== 'passed')).toEqual([]);
}
