/** What is forced in the stepper over several steps, for all units, by scaling and freezing; and how it is edited. */
import { describe, expect, test, vi } from 'vitest';
import type { CellKind } from '../../src/engine/cells/contract.ts';
import { setUnit } from '../../src/engine/interventions.ts';
import { beginningOf } from '../../src/figures/cell-stepper/beginning.ts';
import { edgeAt, pullEdge } from '../../src/figures/cell-stepper/edges.ts';
import { pressKey } from '../../src/figures/cell-stepper/keys.ts';
import { lossOf } from '../../src/figures/cell-stepper/loss.ts';
import { createStepper, type Stepper } from '../../src/figures/cell-stepper/model.ts';
import { runNetwork, valueAt } from '../../src/figures/cell-stepper/network.ts';
import { readForcing } from '../../src/figures/cell-stepper/typed.ts';
import { lastCapitalNetwork } from './stepper-networks.ts';

const stepperOf = (cell: CellKind = 'lstm', trained = lastCapitalNetwork(cell)) =>
  createStepper(cell, trained, beginningOf(trained));
const entry = (stepper: Stepper, k = 0) => {
  const found = stepper.state.now.value.forced[k];
  if (!found) throw new Error(`There is no entry ${k + 1}`);
  return found;
};
const link = (stepper: Stepper) => stepper.state.link().replace(/^.*force=/, '');
const host = { edit: vi.fn(), showKeys: vi.fn() };
const press = (stepper: Stepper, key: string, shiftKey = false) =>
  pressKey(stepper, { key, shiftKey, ctrlKey: false, metaKey: false, altKey: false }, host);

describe('an entry of the list', () => {
  test('reaches over steps and all units, as the engine has it', () => {
    const stepper = stepperOf();
    stepper.force('forgetGate', 2, 6, 0.25);
    stepper.edit(entry(stepper), { unit: 'all', lastStep: 9 });
    const expected = [{ ...setUnit('forgetGate', 'all', 5, 0.25), lastStep: 8 }];
    expect(stepper.after.value).toEqual(
      runNetwork(stepper.trained, stepper.sequence.value, { interventions: expected }),
    );
    for (let step = 5; step <= 8; step += 1) expect(valueAt(stepper.after.value, 'forgetGate', 3, step)).toBe(0.25);
    expect(link(stepper)).toBe('f*@6-9:0.25');
  });

  test('scales, and freezes at what stood one step before', () => {
    const stepper = stepperOf();
    stepper.forceAs('scale', 'cellState', 1, 6, 0.5);
    stepper.forceAs('freeze', 'forgetGate', 2, 7);
    const at = (run: 'before' | 'after', name: string, unit: number, step: number) =>
      valueAt(stepper[run].value, name, unit - 1, step - 1);
    expect(at('after', 'cellState', 1, 6)).toBe(at('before', 'cellState', 1, 6) * 0.5);
    expect(at('after', 'forgetGate', 2, 7)).toBe(at('after', 'forgetGate', 2, 6));
    expect(link(stepper)).toBe('c1@6:x0.5,f2@7:hold');
  });

  test('cannot freeze a gate at the first step, and moves on to the second', () => {
    const stepper = stepperOf();
    stepper.forceAs('freeze', 'forgetGate', 1, 1);
    expect(stepper.state.now.value.forced).toEqual([]);
    stepper.force('forgetGate', 1, 1, 0.5);
    stepper.edit(entry(stepper), { kind: 'freeze' });
    expect(link(stepper)).toBe('f1@2:hold');
    stepper.forceAs('freeze', 'cellState', 1, 1);
    expect(valueAt(stepper.after.value, 'cellState', 0, 0)).toBe(0);
  });

  test('stays within the strip and its range, whatever it is told', () => {
    const stepper = stepperOf();
    stepper.force('forgetGate', 1, 6, 0.5);
    stepper.edit(entry(stepper), { firstStep: -3, lastStep: 99, value: 7 });
    expect(link(stepper)).toBe('f1@1-24:1');
    stepper.edit(entry(stepper), { kind: 'scale', value: -9 });
    expect(link(stepper)).toBe('f1@1-24:x-4');
    stepper.edit(entry(stepper), { firstStep: 9, lastStep: 3 });
    expect(link(stepper)).toBe('f1@9:x-4');
  });

  test('decides over the one before it in the list, while it is switched on', () => {
    const stepper = stepperOf();
    stepper.force('forgetGate', 1, 5, 0.25);
    stepper.edit(entry(stepper), { unit: 'all', lastStep: 8 });
    stepper.forceAs('scale', 'forgetGate', 1, 6, 2);
    expect(valueAt(stepper.after.value, 'forgetGate', 0, 5)).toBe(0.5);
    expect(stepper.forcedAt('forgetGate', 1, 6)).toBe(entry(stepper, 1));
    stepper.setOn(entry(stepper, 1), false);
    expect(stepper.forcedAt('forgetGate', 1, 6)).toBe(entry(stepper, 0));
    expect(valueAt(stepper.after.value, 'forgetGate', 0, 5)).toBe(0.25);
  });

  test('is the same one through edits, undo and redo', () => {
    const stepper = stepperOf();
    stepper.force('forgetGate', 1, 5, 0.25);
    const id = stepper.idOf(entry(stepper));
    stepper.edit(entry(stepper), { lastStep: 8 });
    stepper.edit(entry(stepper), { kind: 'scale' });
    stepper.state.undo();
    stepper.state.undo();
    expect([link(stepper), stepper.idOf(entry(stepper))]).toEqual(['f1@5:0.25', id]);
    stepper.state.redo();
    expect([link(stepper), stepper.idOf(entry(stepper))]).toEqual(['f1@5-8:0.25', id]);
  });

  test('takes more than fifty edits back, one by one', () => {
    const stepper = stepperOf();
    stepper.force('forgetGate', 1, 5, 0);
    for (let k = 1; k <= 60; k += 1) {
      stepper.edit(entry(stepper), { value: k / 100 });
      stepper.state.endGesture();
    }
    for (let k = 59; k >= 10; k -= 1) {
      stepper.state.undo();
      expect(entry(stepper).value).toBe(k / 100);
    }
  });
});

test('the loss before and after is that of the engine', () => {
  for (const cell of ['rnn', 'gru', 'lstm'] as const) {
    const stepper = stepperOf(cell);
    expect(stepper.loss.after.value).toBe(stepper.loss.before.value);
    stepper.force('hiddenState', 1, 20, -1);
    stepper.forceAs('scale', 'hiddenState', 2, 22, 1.5);
    const question = stepper.question.value;
    // The readout adds up in another order here than in the kernels.
    expect(stepper.loss.after.value).toBeCloseTo(question ? lossOf(question) : Number.NaN, 12);
    expect(stepper.loss.after.value).not.toBe(stepper.loss.before.value);
    expect(stepper.loss.before.value).toBeCloseTo(stepper.backward.before.value.loss ?? Number.NaN, 12);
  }
});

describe('a drag', () => {
  const drag = (stepper: Stepper, from: number, ...to: number[]) => {
    const right = (to[0] ?? from) > from;
    let edge = edgeAt(stepper, { row: 'forgetGate', unit: 1, step: from }, right);
    for (const step of to) if (edge) edge = pullEdge(stepper, edge, step);
    stepper.state.endGesture();
  };

  test('of a mark sideways reaches over more steps or fewer, and is taken back at once', () => {
    const stepper = stepperOf();
    stepper.force('forgetGate', 1, 6, 0);
    drag(stepper, 6, 7, 8, 9);
    expect(link(stepper)).toBe('f1@6-9:0');
    drag(stepper, 6, 5, 4);
    expect(link(stepper)).toBe('f1@4-9:0');
    drag(stepper, 9, 8, 2);
    expect(link(stepper)).toBe('f1@4:0');
    stepper.state.undo();
    expect(link(stepper)).toBe('f1@4-9:0');
    expect(edgeAt(stepper, { row: 'forgetGate', unit: 1, step: 6 }, true)).toBeNull();
    expect(edgeAt(stepper, { row: 'forgetGate', unit: 2, step: 9 }, true)).toBeNull();
  });

  test('up or down moves the value or the factor of all that is forced together', () => {
    const stepper = stepperOf();
    stepper.force('forgetGate', 1, 6, 0.5);
    stepper.edit(entry(stepper), { lastStep: 9 });
    stepper.gripAt('forgetGate', 1, 8, 0.5).set(0.75);
    expect(link(stepper)).toBe('f1@6-9:0.75');
    stepper.edit(entry(stepper), { kind: 'scale', value: 0.5 });
    const grip = stepper.gripAt('forgetGate', 1, 7, 0.3);
    expect([grip.value, grip.isFactor]).toEqual([0.5, true]);
    grip.set(1.5);
    expect(link(stepper)).toBe('f1@6-9:x1.5');
    stepper.edit(entry(stepper), { kind: 'freeze' });
    stepper.gripAt('forgetGate', 1, 7, 0.3).set(0.31);
    expect(link(stepper)).toBe('f1@6-9:hold,f1@7:0.31');
  });

  test('does the same on the way back', () => {
    const stepper = stepperOf();
    stepper.force('forgetGate', 1, 6, 0.5);
    stepper.setWay('backward');
    stepper.gripAt('forgetGate', 1, 6, 0).set(0.75);
    expect(edgeAt(stepper, { row: 'forgetGate', unit: 1, step: 6 }, true)?.entry.value).toBe(0.75);
    expect(link(stepper)).toContain('f1@6:0.75');
  });
});

describe('keys', () => {
  test('reach over more steps and back, as when selecting text', () => {
    const stepper = stepperOf();
    stepper.select('forgetGate', 2, 6);
    press(stepper, 'ArrowDown');
    press(stepper, 'ArrowRight', true);
    press(stepper, 'ArrowRight', true);
    expect([entry(stepper).firstStep, entry(stepper).lastStep, stepper.state.now.value.step]).toEqual([6, 8, 8]);
    press(stepper, 'ArrowLeft', true);
    expect([entry(stepper).firstStep, entry(stepper).lastStep, stepper.state.now.value.step]).toEqual([6, 7, 7]);
    press(stepper, 'ArrowLeft', true);
    press(stepper, 'ArrowLeft', true);
    expect([entry(stepper).firstStep, entry(stepper).lastStep, stepper.state.now.value.step]).toEqual([5, 6, 5]);
  });

  test('force all units, freeze, ask for a factor, and let go', () => {
    const stepper = stepperOf();
    stepper.select('forgetGate', 2, 6);
    press(stepper, 'f');
    expect(link(stepper)).toContain('f2@6:hold');
    press(stepper, 'a');
    expect(link(stepper)).toContain('f*@6:hold');
    press(stepper, 'x');
    expect(host.edit).toHaveBeenCalledWith('×');
    press(stepper, '0');
    expect(stepper.state.now.value.forced).toEqual([]);
    expect(press(stepper, 'a')).toBe(false);
  });

  test('walk on where nothing is forced', () => {
    const stepper = stepperOf();
    stepper.select('forgetGate', 2, 6);
    press(stepper, 'ArrowRight', true);
    expect(stepper.state.now.value.step).toBe(7);
    expect(stepper.state.now.value.forced).toEqual([]);
  });
});

test.each([
  ['0.25', { kind: 'set', value: 0.25 }],
  ['−1,5', { kind: 'set', value: -1.5 }],
  ['×0.5', { kind: 'scale', value: 0.5 }],
  ['x -2', { kind: 'scale', value: -2 }],
  ['* .5', { kind: 'scale', value: 0.5 }],
  ['2×', { kind: 'scale', value: 2 }],
  ['x', undefined],
  ['1e3', undefined],
  ['', undefined],
])('what is typed as %o is understood', (text, wanted) => {
  expect(readForcing(text)).toEqual(wanted);
});
