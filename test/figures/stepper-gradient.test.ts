/** The gradient that the stepper checks at a press, for the very cell on screen. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { CellKind } from '../../src/engine/cells/contract.ts';
import { entry } from '../../src/engine/matrix.ts';
import { beginningOf } from '../../src/figures/cell-stepper/beginning.ts';
import { type Clock, createChecking } from '../../src/figures/cell-stepper/checking.ts';
import { gradientOf, type Question } from '../../src/figures/cell-stepper/loss.ts';
import { createStepper, type Stepper } from '../../src/figures/cell-stepper/model.ts';
import { valueAt } from '../../src/figures/cell-stepper/network.ts';
import { statusOf } from '../../src/figures/cell-stepper/sentence.ts';
import type { StepperTexts } from '../../src/figures/cell-stepper/texts.ts';
import { findWeight, weightName, writeWeight } from '../../src/figures/cell-stepper/weight-names.ts';
import { lastCapitalNetwork } from './stepper-networks.ts';

const cells = ['rnn', 'gru', 'lstm'] as const;
function open(cell: CellKind): Stepper {
  const trained = lastCapitalNetwork(cell);
  return createStepper(cell, trained, beginningOf(trained));
}

/** The stepper's words, as its door hands them over. */
const dictionary = JSON.parse(readFileSync('content/interface/en.json', 'utf8')) as Record<string, string>;
const prefix = 'figures.cell-stepper.';
const texts = Object.fromEntries(
  Object.entries(dictionary)
    .filter(([key]) => key.startsWith(prefix))
    .map(([key, text]) => [key.slice(prefix.length), text]),
) as StepperTexts;

/** The one class that is right. */
function rightClass({ asked }: Question): number {
  const target = asked[0]?.target;
  if (target?.kind !== 'classes') throw new Error('a class is right here');
  return target.classes[0] ?? -1;
}

/** A clock that goes on by a millisecond at every look, and a queue of what was put off. */
function handClock() {
  const queue: (() => void)[] = [];
  let now = 0;
  const clock: Clock = {
    now: () => {
      now += 1;
      return now;
    },
    later: (run) => queue.push(run),
  };
  const turn = () => queue.shift()?.();
  return { clock, turn, queue };
}

function check(stepper: Stepper) {
  const { clock, turn, queue } = handClock();
  const checking = createChecking(stepper.question, clock);
  checking.start();
  while (queue.length > 0) turn();
  return checking.finding.value;
}

describe.each(cells)('the gradient of the %s on screen', (cell) => {
  test.each([1, 9, 16, 17, 24])('equals central differences for the loss at step %i', (step) => {
    const stepper = open(cell);
    stepper.setLossStep(step);
    const finding = check(stepper);
    expect(finding?.parameters).toBe(stepper.trained.parameters.data.length);
    expect(finding?.held).toBe(0);
    // Rounding in the loss and what four points leave out: about 1e-7 each.
    expect(finding?.largestRelativeError).toBeLessThan(1e-6);
    expect(finding?.largestRelativeError).toBeGreaterThan(0);
  });

  test('does so with every quantity held somewhere, one unit or all of a row', () => {
    const stepper = open(cell);
    stepper.setLossStep(16);
    stepper.strips.forEach(({ name, range }, k) => {
      if (name === 'probability' || name === 'input' || !range) return;
      stepper.force(name, 1 + (k % 4), 3 + k, 0.3);
      expect(check(stepper)?.largestRelativeError).toBeLessThan(1e-6);
      for (let unit = 1; unit <= 4; unit += 1) stepper.force(name, unit, 12, 0.4);
    });
    const { forced } = stepper.state.now.value;
    const finding = check(stepper);
    expect(finding?.held).toBe(forced.length);
    expect(finding?.largestRelativeError).toBeLessThan(1e-6);
    stepper.setView('before');
    expect(check(stepper)?.held).toBe(0);
  });

  test('is that of the probability on screen, and stops at what is held', () => {
    const stepper = open(cell);
    stepper.setLossStep(16);
    for (let unit = 1; unit <= 4; unit += 1) {
      stepper.force('hiddenState', unit, 9, 0.5);
      if (cell === 'lstm') stepper.force('cellState', unit, 9, 0.5);
    }
    const question = stepper.question.value;
    if (!question) throw new Error('a capital was read by step 16');
    const { loss, quantities } = gradientOf(question);
    expect(loss).toBeCloseTo(-Math.log(valueAt(stepper.after.value, 'probability', rightClass(question), 15)), 12);
    const dHidden = quantities['hiddenState'] ?? new Float64Array(0);
    expect([...dHidden.subarray(0, 9 * 4)].every((value) => value === 0)).toBe(true);
    expect([...dHidden.subarray(9 * 4, 16 * 4)].every((value) => value !== 0)).toBe(true);
    expect([...dHidden.subarray(16 * 4)].every((value) => value === 0)).toBe(true);
  });

  test('is named weight by weight as in the chapter', () => {
    const { trained } = open(cell);
    const { parameters, network } = trained;
    const { hiddenSize } = network.description;
    const count = parameters.data.length;
    const names = Array.from({ length: count }, (_, k) => writeWeight(weightName(trained, k)));
    expect(new Set(names).size).toBe(count);
    names.forEach((_, k) => {
      expect(findWeight(trained, weightName(trained, k))).toBe(k);
    });
    const block = { lstm: 1, gru: 1, rnn: 0 }[cell];
    const subscript = { lstm: 'hf', gru: 'hz', rnn: 'hh' }[cell];
    const at = names.indexOf(`W_${subscript}[2, 3]`);
    expect(parameters.data[at]).toBe(entry(parameters.get('rnn.weight_hh_l0'), block * hiddenSize + 1, 2));
    expect(parameters.data[names.indexOf('W_hy[4, 1]')]).toBe(entry(parameters.get('head.weight'), 3, 0));
    expect(parameters.data[names.indexOf('b_y[2]')]).toBe(entry(parameters.get('head.bias'), 0, 1));
    expect(() => weightName(trained, count)).toThrow(`There is no parameter ${count + 1}; there are ${count}`);
  });
});

describe('the check', () => {
  test('leaves the weights on screen alone and takes many short turns', () => {
    const stepper = open('lstm');
    const weights = [...stepper.trained.parameters.data];
    const { clock, turn, queue } = handClock();
    const checking = createChecking(stepper.question, clock);
    checking.start();
    checking.start();
    expect(checking.isRunning.value).toBe(true);
    let turns = 0;
    while (queue.length > 0) {
      expect(queue).toHaveLength(1);
      turn();
      expect([...stepper.trained.parameters.data]).toEqual(weights);
      turns += 1;
    }
    // A parameter a millisecond, and eight of them in a turn.
    expect(turns).toBeGreaterThan(244 / 10);
    expect(checking.isRunning.value).toBe(false);
  });

  test('is void as soon as something else is asked, and holds while the reader only looks', () => {
    const stepper = open('gru');
    const { clock, turn, queue } = handClock();
    const checking = createChecking(stepper.question, clock);
    checking.start();
    turn();
    stepper.setLetter(3, 'B');
    expect(checking.isRunning.value).toBe(false);
    while (queue.length > 0) turn();
    expect(checking.finding.value).toBeNull();
    checking.start();
    while (queue.length > 0) turn();
    stepper.goTo(20);
    stepper.select('hiddenState', 3);
    expect(checking.finding.value).not.toBeNull();
    stepper.force('hiddenState', 3, 20, 0.5);
    expect(checking.finding.value).toBeNull();
  });

  test('stops when the figure goes', () => {
    const stepper = open('gru');
    const { clock, turn, queue } = handClock();
    const checking = createChecking(stepper.question, clock);
    checking.start();
    checking.stop();
    while (queue.length > 0) turn();
    expect(checking.finding.value).toBeNull();
  });

  test('is told in the status, until the reader goes on', async () => {
    const stepper = open('lstm');
    stepper.force('forgetGate', 1, 20, 0.5);
    stepper.check();
    expect(statusOf(stepper, texts)).toMatch(/^Step 6 of 24\./);
    for (let k = 0; k < 400 && !stepper.checking.finding.value; k += 1) {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    expect(statusOf(stepper, texts)).toMatch(
      /^Gradient of the loss at step 24, .*: 244 parameters, largest relative error \d × 10⁻[⁷⁸⁹], at \w_\w+\[[\d, ]+\], in [\d,]+ ms\. Forced alike in both: 1\. They agree\.$/,
    );
    stepper.goTo(7);
    expect(statusOf(stepper, texts)).toMatch(/^Step 7 of 24\./);
  });

  test('says why there is no loss before the first capital', () => {
    const stepper = open('rnn');
    stepper.setLetter(1, 'a');
    stepper.setLossStep(9);
    stepper.check();
    expect(stepper.checking.isRunning.value).toBe(false);
    expect(statusOf(stepper, texts)).toMatch(/^No capital letter has been read by step 9,/);
  });
});
