/** The stepper with more steps and units than fit at full size. */
import { describe, expect, test } from 'vitest';
import { createStepper } from '../../src/figures/cell-stepper/model.ts';
import { valueAt } from '../../src/figures/cell-stepper/network.ts';
import { readLetters } from '../../src/figures/cell-stepper/sequence.ts';
import { paintSquares } from '../../src/figures/shared/strip-pixels.ts';
import { createTask } from '../../src/tasks/tasks.ts';
import { randomNetwork } from './stepper-networks.ts';

describe('a network of 16 units over 64 steps', () => {
  const trained = randomNetwork(createTask('last-capital'), { cell: 'lstm', hiddenSize: 16 });
  const sequence = readLetters(trained, 'AbcdabcdCbcdabcd'.repeat(4));
  const open = () => createStepper('big', trained, { sequence, step: 1, unit: 1, row: 'forgetGate' });

  test('follows a poke', () => {
    const stepper = open();
    stepper.force('forgetGate', 3, 9, 0);
    expect(stepper.squares.value).toHaveLength(7);
    expect(stepper.squares.value[0]?.squares.values).toHaveLength(64 * 16);
    expect(stepper.after.value).not.toEqual(stepper.before.value);
  });

  test('shows 24 whole steps, the present one a third from the left, and stops at both ends', () => {
    const stepper = open();
    const starts = [1, 9, 10, 30, 49, 64].map((step) => {
      stepper.goTo(step);
      return stepper.window.value.start;
    });
    expect(starts).toEqual([0, 0, 1, 21, 40, 40]);
    expect(stepper.visible.value.map(({ squares }) => squares.columns)).toEqual(Array(7).fill(24));
    const [first] = stepper.visible.value;
    expect(first?.squares.values[0]).toBe(valueAt(stepper.after.value, 'forgetGate', 0, 40));
    expect(first?.squares.values).toHaveLength(24 * 16);
  });

  test('keeps its steps in place while a pointer is down', () => {
    const stepper = open();
    stepper.holdWindow(true);
    stepper.goTo(40);
    expect(stepper.window.value.start).toBe(0);
    stepper.holdWindow(false);
    expect(stepper.window.value.start).toBe(31);
  });

  test('paints every square of its window, changed ones before and after', () => {
    const stepper = open();
    stepper.force('forgetGate', 3, 9, 0);
    stepper.goTo(9);
    const strip = stepper.visible.value.find((each) => each.strip.name === 'cellState');
    if (!strip?.squares.before) throw new Error('the cell state is drawn and compared');
    const { values, before, threshold } = strip.squares;
    // 14 pixels for a column, 4 for a row, as rows of 16 units are drawn.
    const [width, height] = [24 * 14, 16 * 4];
    const pixels = new Uint32Array(width * height);
    const colour = (value: number) => Math.round((value + 1) * 1000);
    paintSquares(strip.squares, { colour }, 0, { pixels, width, height, gap: 1, rowGap: 0 });
    let split = 0;
    values.forEach((value, k) => {
      const [column, row] = [Math.floor(k / 16), k % 16];
      const was = before[k] ?? Number.NaN;
      const isSplit = Math.abs(value - was) > threshold;
      if (isSplit) split += 1;
      expect(pixels[row * 4 * width + column * 14]).toBe(colour(isSplit ? was : value));
      expect(pixels[(row * 4 + 3) * width + column * 14 + 12]).toBe(colour(value));
      expect(pixels[row * 4 * width + column * 14 + 13]).toBe(0);
    });
    expect(split).toBeGreaterThan(10);
  });
});
