/** The sheet of weights and first states: what it shows is what the engine runs with, and every change is taken back. */
import { describe, expect, test, vi } from 'vitest';
import { copyParameters } from '../../src/engine/parameters.ts';
import { beginningOf } from '../../src/figures/cell-stepper/beginning.ts';
import { createStepper, type Stepper } from '../../src/figures/cell-stepper/model.ts';
import { runNetwork, valueAt } from '../../src/figures/cell-stepper/network.ts';
import { cellAt, pressSheetKey, type Spot, spotIn } from '../../src/figures/cell-stepper/weights-panel/keys.ts';
import { changedCells, type SheetCell, sheetOf } from '../../src/figures/cell-stepper/weights-panel/sheet.ts';
import { lastCapitalNetwork } from './stepper-networks.ts';

const cells = ['rnn', 'gru', 'lstm'] as const;
const stepperOf = (cell: (typeof cells)[number], trained = lastCapitalNetwork(cell)) =>
  createStepper(cell, trained, beginningOf(trained));
const all = (stepper: Stepper, page: 'unit' | 'readout' | 'start') =>
  sheetOf(stepper, page).rows.flatMap((row) => row.cells.filter((cell) => cell !== null));
const named = (stepper: Stepper, page: 'unit' | 'readout' | 'start', name: string): SheetCell => {
  const found = all(stepper, page).find((cell) => cell.name === name);
  if (!found) throw new Error(`There is no ${name}`);
  return found;
};

describe.each(cells)('the sheet of the %s', (cell) => {
  test('shows every parameter of the network once, under its own name', () => {
    const stepper = stepperOf(cell);
    const { units } = stepper.after.value;
    const shown = new Map<string, number>();
    for (let unit = 1; unit <= units; unit += 1) {
      stepper.select('hiddenState', unit);
      for (const { name, now } of all(stepper, 'unit')) shown.set(name, now);
    }
    for (const { name, now } of all(stepper, 'readout')) shown.set(name, now);
    const parameters = [...stepper.trained.parameters.data];
    expect(shown.size).toBe(parameters.length);
    expect([...shown.values()].sort((a, b) => a - b)).toEqual(parameters.sort((a, b) => a - b));
  });

  test('runs with each number that is changed, and with the old one when it is given back', () => {
    const stepper = stepperOf(cell);
    const start = stepper.before.value;
    for (const [k, { name, was }] of all(stepper, 'unit').entries()) {
      if (k % 5 !== 0) continue;
      named(stepper, 'unit', name).set(was + 1.5);
      expect(named(stepper, 'unit', name).now).toBeCloseTo(was + 1.5, 3);
      const { parameters } = stepper.edited.value;
      const moved = [...parameters.data].filter((value, index) => value !== stepper.trained.parameters.data[index]);
      expect(moved).toEqual([named(stepper, 'unit', name).now]);
      expect(stepper.after.value.values).toEqual(
        runNetwork({ ...stepper.trained, parameters }, stepper.sequence.value).values,
      );
      named(stepper, 'unit', name).giveBack();
      expect(stepper.after.value).toBe(start);
    }
  });

  test('begins with the states that are put in', () => {
    const stepper = stepperOf(cell);
    expect(all(stepper, 'start')).toHaveLength((cell === 'lstm' ? 2 : 1) * stepper.after.value.units);
    named(stepper, 'start', 'h_0[2]').set(-1.25);
    expect(stepper.after.value).toEqual(
      runNetwork(stepper.trained, stepper.sequence.value, {
        initial: [{ quantity: 'hiddenState', unit: 2, value: -1.25 }],
      }),
    );
    expect(valueAt(stepper.after.value, 'hiddenState', 1, -1)).toBe(-1.25);
  });
});

test('an edited bias is the same network with that bias', () => {
  const stepper = stepperOf('lstm');
  stepper.select('forgetGate', 3);
  named(stepper, 'unit', 'b_if[3]').set(4);
  const parameters = copyParameters(stepper.trained.parameters);
  parameters.get('rnn.bias_ih_l0').data[4 + 2] = 4;
  const { values } = runNetwork({ ...stepper.trained, parameters }, stepper.sequence.value);
  expect(stepper.after.value.values).toEqual(values);
});

test('what was changed is listed with its page and unit, and taken back one by one', () => {
  const stepper = stepperOf('lstm');
  stepper.select('forgetGate', 2);
  const change = (page: 'unit' | 'readout' | 'start', name: string, value: number) => {
    named(stepper, page, name).set(value);
    stepper.state.endGesture();
  };
  change('unit', 'W_hf[2, 3]', 1);
  change('readout', 'W_hy[1, 4]', 2);
  change('start', 'c_0[1]', 0.5);
  const list = () => changedCells(stepper).map(({ cell, page, unit }) => [cell.name, cell.now, page, unit]);
  expect(list()).toEqual([
    ['W_hf[2, 3]', 1, 'unit', 2],
    ['W_hy[1, 4]', 2, 'readout', null],
    ['c_0[1]', 0.5, 'start', null],
  ]);
  expect(stepper.state.link()).toContain('w=Whf2.3:1,Why1.4:2&h0=c1:0.5');
  stepper.state.undo();
  stepper.state.undo();
  expect(list()).toEqual([['W_hf[2, 3]', 1, 'unit', 2]]);
  stepper.state.redo();
  changedCells(stepper)[0]?.cell.giveBack();
  expect(list()).toEqual([['W_hy[1, 4]', 2, 'readout', null]]);
});

describe('keys in the sheet', () => {
  const none = { shiftKey: false, ctrlKey: false, metaKey: false, altKey: false };
  const pressing = (stepper: Stepper) => {
    const sheet = () => sheetOf(stepper, 'unit');
    let spot: Spot = { row: 0, column: 0 };
    const host = {
      move: (next: Spot) => {
        spot = next;
      },
      type: vi.fn(),
      undo: stepper.state.undo,
      redo: stepper.state.redo,
    };
    const press = (key: string, held: Partial<typeof none> = {}) =>
      pressSheetKey(sheet(), spot, { key, ...none, ...held }, host);
    return { press, host, spot: () => spot, cell: () => cellAt(sheet(), spot) as SheetCell, sheet };
  };

  test('move, change, give back, undo and type', () => {
    const stepper = stepperOf('lstm');
    const { press, host, spot, cell } = pressing(stepper);
    press('ArrowRight');
    press('ArrowDown', { shiftKey: true });
    expect(spot()).toEqual({ row: 1, column: 1 });
    const { was } = cell();
    press('ArrowUp');
    press('ArrowUp');
    expect(cell().now).toBeCloseTo(was + 0.2, 3);
    press('0');
    expect(cell().now).toBe(was);
    press('z', { ctrlKey: true });
    expect(cell().now).toBeCloseTo(was + 0.2, 3);
    press('z', { metaKey: true, shiftKey: true });
    expect(cell().now).toBe(was);
    press('Enter');
    press('7');
    expect(host.type.mock.calls).toEqual([[''], ['7']]);
    expect([press('Tab'), press('q'), press('ArrowUp', { altKey: true })]).toEqual([false, false, false]);
  });

  test('stop at the edges, on every page', () => {
    const stepper = stepperOf('lstm');
    const { press, spot, sheet } = pressing(stepper);
    press('ArrowLeft');
    press('ArrowUp', { shiftKey: true });
    expect(spot()).toEqual({ row: 0, column: 0 });
    press('End');
    expect(spot().column).toBe(sheet().columns.length - 1);
    expect(spotIn(sheetOf(stepper, 'start'), { row: 3, column: 13 })).toEqual({ row: 1, column: 3 });
  });
});
