/** The gradient check that a reader presses: it passes for every cell and variant, with what is forced in force, a slice at a time. */
import { describe, expect, test } from 'vitest';
import { type Clock, createChecking } from '../../src/figures/cell-stepper/checking.ts';
import type { Stepper } from '../../src/figures/cell-stepper/model.ts';
import { described, forceSome, openVariant } from './stepper-variants.ts';

const names = Object.keys(described) as (keyof typeof described)[];

/** By a clock on which every look takes a millisecond; says in how many slices the work was done. */
function press(stepper: Stepper) {
  const queue: (() => void)[] = [];
  let ms = 0;
  const clock: Clock = {
    now: () => {
      ms += 1;
      return ms;
    },
    later: (run) => queue.push(run),
  };
  const checking = createChecking(stepper.question, clock);
  checking.start();
  let slices = 0;
  for (let run = queue.shift(); run; run = queue.shift()) {
    run();
    slices += 1;
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

test('16 units of an LSTM over 64 steps are checked in slices of a few parameters, which leave the page alone', () => {
  const stepper = openVariant('lstm', 16, 64);
  forceSome(stepper);
  const { finding, slices } = press(stepper);
  expect(finding?.parameters).toBe(1732);
  expect(finding?.largestRelativeError).toBeLessThan(1e-5);
  // A look at the clock after each parameter, and eight milliseconds a slice.
  expect(slices).toBeGreaterThan(1732 / 9);
});
