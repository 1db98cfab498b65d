/** The suite of test/engine/paths.test.ts in a real browser: the same cases, the same tolerances. */
import { createHash } from 'node:crypto';
import { openPath } from '../../src/commands/shared/paths.ts';
import { type Run, recipe } from '../../src/training/run.ts';
import { createTraining } from '../../src/training/trainer.ts';
import type { Agreement } from '../engine/shared/agreement.ts';
import { expect, test } from './engine/served.ts';

const within = (tolerance: number, found: Agreement[]) => {
  expect(found.length).toBeGreaterThan(50);
  expect(found.filter(({ difference }) => !(difference <= tolerance))).toEqual([]);
};

for (const path of ['float32', 'wasm', 'relaxed'] as const) {
  test(`${path} products in the browser are those of three loops`, async ({ ask }) => {
    within(1e-6, await ask('products', path));
  });

  test(`${path} runs a layer in the browser as the reference does`, async ({ ask }) => {
    for (const cell of ['rnn', 'gru', 'lstm'] as const) within(1e-5, await ask('layers', path, cell));
  });
}

const trained = [
  ['rnn', 'wasm'],
  ['gru', 'wasm'],
  ['lstm', 'wasm'],
  ['lstm', 'float32'],
] as const;
for (const [cell, path] of trained) {
  test(`1,000 updates of the ${cell} give the same bytes in the browser as in Node, ${path}`, async ({ ask }) => {
    const run: Run = { ...recipe, task: 'remember', lag: 5, cell, hidden: 9, batch: 8, stopWhenSolved: false };
    const training = createTraining(run, undefined, await openPath(path));
    while (!training.isFinished) training.advance();
    expect(training.update).toBe(1000);
    const { data } = training.parameters;
    const hash = createHash('sha256').update(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
    expect(await ask('trained', path, run)).toBe(hash.digest('hex'));
  });
}

test('a browser without WebAssembly trains on typed arrays', async ({ ask }) => {
  expect(await ask('withoutWebAssembly')).toEqual({ module: null, path: 'float32' });
});
