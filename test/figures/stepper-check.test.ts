/** The gradient check that a reader presses: it passes for every cell and variant, with what is forced in force, in time. */
import { describe, expect, test } from 'vitest';
import { type Clock, createChecking } from '../../src/figures/cell-stepper/checking.ts';
import type { Stepper } from '../../src/figures/cell-stepper/model.ts';
import { described, forceSome, openVariant } from './stepper-variants.ts';

const names = Object.keys(described) as (keyof typeof described)[];

/** Measured by the real clock; slices follow each other at once. */
function press(stepper: Stepper) {
  const queue: (() => void)[] = [];
  const slices: number[] = [];
  const clock: Clock = { now: () => performance.now(), later: (run) => queue.push(run) };
  const checking = createChecking(stepper.question, clock);
  checking.start();
  for (let run = queue.shift(); run; run = queue.shift()) {
    const begun = performance.now();
    run();
    slices.push(performance.now() - begun);
  }
  return { finding: checking.finding.value, slices };
}

describe.each(names)('the gradient of %s', (name) => {
  test.each([false, true])('agrees with central differences (values of every kind forced: %s)', (isForced) => {
    const stepper = openVariant(name);
    if (isForced) forceSome(stepper);
    const { finding } = press(stepper);
    expect(finding?.parameters).toBe(stepper.trained.parameters.data.length);
    expect(finding?.held).toBe(stepper.question.value?.interventions.length);
    expect((finding?.held ?? 0) > 0).toBe(isForced);
    expect(finding?.largestRelativeError).toBeLessThan(1e-5);
  });
});

test('16 units of an LSTM over 64 steps take about a second, in slices that leave the page alone', () => {
  const stepper = openVariant('lstm', 16, 64);
  forceSome(stepper);
  const { finding, slices } = press(stepper);
  expect(finding?.parameters).toBe(1732);
  expect(finding?.largestRelativeError).toBeLessThan(1e-5);
  // Measured: 880 ms on one of two shared cores. Room for a machine that does other things besides.
  expect(finding?.elapsedMs).toBeLessThan(3500);
  const middle = slices.sort((a, b) => a - b)[Math.floor(slices.length / 2)];
  expect(middle).toBeLessThan(25);
});
