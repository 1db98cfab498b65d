import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { entry, type Matrix } from '../../src/engine/matrix.ts';
import { createRandom } from '../../src/engine/random.ts';
import type { Batch, Question } from '../../src/tasks/contract.ts';
import { otherOuter, REBER_SYMBOLS, reberString } from '../../src/tasks/reber-grammar.ts';
import { createTask } from '../../src/tasks/tasks.ts';

const seeds = fc.integer({ min: 0, max: 2 ** 31 });

/** The symbols of a row that one-hot inputs hold, -1 where it has ended. */
function symbolsOf(inputs: readonly Matrix[], row: number): number[] {
  return inputs.map(({ data, columns }) => data.subarray(row * columns, (row + 1) * columns).indexOf(1));
}

function classesOf(question: Question | null | undefined): number[] {
  return question?.kind === 'class' ? [...question.classes] : [];
}

describe('multiplication', () => {
  test('asks for the product of the two marked numbers', () => {
    const { inputs, questions } = createTask('multiplication', 20).sample(createRandom(3), 5);
    const last = questions.at(-1);
    for (let row = 0; row < 5; row += 1) {
      const marked = inputs.filter((input) => entry(input, row, 1) === 1).map((input) => entry(input, row, 0));
      expect(last?.kind === 'value' && last.values.data[row]).toBe(marked[0] * marked[1]);
    }
  });

  test('always answering 1/4 has a squared error of 7/144', () => {
    const last = createTask('multiplication', 10).sample(createRandom(9), 20_000).questions.at(-1);
    const values = last?.kind === 'value' ? [...last.values.data] : [];
    const error = values.reduce((sum, value) => sum + (value - 0.25) ** 2, 0) / values.length;
    expect(Math.abs(error - createTask('multiplication').chance)).toBeLessThan(0.003);
  });
});

describe.each(['latch-3a', 'latch-3b'] as const)('%s', (name) => {
  const task = createTask(name, 50);
  const { inputs, questions } = task.sample(createRandom(1), 400);
  const numbersAt = (step: number) => [...inputs[step].data];

  test('says the class with its first three numbers, clean in 3a and noisy in 3b', () => {
    const answers = Array.from({ length: 400 }, (_, row) =>
      Math.max(...questions.map((question) => classesOf(question)[row] ?? -1)),
    );
    for (let step = 0; step < 3; step += 1) {
      const noise = numbersAt(step).map((number, row) => number - (answers[row] === 0 ? 1 : -1));
      const variance = noise.reduce((sum, one) => sum + one * one, 0) / noise.length;
      if (name === 'latch-3a') expect(variance).toBe(0);
      // 400 samples: the standard error of the variance is 0.014.
      else expect(Math.abs(variance - 0.2)).toBeLessThan(0.06);
    }
    expect(new Set(answers)).toEqual(new Set([0, 1]));
  });

  test('goes on with noise of variance 0.2, and asks each row at its own last step, from T to T + T/10', () => {
    const noise = [10, 20, 30].flatMap(numbersAt);
    const mean = noise.reduce((sum, one) => sum + one, 0) / noise.length;
    const variance = noise.reduce((sum, one) => sum + (one - mean) ** 2, 0) / noise.length;
    expect(Math.abs(variance - 0.2)).toBeLessThan(0.035);
    const asked = questions.flatMap((question, step) => (question ? [step + 1] : []));
    expect([asked[0], asked.at(-1), asked.length]).toEqual([50, 55, 6]);
    for (const [step, question] of questions.entries()) {
      classesOf(question).forEach((answer, row) => {
        if (answer >= 0) expect(inputs.slice(step + 1).every(({ data }) => data[row] === 0)).toBe(true);
      });
    }
  });
});

describe('the Reber grammar', () => {
  // The graph written as an expression, by hand: what may follow its third and its fourth state.
  const fromFourth = '(?:XT*VP)*(?:S|XT*VV)';
  const fromThird = `T*V(?:V|P${fromFourth})`;
  const inner = `B(?:TS*X${fromFourth}|P${fromThird})E`;
  const embedded = new RegExp(`^B(?:T${inner}T|P${inner}P)E$`);
  const textOf = (symbols: readonly number[]) => symbols.map((symbol) => REBER_SYMBOLS[symbol]).join('');

  test('makes strings of the grammar, each symbol one that may follow, never more than two that may', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const { symbols, legal } = reberString(createRandom(seed), 50);
        expect(textOf(symbols)).toMatch(embedded);
        symbols.slice(1).forEach((symbol, step) => void expect((legal[step] >> symbol) & 1).toBe(1));
        expect(legal.every((bits) => [1, 2].includes(bits.toString(2).replaceAll('0', '').length))).toBe(true);
      }),
    );
  });

  test('gives every branch: both outer symbols, all lengths from 9, and now and then both symbols of each state', () => {
    const random = createRandom(5);
    const strings = Array.from({ length: 2000 }, () => reberString(random, 50));
    const share = strings.filter(({ symbols }) => REBER_SYMBOLS[symbols[1]] === 'T').length / strings.length;
    expect(Math.abs(share - 0.5)).toBeLessThan(0.05);
    expect(Math.min(...strings.map(({ symbols }) => symbols.length))).toBe(9);
    const pairs = new Set(
      strings.flatMap(({ symbols, legal }) => legal.map((bits, step) => `${bits} ${symbols[step + 1]}`)),
    );
    for (const { legal } of strings.slice(0, 50)) {
      for (const bits of legal.slice(0, -1)) {
        for (let symbol = 0; symbol < 7; symbol += 1)
          if ((bits >> symbol) & 1) expect(pairs).toContain(`${bits} ${symbol}`);
      }
    }
  });

  test('changes the outer symbol at both its places, and back', () => {
    const string = reberString(createRandom(8), 50);
    const other = otherOuter(string);
    expect(textOf(other.symbols)).toMatch(embedded);
    expect(other.symbols[1]).not.toBe(string.symbols[1]);
    expect(otherOuter(other)).toEqual(string);
  });
});

/** Every symbol that is read is one that the question before it allowed, and is the class asked for. */
function followsItsLegalSets({ inputs, questions }: Batch, rows: number): boolean {
  return Array.from({ length: rows }, (_, row) => symbolsOf(inputs, row)).every((symbols, row) =>
    symbols.slice(1).every((symbol, step) => {
      const question = questions[step];
      if (symbol === -1) return true;
      return (
        question?.kind === 'class' && question.classes[row] === symbol && ((question.legal?.[row] ?? 0) >> symbol) & 1
      );
    }),
  );
}

test('reber asks after every symbol but the last for the one that comes', () => {
  const batch = createTask('reber').sample(createRandom(2), 20);
  expect(followsItsLegalSets(batch, 20)).toBe(true);
  for (let row = 0; row < 20; row += 1) {
    const asked = batch.questions.filter((question) => (classesOf(question)[row] ?? -1) >= 0).length;
    const read = symbolsOf(batch.inputs, row).filter((symbol) => symbol >= 0).length;
    expect(asked).toBe(read);
    expect(REBER_SYMBOLS[classesOf(batch.questions[asked - 1])[row]]).toBe('E');
  }
});

test('continual-reber runs its strings together, 100 symbols to train and 1,000 to check', () => {
  const task = createTask('continual-reber');
  const batch = task.sample(createRandom(2), 4);
  expect(batch.inputs.length).toBe(100);
  expect(followsItsLegalSets(batch, 4)).toBe(true);
  const checked = task.check?.sample(createRandom(3), 2) as Batch;
  expect(checked.inputs.length).toBe(1000);
  expect(followsItsLegalSets(checked, 2)).toBe(true);
  // After E comes B, and only there.
  const text = symbolsOf(checked.inputs, 0)
    .map((symbol) => REBER_SYMBOLS[symbol])
    .join('');
  expect(text.match(/E[^B]/g)?.every((pair) => 'TP'.includes(pair[1]))).toBe(true);
});

test.each([
  ['copy', 10, 8],
  ['copy-small', 3, 4],
] as const)('%s shows symbols, waits, and asks for them after the delimiter', (name, length, symbols) => {
  const { inputs, questions } = createTask(name, 30).sample(createRandom(4), 3);
  const [blank, delimiter] = [symbols, symbols + 1];
  expect(inputs.length).toBe(30 + 2 * length);
  for (let row = 0; row < 3; row += 1) {
    const read = symbolsOf(inputs, row);
    expect(read.slice(0, length).every((symbol) => symbol < symbols)).toBe(true);
    expect(read.slice(length)).toEqual([...Array(29).fill(blank), delimiter, ...Array(length).fill(blank)]);
    const answers = questions.map((question) => classesOf(question)[row]);
    expect(answers).toEqual([...Array(30 + length).fill(blank), ...read.slice(0, length)]);
  }
  expect(questions.map((question) => question?.kind === 'class' && question.counts)).toEqual([
    ...Array(30 + length).fill(false),
    ...Array(length).fill(true),
  ]);
});

test('noise-free says at the end again what it said at the beginning, and is else the same', () => {
  const { inputs, questions } = createTask('noise-free', 12).sample(createRandom(4), 10);
  for (let row = 0; row < 10; row += 1) {
    const read = symbolsOf(inputs, row);
    expect(read.slice(1)).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    expect(questions.map((question) => classesOf(question)[row])).toEqual([...read.slice(1), read[0]]);
  }
});

test('impossible lags are refused with a sentence', () => {
  expect(() => createTask('order-6b', 50)).toThrow('order-6b: its sequences have 100 to 110 steps');
  expect(() => createTask('multiplication', 11)).toThrow('multiplication: the length must be an even number');
  expect(() => createTask('latch-3b', 5)).toThrow('latch-3b: the length must be 10 to 400, got 5');
  expect(() => createTask('reber', 8)).toThrow('reber: ');
  expect(() => createTask('continual-reber', 1000)).toThrow('a stream must have 20 to 200 symbols, got 1000');
  expect(() => createTask('copy', 1.5)).toThrow('copy: the lag must be 10 to 300, got 1.5');
  expect(() => createTask('noise-free', 200)).toThrow('noise-free: p must be 4 to 100, got 200');
});
