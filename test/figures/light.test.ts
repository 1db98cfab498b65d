import { beforeEach, describe, expect, test } from 'vitest';
import { beginningOf } from '../../src/figures/cell-stepper/beginning.ts';
import { createStepper, type Stepper } from '../../src/figures/cell-stepper/model.ts';
import { lastCapitalNetwork } from './stepper-networks.ts';

const trained = lastCapitalNetwork('lstm');
let stepper: Stepper;

beforeEach(() => {
  stepper = createStepper('lstm', trained, beginningOf(trained));
});

describe('the square of a term', () => {
  test('is at the unit and the step on view', () => {
    stepper.select('candidate', 3, 9);
    expect(stepper.light.squareOf('forgetGate')).toEqual({ row: 'forgetGate', unit: 3, step: 9 });
  });

  test('is a step back for the state before', () => {
    stepper.select('candidate', 3, 9);
    expect(stepper.light.squareOf('previousCellState')).toEqual({ row: 'cellState', unit: 3, step: 8 });
    stepper.goTo(1);
    expect(stepper.light.squareOf('previousHiddenState')?.step).toBe(0);
  });

  test('is that of the answer looked at for a probability, and of the letter for the input', () => {
    stepper.select('probability', 4, 9);
    stepper.select('candidate', 2);
    expect(stepper.light.squareOf('probability')).toEqual({ row: 'probability', unit: 4, step: 9 });
    expect(stepper.light.squareOf('input')).toEqual({ row: 'input', unit: 1, step: 9 });
  });

  test('does not exist for what this cell has not got', () => {
    expect(stepper.light.squareOf('updateGate')).toBeNull();
    expect(stepper.light.squareOf('output')).toBeNull();
  });
});

describe('what is lit', () => {
  test('is what the pointer is on, else the term that has the focus', () => {
    stepper.light.focused.value = 'inputGate';
    stepper.light.pointed.value = 'outputGate';
    expect(stepper.light.lit.value).toBe('outputGate');
    stepper.light.pointed.value = null;
    expect(stepper.light.lit.value).toBe('inputGate');
  });

  test('is in the equations also the chosen row while the drawing has the focus', () => {
    stepper.select('candidate', 2);
    expect(stepper.light.named.value).toBeNull();
    stepper.light.isChosen.value = true;
    expect(stepper.light.named.value).toBe('candidate');
    expect(stepper.light.lit.value).toBeNull();
    expect(stepper.light.marked.value).toBeNull();
    stepper.light.pointed.value = 'cellState';
    expect(stepper.light.named.value).toBe('cellState');
  });

  test('shows its number in its square', () => {
    stepper.select('candidate', 2, 5);
    stepper.light.pointed.value = 'previousCellState';
    expect(stepper.light.marked.value).toEqual({ row: 'cellState', unit: 2, step: 4 });
    stepper.light.hovered.value = { row: 'forgetGate', unit: 1, step: 20 };
    expect(stepper.light.marked.value).toEqual({ row: 'forgetGate', unit: 1, step: 20 });
  });
});
