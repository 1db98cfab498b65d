/** The numbers that stand in the place of an equation's symbols: those of the chapters' equations, as they are written. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { CellKind, QuantityName } from '../../src/engine/cells/contract.ts';
import { sigmoid, tanh } from '../../src/engine/elementary.ts';
import { runNetwork, valueAt } from '../../src/figures/cell-stepper/network.ts';
import { termValues } from '../../src/figures/cell-stepper/opened/term-values.ts';
import { exampleOf } from '../../src/figures/cell-stepper/sequence.ts';
import { lastCapitalNetwork } from './stepper-networks.ts';

const chapters = { rnn: '03-vanilla-rnn-cell', lstm: '08-lstm-cell', gru: '08-lstm-cell' } as const;

/** Names of the outermost terms of an equation, from left to right. */
function termsOf(cell: CellKind, id: string): string[] {
  const text = readFileSync(`content/chapters/en/${chapters[cell]}.mdx`, 'utf8');
  const equation = new RegExp(`id="${id}"[^]*?\\$\\$\\n([^]*?)\\n\\$\\$`).exec(text)?.[1] ?? '';
  const names: string[] = [];
  let depth = 0;
  for (let k = 0; k < equation.length; k += 1) {
    const term = depth === 0 ? /^\\term\{(\w+)\}/.exec(equation.slice(k)) : null;
    if (term) {
      names.push(term[1] ?? '');
      k += term[0].length;
      depth = 1;
    } else if (depth > 0) depth += equation[k] === '{' ? 1 : equation[k] === '}' ? -1 : 0;
  }
  return names;
}

const numbersOf = (cell: CellKind, id: string, quantity: QuantityName) => {
  const trained = lastCapitalNetwork(cell);
  const run = runNetwork(trained, exampleOf(trained).sequence);
  const numbers = termValues({ run, unit: 2, step: 6 }, quantity, termsOf(cell, id));
  return { run, values: numbers?.map(({ value }) => value) ?? null, numbers };
};

describe('the numbers in an equation', () => {
  test.each([
    ['lstm', 'lstm-forget-gate', 'forgetGate', sigmoid],
    ['lstm', 'lstm-input-gate', 'inputGate', sigmoid],
    ['lstm', 'lstm-candidate', 'candidate', tanh],
    ['lstm', 'lstm-output-gate', 'outputGate', sigmoid],
    ['gru', 'gru-reset-gate', 'resetGate', sigmoid],
    ['gru', 'gru-update-gate', 'updateGate', sigmoid],
    ['rnn', 'rnn-sum', 'preActivation', (sum: number) => sum],
  ] as const)('of the %s make it true: %s', (cell, id, quantity, squash) => {
    const { run, values } = numbersOf(cell, id, quantity);
    const [result, ...terms] = values ?? [];
    expect(terms).toHaveLength(4);
    expect(squash(terms.reduce((sum, term) => sum + term, 0))).toBeCloseTo(result ?? Number.NaN, 12);
    expect(result).toBeCloseTo(valueAt(run, quantity, 1, 5), 12);
  });

  test('of the states make them true', () => {
    const [c = 0, f = 0, old = 0, i = 0, g = 0] = numbersOf('lstm', 'lstm-cell-state', 'cellState').values ?? [];
    expect(f * old + i * g).toBeCloseTo(c, 12);
    const [h = 0, o = 0, shown = 0] = numbersOf('lstm', 'lstm-hidden-state', 'hiddenState').values ?? [];
    expect(o * tanh(shown)).toBeCloseTo(h, 12);
    const [next = 0, z = 0, n = 0, again = 0, kept = 0] =
      numbersOf('gru', 'gru-hidden-state', 'hiddenState').values ?? [];
    expect(again).toBe(z);
    expect((1 - z) * n + z * kept).toBeCloseTo(next, 12);
    const [squashed = 0, a = 0] = numbersOf('rnn', 'rnn-hidden-state', 'hiddenState').values ?? [];
    expect(tanh(a)).toBeCloseTo(squashed, 12);
  });

  test('of a GRU’s candidate keep together what the reset gate scales', () => {
    const { values, numbers } = numbersOf('gru', 'gru-candidate', 'candidate');
    const [n = 0, input = 0, bias = 0, r = 0, recurrent = 0] = values ?? [];
    expect(tanh(input + bias + r * recurrent)).toBeCloseTo(n, 12);
    expect(numbers?.map(({ name }) => name)).toEqual([
      ...['candidate', 'candidateInputSum', 'b_in[2]', 'resetGate', 'candidateRecurrentSum'],
    ]);
  });

  test('are not given where a term is the whole of the old state', () => {
    expect(numbersOf('rnn', 'rnn-recurrence', 'hiddenState').numbers).toBeNull();
  });
});
