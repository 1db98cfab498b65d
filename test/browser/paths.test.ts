/** Every way to compute in a real browser, at a few sizes; test/browser/exhaustive has the rest. */
import { expectPassed, someValues, strict, trainsAlike, within } from './engine/judge.ts';
import { expect, test } from './engine/served.ts';

const cells = ['rnn', 'gru', 'lstm'] as const;
/** Beside and above the lanes of a vector and the sides of a tile. */
const few = [3, 17, 33];

for (const path of ['float32', 'wasm', 'relaxed'] as const) {
  test(`${path} computes products and layers in the browser as the reference does`, async ({ ask }) => {
    within(1e-6, await ask('products', path, few));
    within(1e-5, await ask('layers', path, cells, few));
  });

  test(`${path} comes to the values of PyTorch in the browser, in a case of every operation`, async ({ ask }) => {
    expectPassed(await ask('conformance', path, someValues));
  });
}

test('100 updates of each cell give the same bytes in the browser as in Node', async ({ ask }) => {
  for (const [cell, path] of strict) await trainsAlike(ask, cell, path, 100);
});

test('a browser without WebAssembly trains on typed arrays', async ({ ask }) => {
  expect(await ask('withoutWebAssembly')).toEqual({ module: null, path: 'float32' });
});
