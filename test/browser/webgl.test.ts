/** WebGL2 by software rendering, at a few sizes; test/browser/exhaustive has the rest. */
import { type Run, recipe } from '../../src/training/run.ts';
import { expectPassed, someValues, within } from './engine/judge.ts';
import { expect, webglTest as test } from './engine/served.ts';

// A graphics processor made of a busy machine's one processor.
test.describe.configure({ timeout: 120_000 });

const cells = ['rnn', 'gru', 'lstm'] as const;
/** Beside and above the sides of a texture's pixels. */
const few = [3, 17, 33];

test('a context computes products and layers as the reference does', async ({ ask }) => {
  within(1e-5, await ask('products', 'webgl', few));
  within(1e-5, await ask('layers', 'webgl', cells, few));
});

test('a context comes to the values of PyTorch, in a case of every operation', async ({ ask }) => {
  expectPassed(await ask('conformance', 'webgl', someValues));
});

test('only a context that computes right is taken for a device', async ({ ask }) => {
  const { nothing, ...broken } = await ask('probed');
  expect(nothing).toBe(true);
  expect(Object.keys(broken).length).toBeGreaterThan(5);
  expect(Object.entries(broken).filter(([, isTaken]) => isTaken)).toEqual([]);
});

test('a layer whose context is lost in the middle comes out as if nothing had happened', async ({ ask }) => {
  const { found, drawn } = await ask('layersThroughLoss');
  within(1e-5, found);
  expect(drawn).toEqual(drawn.map(() => 0));
});

test('a training goes on when its context is lost, and uses it again when it is back', async ({ ask }) => {
  const run: Run = { ...recipe, task: 'adding', lag: 10, cell: 'lstm', hidden: 5, batch: 4, updates: 30 };
  const { losses, unbroken, drawn } = await ask('trainingThroughLoss', run);
  expect(drawn[1] - drawn[0]).toBe(5);
  expect(drawn[2] - drawn[1]).toBeGreaterThan(drawn[0] / 2);
  // 30 updates take the rounding of float32, 1e-7, some hundred times further.
  for (const [update, loss] of losses.entries()) expect(Math.abs(loss - unbroken[update])).toBeLessThan(1e-5);
});

test('a device stays within its memory, and gives it back', async ({ ask }) => {
  const { found, most, drawn, left, drawnAfter } = await ask('memory');
  within(1e-5, found);
  expect(most).toBeGreaterThan(20_000);
  expect(most).toBeLessThanOrEqual(40_000);
  expect(drawn).toBeGreaterThan(50);
  expect([left, drawnAfter - drawn]).toEqual([0, 0]);
});

test('every path of a machine is measured', async ({ ask }) => {
  const { products, activationMs } = await ask('measured');
  expect(Object.keys(products)).toEqual(['float32', 'wasm', 'relaxed', 'webgl']);
  for (const timings of Object.values(products)) expect(timings[0]?.ms).toBeGreaterThan(0);
  expect(activationMs).toBeGreaterThan(0);
});
