/** The suite of test/engine/paths.test.ts in a real browser: the same cases, the same tolerances. */
import { strict, trainsAlike, within } from '../engine/judge.ts';
import { test } from '../engine/served.ts';

for (const path of ['float32', 'wasm', 'relaxed'] as const) {
  test(`${path} products in the browser are those of three loops`, async ({ ask }) => {
    within(1e-6, await ask('products', path));
  });

  test(`${path} runs a layer in the browser as the reference does`, async ({ ask }) => {
    within(1e-5, await ask('layers', path, ['rnn', 'gru', 'lstm']));
  });
}

for (const [cell, path] of strict) {
  test(`1,000 updates of the ${cell} give the same bytes in the browser as in Node, ${path}`, ({ ask }) =>
    trainsAlike(ask, cell, path, 1000));
}
