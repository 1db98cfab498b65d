import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { entry, type Matrix } from '../../src/engine/matrix.ts';
import { createRandom } from '../../src/engine/random.ts';
import type { TaskName } from '../../src/tasks/contract.ts';
import { lastCapitals } from '../../src/tasks/last-capital.ts';
import { ORDER_SYMBOLS, orderSequence } from '../../src/tasks/order.ts';
import { ORDER_6A_PLACES } from '../../src/tasks/order-6a.ts';
import { ORDER_6B_PLACES } from '../../src/tasks/order-6b.ts';
import { createTask, TASK_NAMES } from '../../src/tasks/tasks.ts';

const seeds = fc.integer({ min: 0, max: 2 ** 31 });

/** The symbol a one-hot row holds, -1 for a row of zeros. */
function symbolOf(input: Matrix, row: number): number {
  return input.data.subarray(row * input.columns, (row + 1) * input.columns).indexOf(1);
}

/** How many steps the clue takes, where it is more than one. */
const CLUE_STEPS: Partial<Record<TaskName, number>> = {
  'order-6a': 2,
  'order-6b': 3,
  'latch-3a': 3,
  'latch-3b': 3,
  // The outer symbol, and its return.
  reber: 2,
  'continual-reber': 2,
};

describe.each(TASK_NAMES)('%s', (name) => {
  const task = createTask(name);

  test('makes the same examples from the same seed, and others from another', () => {
    const numbers = (seed: number) => task.sample(createRandom(seed), 3).inputs.flatMap(({ data }) => [...data]);
    expect(numbers(5)).toEqual(numbers(5));
    expect(numbers(5)).not.toEqual(numbers(6));
  });

  test('asks something of every row, within the longest sequence it announces', () => {
    const { inputs, questions } = task.sample(createRandom(1), 20);
    expect(inputs.length).toBe(questions.length);
    expect(inputs.length).toBeLessThanOrEqual(task.longest);
    const isAsked = (row: number) =>
      questions.some((question) => question?.kind === 'value' || (question?.classes[row] ?? -1) >= 0);
    expect(Array.from({ length: 20 }, (_, row) => isAsked(row))).toEqual(Array(20).fill(true));
  });

  test('contrasts sequences that differ in nothing but the clue', () => {
    const { inputs, groups, each, shown } = task.contrast(createRandom(2), 6);
    expect(shown.signs.length).toBe(inputs.length);
    for (let sample = 0; sample < each; sample += 1) {
      const changed = inputs.filter((input) => {
        const rowOf = (group: number) => {
          const row = group * each + sample;
          return input.data.subarray(row * input.columns, (row + 1) * input.columns).join();
        };
        return Array.from({ length: groups }, (_, group) => rowOf(group)).some((row) => row !== rowOf(0));
      });
      expect(changed.length).toBe(CLUE_STEPS[name] ?? 1);
    }
  });
});

test('remember shows a symbol of four, then distractors, then the question, and asks for the symbol at the end', () => {
  fc.assert(
    fc.property(seeds, fc.integer({ min: 5, max: 200 }), (seed, lag) => {
      const { inputs, questions } = createTask('remember', lag).sample(createRandom(seed), 4);
      expect(inputs.length).toBe(lag + 2);
      const last = questions[lag + 1];
      for (let row = 0; row < 4; row += 1) {
        const symbols = inputs.map((input) => symbolOf(input, row));
        expect(symbols[lag + 1]).toBe(8);
        expect(symbols.slice(1, lag + 1).every((symbol) => symbol >= 4 && symbol < 8)).toBe(true);
        expect(last?.kind === 'class' && last.classes[row]).toBe(symbols[0]);
      }
      expect(questions.filter(Boolean).length).toBe(1);
    }),
    { numRuns: 20 },
  );
});

test.each([
  ['order-6a', ORDER_6A_PLACES, ['XX', 'XY', 'YX', 'YY']],
  ['order-6b', ORDER_6B_PLACES, ['XXX', 'XXY', 'XYX', 'XYY', 'YXX', 'YXY', 'YYX', 'YYY']],
] as const)('%s places its marks and ends as the paper says, and its class names the order', (name, places, orders) => {
  expect(createTask(name).outputSize).toBe(orders.length);
  fc.assert(
    fc.property(seeds, (seed) => {
      const { symbols, answer, marks } = orderSequence(createRandom(seed), places);
      expect(symbols.length).toBeGreaterThanOrEqual(100);
      expect(symbols.length).toBeLessThanOrEqual(110);
      const isInPlace = (mark: number, index: number) => mark + 1 >= places[index][0] && mark + 1 <= places[index][1];
      expect(marks.length === places.length && marks.every(isInPlace)).toBe(true);
      const signs = symbols.map((symbol) => ORDER_SYMBOLS[symbol]);
      expect(signs[0]).toBe('E');
      expect(signs.at(-1)).toBe('B');
      expect(signs.filter((sign) => sign === 'X' || sign === 'Y').join('')).toBe(orders[answer]);
    }),
  );
});

test('order-6a asks each row at its own last step', () => {
  const { inputs, questions } = createTask('order-6a').sample(createRandom(3), 32);
  questions.forEach((question, step) => {
    if (question?.kind !== 'class') return;
    question.classes.forEach((answer, row) => {
      if (answer === -1) return;
      expect(ORDER_SYMBOLS[symbolOf(inputs[step], row)]).toBe('B');
      for (const later of inputs.slice(step + 1)) expect(symbolOf(later, row)).toBe(-1);
    });
  });
});

test('adding marks one number in each half and asks for their sum', () => {
  fc.assert(
    fc.property(seeds, fc.integer({ min: 5, max: 100 }), (seed, half) => {
      const length = 2 * half;
      const { inputs, questions } = createTask('adding', length).sample(createRandom(seed), 2);
      const last = questions.at(-1);
      for (let row = 0; row < 2; row += 1) {
        const marked = inputs.flatMap((input, step) => (entry(input, row, 1) === 1 ? [step] : []));
        expect(marked.length).toBe(2);
        expect(marked[0] < half && marked[1] >= half).toBe(true);
        const sum = marked.reduce((total, step) => total + entry(inputs[step], row, 0), 0);
        expect(last?.kind === 'value' && last.values.data[row]).toBe(sum);
      }
    }),
    { numRuns: 20 },
  );
});

test('adding: always answering 1 has a squared error of 1/6', () => {
  const { questions } = createTask('adding').sample(createRandom(9), 20_000);
  const last = questions.at(-1);
  const values = last?.kind === 'value' ? [...last.values.data] : [];
  const error = values.reduce((sum, value) => sum + (value - 1) * (value - 1), 0) / values.length;
  // 20,000 samples of a variable with standard deviation 0.18: 4 standard errors are 0.005.
  expect(Math.abs(error - createTask('adding').chance)).toBeLessThan(0.005);
});

test('last-capital asks at every step for the capital read last', () => {
  expect(lastCapitals([1, 5, 6, 0, 7])).toEqual([1, 1, 1, 0, 0]);
  const { questions } = createTask('last-capital').sample(createRandom(4), 2);
  expect(questions.every((question) => question?.kind === 'class')).toBe(true);
});

test('an impossible lag is refused with a sentence', () => {
  expect(() => createTask('remember', 4)).toThrow('remember: the lag must be 5 to 200, got 4');
  expect(() => createTask('adding', 51)).toThrow('adding: the length must be an even number from 10 to 400, got 51');
  expect(() => createTask('order-6a', 50)).toThrow('100 to 110 steps');
});
