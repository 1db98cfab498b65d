/** Walking through the sub-steps of a timestep, and tracing a number to where it comes from and where it goes. */
import { beforeEach, describe, expect, test } from 'vitest';
import en from '../../content/interface/en.json' with { type: 'json' };
import { beginningOf } from '../../src/figures/cell-stepper/beginning.ts';
import { pressKey } from '../../src/figures/cell-stepper/keys.ts';
import { createStepper, type Stepper } from '../../src/figures/cell-stepper/model.ts';
import { keyOf } from '../../src/figures/cell-stepper/opened/parts.ts';
import { statusOf } from '../../src/figures/cell-stepper/sentence.ts';
import type { StepperTexts } from '../../src/figures/cell-stepper/texts.ts';
import { lastCapitalNetwork } from './stepper-networks.ts';

const trained = lastCapitalNetwork('lstm');
const prefix = 'figures.cell-stepper.';
const texts = Object.fromEntries(
  Object.entries(en).flatMap(([key, text]) => (key.startsWith(prefix) ? [[key.slice(prefix.length), text]] : [])),
) as StepperTexts;
let stepper: Stepper;
const now = () => stepper.state.now.value;
const host = { edit: () => {}, showKeys: () => {} };
const press = (key: string) =>
  pressKey(stepper, { key, shiftKey: false, ctrlKey: false, metaKey: false, altKey: false }, host);

beforeEach(() => {
  stepper = createStepper('lstm', trained, beginningOf(trained));
  stepper.goTo(6);
});

describe('a walk through the sub-steps', () => {
  test('opens one after the other in the order of computation, and goes on in the next step', () => {
    expect(stepper.opening.opened.value).toBeNull();
    const walked = Array.from({ length: 7 }, () => {
      press('n');
      return `${now().sub}@${now().step}`;
    });
    expect(walked).toEqual([
      ...['forgetGate@6', 'inputGate@6', 'candidate@6', 'outputGate@6', 'cellState@6', 'hiddenState@6'],
      'forgetGate@7',
    ]);
    press('p');
    expect(`${now().sub}@${now().step} ${now().row}`).toBe('hiddenState@6 hiddenState');
  });

  test('stops at both ends of the sequence', () => {
    stepper.goTo(24);
    stepper.opening.open('hiddenState');
    expect(stepper.opening.canWalk(1)).toBe(false);
    stepper.goTo(1);
    stepper.opening.open('forgetGate');
    stepper.opening.walk(-1);
    expect(`${now().sub}@${now().step}`).toBe('forgetGate@1');
  });

  test('stands in the link, is taken back like a look, and is left by Escape', () => {
    stepper.opening.open('cellState');
    expect(stepper.state.link()).toContain('sub=cellState');
    press('Escape');
    expect(now().sub).toBe('none');
    stepper.state.endGesture();
    stepper.opening.open('forgetGate');
    stepper.state.undo();
    expect(now().sub).toBe('none');
  });

  test('opens what is chosen while something is open, and nothing backwards', () => {
    stepper.opening.open('cellState');
    stepper.select('outputGate', 3, 9);
    expect(stepper.opening.opened.value?.result).toMatchObject({ name: 'outputGate', unit: 3, step: 9 });
    stepper.setWay('backward');
    expect(stepper.opening.opened.value).toBeNull();
    expect(stepper.opening.canWalk(1)).toBe(true);
  });

  test('is told in the status', () => {
    stepper.opening.open('forgetGate');
    const { unit } = now();
    expect(statusOf(stepper, texts)).toContain(`Forget gate of unit ${unit} at step 6 opened: 6 terms, their sum`);
  });
});

describe('a number that is traced', () => {
  const keys = (spots: readonly { name: string; unit: number; step: number }[] = []) => spots.map(keyOf);

  test('lights what it was computed from and what uses it, until it is pressed again', () => {
    stepper.select('cellState', 2, 6);
    press('t');
    const trace = stepper.tracing.trace.value;
    expect(keys(trace?.from)).toEqual(['forgetGate 2@6', 'inputGate 2@6', 'candidate 2@6', 'cellState 2@5']);
    expect(keys(trace?.to)).toEqual(['hiddenState 2@6', 'cellState 2@7']);
    expect(trace?.lightOf({ name: 'cellState', unit: 2, step: 6 })).toBe('self');
    expect(trace?.lightOf({ name: 'cellState', unit: 1, step: 6 })).toBeNull();
    expect(statusOf(stepper, texts)).toContain(
      'Computed from forget gate of unit 2 at step 6, input gate of unit 2 at step 6, candidate of unit 2 at step 6, ' +
        'cell state of unit 2 at step 5. Used by hidden state of unit 2 at step 6, cell state of unit 2 at step 7.',
    );
    press('t');
    expect(stepper.tracing.trace.value).toBeNull();
  });

  test('is left by Escape before the opened product is', () => {
    stepper.opening.open('cellState');
    press('t');
    press('Escape');
    expect(stepper.tracing.trace.value).toBeNull();
    expect(now().sub).toBe('cellState');
  });

  test('may be a product, between its factors and the sum', () => {
    stepper.opening.open('forgetGate');
    const row = stepper.opening.opened.value?.rows.find(({ kind }) => kind === 'recurrent');
    if (!row) throw new Error('a gate looks at the old state');
    stepper.tracing.toggle(row.result);
    const trace = stepper.tracing.trace.value;
    expect(trace?.madeFrom.map(({ name }) => name)).toEqual([row.factors[0]?.name]);
    expect(keys(trace?.from)).toEqual([`hiddenState 1@5`]);
    expect(trace?.usedBy.map(({ name }) => name)).toEqual(['forgetGateSum']);
  });

  test('may be a weight, which is learned', () => {
    stepper.opening.open('forgetGate');
    const weight = stepper.opening.opened.value?.rows[0]?.factors[0];
    if (!weight) throw new Error('a gate has weights');
    stepper.tracing.toggle(weight);
    expect(statusOf(stepper, texts)).toContain('Learned, and the same at every step. Used by product');
    stepper.opening.open('cellState');
    expect(stepper.tracing.trace.value).toBeNull();
  });
});
