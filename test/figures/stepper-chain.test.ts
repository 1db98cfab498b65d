/** The chain rule, product by product, for every cell and variant, whatever is forced: it accounts for every gradient. */
import katex from 'katex';
import { describe, expect, test } from 'vitest';
import { katexOptions } from '../../src/build/katex.ts';
import type { CellKind } from '../../src/engine/cells/contract.ts';
import {
  allBackwardEquations,
  backwardEquationsOf,
  type Differs,
} from '../../src/figures/cell-stepper/backward-equations.ts';
import { stripsOf } from '../../src/figures/cell-stepper/cells.ts';
import { productOf, productsOf, sumOf } from '../../src/figures/cell-stepper/chain.ts';
import { valueAt } from '../../src/figures/cell-stepper/network.ts';
import { passedBy } from '../../src/figures/cell-stepper/passing.ts';
import { pathsBack } from '../../src/figures/cell-stepper/paths-back.ts';
import { described, forceSome, openVariant } from './stepper-variants.ts';

describe.each(Object.keys(described) as (keyof typeof described)[])('backwards through %s', (name) => {
  test.each([false, true])('the products make every gradient (values of every kind forced: %s)', (isForced) => {
    const stepper = openVariant(name);
    if (isForced) forceSome(stepper);
    const interventions = stepper.question.value?.interventions ?? [];
    expect(interventions.length > 0).toBe(isForced);
    const passes = { forward: stepper.after.value, backward: stepper.backward.after.value, interventions };
    let compared = 0;
    for (const { name: quantity } of stepper.strips) {
      if (quantity === 'probability' || quantity === 'input') continue;
      for (let step = 0; step < stepper.steps; step += 1) {
        for (let unit = 0; unit < 5; unit += 1) {
          const products = productsOf(passes, quantity, unit, step);
          if (!products) throw new Error(`${quantity} has no equation`);
          const passed = passedBy(interventions, quantity, unit, step, sumOf(products));
          const gradient = valueAt(passes.backward, quantity, unit, step);
          // Sums in another order than the engine's: a few units in the last place of the largest term.
          const largest = Math.max(...products.map((factors) => Math.abs(productOf(factors))));
          expect(Math.abs(passed - gradient), `${quantity} ${unit + 1} ${step + 1}`).toBeLessThanOrEqual(
            1e-12 * largest,
          );
          if (gradient !== 0) compared += 1;
        }
      }
    }
    expect(compared).toBeGreaterThan(70);
  });
});

describe('the backward equations', () => {
  const waiting = (cell: CellKind) => allBackwardEquations(cell).map(({ key }) => key);

  test.each(Object.keys(described) as (keyof typeof described)[])(
    'of %s are rendered at build, each of them',
    (name) => {
      const { cell, trained } = openVariant(name);
      const equations = backwardEquationsOf(cell, trained.network.description);
      expect(equations.map(({ quantity }) => quantity).sort()).toEqual(
        stripsOf[cell].flatMap(({ name: strip }) => (strip === 'probability' ? [] : [strip])).sort(),
      );
      for (const { key } of equations) expect(waiting(cell)).toContain(key);
    },
  );

  test('say how a variant differs', () => {
    const texOf = (cell: CellKind, differs: Differs, wanted: string) =>
      backwardEquationsOf(cell, differs).find(({ quantity }) => quantity === wanted)?.tex ?? '';
    expect(texOf('gru', { reset: 'before' }, 'resetGate')).toContain(String.raw`W_{hn}^{\top}`);
    expect(texOf('gru', { variant: { update: 'takes' } }, 'updateGate')).toContain('(n_t - h_{t-1})');
    expect(texOf('lstm', { variant: { coupled: true } }, 'inputGate')).toContain('f_t');
    expect(texOf('lstm', { variant: { peepholes: true } }, 'cellState')).toContain('p_k');
    for (const cell of ['rnn', 'gru', 'lstm'] as const) {
      for (const { tex } of allBackwardEquations(cell)) {
        expect(katex.renderToString(tex, { ...katexOptions, output: 'html' })).toContain('katex-html');
      }
    }
  });
});

describe('the roads to the state before', () => {
  test.each(Object.keys(described) as (keyof typeof described)[])('of %s add up to its gradient', (name) => {
    const stepper = openVariant(name);
    forceSome(stepper);
    stepper.setWay('backward');
    const quantity = stepper.cell === 'lstm' ? 'cellState' : 'hiddenState';
    const interventions = stepper.question.value?.interventions ?? [];
    const seen = new Set<string>();
    for (let step = 20; step > 1; step -= 1) {
      for (let unit = 1; unit <= 5; unit += 1) {
        stepper.select(quantity, unit, step);
        const paths = pathsBack(stepper);
        if (!paths) throw new Error('there is a step before');
        for (const { road } of paths.roads) seen.add(road);
        expect(paths.step).toBe(step - 1);
        const gradient = valueAt(stepper.backward.after.value, quantity, unit - 1, step - 2);
        const passed = passedBy(interventions, quantity, unit - 1, step - 2, paths.together);
        const largest = Math.max(...paths.roads.map(({ value }) => Math.abs(value)));
        expect(Math.abs(passed - gradient)).toBeLessThanOrEqual(1e-12 * largest);
      }
    }
    // A plain cell has the weights alone; the loss asks an LSTM's h, which is on its way through the gates.
    const own = { rnn: ['gates', 'seed'], gru: ['gates', 'seed', 'state'], lstm: ['gates', 'state'] }[stepper.cell];
    expect([...seen].sort()).toEqual([...own, 'frozen'].sort());
    stepper.goTo(1);
    expect(pathsBack(stepper)).toBeNull();
  });
});
