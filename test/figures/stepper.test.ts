import { describe, expect, test, vi } from 'vitest';
import type { CellKind } from '../../src/engine/cells/contract.ts';
import { setUnit } from '../../src/engine/interventions.ts';
import { beginningOf } from '../../src/figures/cell-stepper/beginning.ts';
import { explain } from '../../src/figures/cell-stepper/explain.ts';
import { pressKey } from '../../src/figures/cell-stepper/keys.ts';
import { createStepper, playPauseMs } from '../../src/figures/cell-stepper/model.ts';
import { loadNetwork, runNetwork, valueAt, whyUnreadable } from '../../src/figures/cell-stepper/network.ts';
import { readAnswer } from '../../src/figures/cell-stepper/reading.ts';
import { ownValue } from '../../src/figures/cell-stepper/sums.ts';
import { lastCapital, lastCapitalNetwork, lastCapitalWeights } from './stepper-networks.ts';

const stepperOf = (cell: CellKind, trained = lastCapitalNetwork(cell)) =>
  createStepper(cell, trained, beginningOf(trained));
const cells = ['rnn', 'gru', 'lstm'] as const;

describe.each(cells)('the %s stepper', (cell) => {
  test('answers with the last capital at every step of its example', () => {
    const { state, after, trained } = stepperOf(cell);
    let capital = '';
    [...state.now.value.letters].forEach((letter, step) => {
      if (trained.answers.includes(letter)) capital = letter;
      expect(valueAt(after.value, 'probability', trained.answers.indexOf(capital), step)).toBeGreaterThan(0.9);
    });
  });

  test('recomputes every quantity from the parts it explains', () => {
    const { after, strips, steps } = stepperOf(cell);
    for (const { name } of strips.filter(({ range }) => range !== null)) {
      for (let step = 0; step < steps; step += 1) {
        for (let unit = 0; unit < after.value.units; unit += 1) {
          const own = ownValue(after.value, name, unit, step);
          // Sums are added in another order here than in the kernels.
          expect(own).toBeCloseTo(valueAt(after.value, name, unit, step), 12);
        }
      }
    }
  });

  test('changes what comes after a forced value exactly as the engine says, and nothing before', () => {
    const stepper = stepperOf(cell);
    const { name } = stepper.strips[0] ?? { name: 'hiddenState' };
    if (name === 'probability' || name === 'input') throw new Error('the first strip is a quantity');
    stepper.force(name, 2, 6, 0);
    const expected = runNetwork(stepper.trained, stepper.sequence.value, {
      interventions: [setUnit(name, 1, 5, 0)],
    });
    expect(stepper.after.value).toEqual(expected);
    expect(valueAt(stepper.after.value, name, 1, 5)).toBe(0);
    for (let step = 0; step < 5; step += 1) {
      expect(valueAt(stepper.after.value, 'hiddenState', 1, step)).toBe(
        valueAt(stepper.before.value, 'hiddenState', 1, step),
      );
    }
    expect(valueAt(stepper.after.value, 'hiddenState', 1, 6)).not.toBe(
      valueAt(stepper.before.value, 'hiddenState', 1, 6),
    );
  });
});

describe('the lstm stepper', () => {
  test('loses the answer when the gate it hangs on is shut, and says where', () => {
    const stepper = stepperOf('lstm');
    const { unit, step } = stepper.state.now.value;
    stepper.force('forgetGate', unit, step, 0);
    const reading = readAnswer(stepper);
    expect(reading?.answer).toBe('A');
    expect(reading?.was).toBeGreaterThan(0.9);
    expect(reading?.last).toBeLessThan(0.5);
    expect(reading?.lastStep).toBe(16);
  });

  test('switches off, releases, clears, and takes each back', () => {
    const stepper = stepperOf('lstm');
    stepper.force('forgetGate', 2, 6, 0);
    stepper.state.endGesture();
    stepper.force('cellState', 1, 3, -1.5);
    const list = () => stepper.state.now.value.forced;
    expect(list().map(({ firstStep }) => firstStep)).toEqual([6, 3]);
    const last = list()[0];
    if (last) stepper.setOn(last, false);
    expect(valueAt(stepper.after.value, 'forgetGate', 1, 5)).not.toBe(0);
    stepper.clearAll();
    expect(stepper.isForced.value).toBe(false);
    expect(stepper.after.value).toBe(stepper.before.value);
    for (let k = 0; k < 4; k += 1) stepper.state.undo();
    expect(list()).toEqual([]);
    for (let k = 0; k < 4; k += 1) stepper.state.redo();
    stepper.state.undo();
    expect(list().map(({ isOn }) => isOn)).toEqual([false, true]);
  });

  test('keeps forced values in range, in hundredths', () => {
    const stepper = stepperOf('lstm');
    stepper.force('forgetGate', 1, 1, 7);
    stepper.force('inputGate', 1, 1, -0.001);
    stepper.force('hiddenState', 1, 1, Number.NaN);
    expect(stepper.state.now.value.forced.map(({ value }) => value)).toEqual([1, 0]);
  });

  test('reads another letter when one is changed', () => {
    const stepper = stepperOf('lstm');
    stepper.setLetter(6, 'B');
    expect(readAnswer(stepper)?.answer).toBe('B');
    stepper.setLetter(6, 'Z');
    expect(stepper.state.now.value.letters.charAt(5)).toBe('B');
  });

  test('explains a held gate with what the network gave and what is held', () => {
    const stepper = stepperOf('lstm');
    const { unit } = stepper.state.now.value;
    stepper.force('forgetGate', unit, 6, 0.25);
    const explanation = explain(stepper, 'forgetGate');
    expect(explanation?.forcedTo?.value).toBe(0.25);
    const result = explanation?.parts.at(-1);
    const own = typeof result === 'object' ? result.value : Number.NaN;
    expect(own).toBeCloseTo(valueAt(stepper.before.value, 'forgetGate', unit - 1, 5), 12);
  });

  test('plays to the end, step by step, and stops', () => {
    vi.useFakeTimers();
    const stepper = stepperOf('lstm');
    stepper.goTo(22);
    stepper.play();
    vi.advanceTimersByTime(playPauseMs);
    expect(stepper.state.now.value.step).toBe(23);
    vi.advanceTimersByTime(5 * playPauseMs);
    expect([stepper.state.now.value.step, stepper.isPlaying.value]).toEqual([24, false]);
    vi.useRealTimers();
  });
});

describe('keys', () => {
  const host = { edit: vi.fn(), showKeys: vi.fn() };
  const press = (
    stepper: ReturnType<typeof stepperOf>,
    key: string,
    held: Partial<Record<'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey', boolean>> = {},
  ) => pressKey(stepper, { key, shiftKey: false, ctrlKey: false, metaKey: false, altKey: false, ...held }, host);

  test('step, move, change, clear and undo', () => {
    const stepper = stepperOf('lstm');
    const now = () => stepper.state.now.value;
    press(stepper, 'ArrowRight');
    expect(now().step).toBe(7);
    press(stepper, 'ArrowDown', { shiftKey: true });
    expect([now().row, now().unit]).toEqual(['forgetGate', 2]);
    press(stepper, 'ArrowDown');
    expect(now().forced).toHaveLength(1);
    press(stepper, '0');
    expect(now().forced).toEqual([]);
    press(stepper, 'z', { ctrlKey: true });
    expect(now().forced).toHaveLength(1);
    press(stepper, 'z', { metaKey: true, shiftKey: true });
    expect(now().forced).toEqual([]);
    press(stepper, '?');
    expect(host.showKeys).toHaveBeenCalledOnce();
    press(stepper, '5');
    expect(host.edit).toHaveBeenCalledWith('5');
  });

  test('change the letter in the row of letters', () => {
    const stepper = stepperOf('lstm');
    stepper.select('input', 1, 6);
    press(stepper, 'B');
    expect(stepper.state.now.value.letters.charAt(5)).toBe('B');
    press(stepper, 'ArrowUp');
    expect(stepper.state.now.value.letters.charAt(5)).toBe('C');
  });

  test('leave to the browser what is not theirs', () => {
    const stepper = stepperOf('lstm');
    expect(press(stepper, 'Tab')).toBe(false);
    expect(press(stepper, 'f', { ctrlKey: true })).toBe(false);
    expect(press(stepper, 'ArrowLeft', { altKey: true })).toBe(false);
    expect(press(stepper, 'q')).toBe(false);
  });
});

describe('trained weights that cannot be read', () => {
  test('have a word for what is wrong', () => {
    const file = lastCapitalWeights('lstm');
    const wordFor = (weights: string, cell: CellKind = 'lstm') => {
      try {
        return loadNetwork(lastCapital(cell), weights) && 'fine';
      } catch (error) {
        return whyUnreadable(error);
      }
    };
    expect(wordFor(file)).toBe('fine');
    expect(wordFor(file.slice(0, 400))).toBe('tensorFileUnreadable');
    expect(wordFor('no base64!')).toBe('tensorFileUnreadable');
    expect(wordFor(file, 'gru')).toBe('tensorFileMismatch');
  });
});
