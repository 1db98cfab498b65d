/** The way back: what is drawn and printed of it is the engine's backward pass, and the chain rule accounts for it. */
import { describe, expect, test, vi } from 'vitest';
import type { CellKind } from '../../src/engine/cells/contract.ts';
import { beginningOf } from '../../src/figures/cell-stepper/beginning.ts';
import { productOf, productsOf, sumOf } from '../../src/figures/cell-stepper/chain.ts';
import { flowBack } from '../../src/figures/cell-stepper/flow-back.ts';
import { pressKey } from '../../src/figures/cell-stepper/keys.ts';
import { gradientOf } from '../../src/figures/cell-stepper/loss.ts';
import { createStepper, playPauseMs, type Stepper } from '../../src/figures/cell-stepper/model.ts';
import { valueAt } from '../../src/figures/cell-stepper/network.ts';
import { lastCapitalNetwork } from './stepper-networks.ts';

const cells = ['rnn', 'gru', 'lstm'] as const;
function open(cell: CellKind): Stepper {
  const trained = lastCapitalNetwork(cell);
  const stepper = createStepper(cell, trained, beginningOf(trained));
  stepper.setLossStep(16);
  stepper.setWay('backward');
  return stepper;
}
/** Holds something of every quantity, and the whole hidden state at one step. */
function holdSome(stepper: Stepper): void {
  stepper.setWay('forward');
  stepper.strips.forEach(({ name, range }, k) => {
    if (name !== 'probability' && name !== 'input' && range) stepper.force(name, 1 + (k % 4), 10 + k, 0.4);
  });
  stepper.setWay('backward');
}
const passesOf = ({ after, backward, question }: Stepper) => ({
  ...{ forward: after.value, backward: backward.after.value },
  interventions: question.value?.interventions ?? [],
});

describe.each(cells)('backwards, the %s stepper', (cell) => {
  test.each([false, true])('draws the engine’s gradients, each strip up to its largest (values held: %s)', (isHeld) => {
    const stepper = open(cell);
    if (isHeld) holdSome(stepper);
    const question = stepper.question.value;
    if (!question) throw new Error('a capital was read by step 16');
    expect(question.interventions.length > 0).toBe(isHeld);
    const { quantities, scores } = gradientOf(question);
    for (const { strip, squares, scale, ramp } of stepper.squares.value) {
      const engine = strip.name === 'probability' ? null : quantities[strip.name];
      const expected = engine ?? scores;
      expect(ramp).toBe('signed');
      expect(scale).toBeGreaterThan(0);
      const runs = isHeld ? [expected, stepper.backward.before.value.values[strip.name] ?? expected] : [expected];
      if (strip.name !== 'probability') {
        expect(scale).toBe(Math.max(...runs.flatMap((values) => [...values].map(Math.abs))));
      }
      expect([...squares.values]).toEqual([...expected].map((value) => value / scale));
    }
  });

  test.each([false, true])('accounts for every gradient by its products (values held: %s)', (isHeld) => {
    const stepper = open(cell);
    if (isHeld) holdSome(stepper);
    const passes = passesOf(stepper);
    let compared = 0;
    for (const { name } of stepper.strips) {
      if (name === 'probability') continue;
      for (let step = 0; step < 24; step += 1) {
        for (let unit = 0; unit < 4; unit += 1) {
          const gradient = valueAt(passes.backward, name, unit, step);
          const products = productsOf(passes, name, unit, step);
          if (!products) throw new Error(`${name} has no equation`);
          if (stepper.forcedAt(name, unit + 1, step + 1)) {
            expect(gradient).toBe(0);
            continue;
          }
          // Sums in another order than the engine's: a few units in the last place of the largest term.
          const largest = Math.max(...products.map((factors) => Math.abs(productOf(factors))));
          expect(Math.abs(sumOf(products) - gradient)).toBeLessThanOrEqual(1e-13 * largest);
          if (gradient !== 0) compared += 1;
        }
      }
    }
    expect(compared).toBeGreaterThan(100);
  });

  test('walks from the loss back to step 1', () => {
    vi.useFakeTimers();
    const stepper = open(cell);
    stepper.goTo(20);
    stepper.setWay('forward');
    stepper.setWay('backward');
    expect(stepper.state.now.value.step).toBe(16);
    stepper.goTo(20);
    stepper.play();
    expect(stepper.state.now.value.step).toBe(16);
    vi.advanceTimersByTime(playPauseMs * 3);
    expect(stepper.state.now.value.step).toBe(13);
    vi.advanceTimersByTime(playPauseMs * 30);
    expect([stepper.state.now.value.step, stepper.isPlaying.value]).toEqual([1, false]);
    vi.useRealTimers();
  });

  test('lets values be forced as forwards, by key or otherwise, and the gradient follows', () => {
    const stepper = open(cell);
    const edit = vi.fn();
    const press = (key: string) => {
      const held = { shiftKey: false, ctrlKey: false, metaKey: false, altKey: false };
      pressKey(stepper, { key, ...held }, { edit, showKeys: () => {} });
    };
    const gradients = () => [...(stepper.backward.after.value.values['hiddenState'] ?? [])];
    const own = gradients();
    stepper.select('hiddenState', 1, 12);
    press('ArrowUp');
    expect(stepper.state.now.value.forced).toHaveLength(1);
    const held = gradients();
    expect(held).not.toEqual(own);
    expect(valueAt(stepper.backward.after.value, 'hiddenState', 0, 11)).toBe(0);
    expect(valueAt(stepper.backward.before.value, 'hiddenState', 0, 11)).not.toBe(0);
    stepper.force('hiddenState', 1, 12, -0.5);
    expect(stepper.state.now.value.forced).toMatchObject([{ value: -0.5 }]);
    press('Enter');
    expect(edit).toHaveBeenCalledWith('');
    press('0');
    expect(gradients()).toEqual(own);
    stepper.state.undo();
    expect(gradients()).not.toEqual(own);
    expect(stepper.isBackward.value).toBe(true);
  });

  test('is zero throughout where there is no right answer', () => {
    const stepper = open(cell);
    stepper.setLetter(1, 'a');
    expect(stepper.question.value).toBeNull();
    for (const { squares } of stepper.squares.value)
      expect([...squares.values].every((value) => value === 0)).toBe(true);
  });
});

describe('the terms of the backward equations', () => {
  test('name squares of the step itself and of the one after it, up to the last', () => {
    const stepper = open('lstm');
    stepper.select('cellState', 2, 9);
    expect(stepper.light.squareOf('cellState')).toEqual({ row: 'cellState', unit: 2, step: 9 });
    expect(stepper.light.squareOf('nextCellState')).toEqual({ row: 'cellState', unit: 2, step: 10 });
    stepper.goTo(24);
    expect(stepper.light.squareOf('nextCellState')).toBeNull();
    stepper.light.pointed.value = 'nextCellState';
    expect(stepper.light.marked.value).toBeNull();
  });
});

describe('the drawing of the way back', () => {
  test.each(cells)(
    'of the %s shows what arrives, what the gate that keeps lets through, and what the gates get',
    (cell) => {
      const stepper = open(cell);
      const state = cell === 'lstm' ? 'cellState' : 'hiddenState';
      const at = (unit: number, step: number) => valueAt(stepper.backward.after.value, state, unit - 1, step - 1);
      for (const step of [16, 12, 5, 2]) {
        stepper.select(state, 3, step);
        const flow = flowBack(stepper);
        if (!flow) throw new Error('every cell has a state');
        expect(Math.abs(flow.arrived - at(3, step))).toBeLessThanOrEqual(1e-13 * flow.largest);
        expect(flow.passed).toBe(at(3, step));
        const kept = flow.kept?.value ?? 0;
        expect(Math.abs(flow.straight - flow.passed * kept)).toBeLessThanOrEqual(1e-13 * flow.largest);
        // No loss looks at an earlier step: the two roads are all there is.
        expect(Math.abs(flow.straight + flow.through - at(3, step - 1))).toBeLessThanOrEqual(1e-12 * flow.largest);
        expect(flow.largest).toBeGreaterThan(0);
      }
      stepper.goTo(1);
      expect([flowBack(stepper)?.straight, flowBack(stepper)?.through]).toEqual([0, 0]);
    },
  );

  test('stops at a state that is held, and at a gate that is shut', () => {
    const stepper = open('lstm');
    stepper.force('forgetGate', 3, 12, 0);
    stepper.select('cellState', 3, 12);
    expect(flowBack(stepper)).toMatchObject({ straight: 0, kept: { value: 0 } });
    stepper.force('cellState', 3, 12, 1);
    expect(flowBack(stepper)?.passed).toBe(0);
    expect(flowBack(stepper)?.arrived).not.toBe(0);
  });
});

test('sub-steps are walked backwards too, through the step and on into the one before', () => {
  const stepper = open('lstm');
  stepper.goTo(12);
  const seen: string[] = [];
  for (let k = 0; k < 7; k += 1) {
    stepper.opening.walk(-1);
    seen.push(`${stepper.state.now.value.sub} ${stepper.state.now.value.step}`);
  }
  expect(seen).toEqual([
    'hiddenState 12',
    'cellState 12',
    'outputGate 12',
    'candidate 12',
    'inputGate 12',
    'forgetGate 12',
    'hiddenState 11',
  ]);
  expect(stepper.opening.opened.value).toBeNull();
});
