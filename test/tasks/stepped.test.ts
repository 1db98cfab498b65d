/** What a person is told to be right in any sequence is what the task itself asks in those it makes. */
import { describe, expect, test } from 'vitest';
import type { Matrix } from '../../src/engine/matrix.ts';
import { createRandom } from '../../src/engine/random.ts';
import type { Question, TaskName } from '../../src/tasks/contract.ts';
import { REBER_SYMBOLS, reberLegal } from '../../src/tasks/reber-grammar.ts';
import { type Stepped, steppedTask, type Target } from '../../src/tasks/stepped.ts';
import { createTask } from '../../src/tasks/tasks.ts';

const offered: readonly (readonly [TaskName, number | undefined])[] = [
  ['last-capital', 24],
  ['remember', 20],
  ['order-6a', undefined],
  ['order-6b', undefined],
  ['adding', 50],
  ['multiplication', 50],
  ['latch-3a', 40],
  ['latch-3b', 40],
  ['reber', undefined],
  ['continual-reber', 100],
  ['copy', 20],
  ['copy-small', 20],
  ['count', 24],
  ['delay', 3],
  ['text', 48],
];
const makeStepped = (name: TaskName, lag?: number): Stepped => {
  const stepped = steppedTask(createTask(name, lag));
  if (!stepped) throw new Error(`${name} can be stepped through`);
  return stepped;
};

/** One row of a batch. */
function rowOf(inputs: readonly Matrix[], row: number): Matrix[] {
  return inputs.map(({ columns, data }) => {
    return { rows: 1, columns, data: data.slice(row * columns, (row + 1) * columns) };
  });
}

/** What a task's own question says of one row. */
function asTarget(question: Question | null | undefined, row: number): Target | null {
  if (!question) return null;
  if (question.kind === 'value') return { kind: 'numbers', numbers: [question.values.data[row] ?? 0] };
  const answer = question.classes[row] ?? -1;
  const legal = question.legal?.[row];
  if (answer < 0) return null;
  if (legal === undefined) return { kind: 'classes', classes: [answer] };
  return { kind: 'classes', classes: [...Array(31).keys()].filter((bit) => (legal >> bit) & 1) };
}

describe.each(offered)('%s', (name, lag) => {
  test('is asked as its samples are', () => {
    const stepped = makeStepped(name, lag);
    const { inputs, questions } = createTask(name, lag).sample(createRandom(3, 'examples'), 8);
    let asked = 0;
    for (let row = 0; row < 8; row += 1) {
      const own = rowOf(inputs, row);
      // The class of a noisy latch is what its signal was, which the noise may hide.
      if (name === 'latch-3b' && Math.abs(own.slice(0, 3).reduce((sum, { data }) => sum + (data[0] ?? 0), 0)) < 1)
        continue;
      const end = questions.findLastIndex((question) => asTarget(question, row) !== null) + 1;
      const expected = questions.slice(0, end).map((question) => asTarget(question, row));
      const targets = [...stepped.targets(own.slice(0, end))];
      // What comes after the last letter of a story only the story knows.
      if (name === 'text') expect([targets.pop(), expected.pop()]).toEqual([null, expect.anything()]);
      expect(targets).toEqual(expected);
      asked += targets.filter((target) => target !== null).length;
    }
    expect(asked).toBeGreaterThan(0);
  });

  test('has an example in which something is asked, of signs or numbers that a person can change', () => {
    const { reading, targets, example } = makeStepped(name, lag);
    const { inputs, step } = example();
    expect(targets(inputs).some((target) => target !== null)).toBe(true);
    expect(step).toBeLessThan(inputs.length);
    for (const { rows, columns, data } of inputs) {
      expect([rows, columns]).toEqual([
        1,
        reading.kind === 'letters' ? reading.alphabet.length : reading.channels.length,
      ]);
      if (reading.kind === 'numbers')
        for (const number of data) expect(Math.abs(number)).toBeLessThanOrEqual(reading.range[1]);
      else expect([...data].sort().join('')).toBe(`${'0'.repeat(columns - 1)}1`);
    }
    const signs = reading.kind === 'letters' ? reading.alphabet : reading.channels;
    expect(new Set(signs).size).toBe(signs.length);
    for (const sign of signs) expect(sign).toHaveLength(1);
  });
});

describe('a sequence that a reader has spoiled', () => {
  const codes = (text: string) => [...text].map((sign) => (REBER_SYMBOLS as readonly string[]).indexOf(sign));
  const names = (bits: number) => REBER_SYMBOLS.filter((_, symbol) => (bits >> symbol) & 1).join('');

  test('makes nothing right from where it leaves the grammar', () => {
    expect(reberLegal(codes('BTBTSXSETE')).map(names)).toEqual(['TP', 'B', 'TP', 'SX', 'SX', 'SX', 'E', 'T', 'E', '']);
    expect(reberLegal(codes('BTBTSXSETEB'), true).map(names).at(-2)).toBe('B');
    expect(reberLegal(codes('BTBVSX')).map(names)).toEqual(['TP', 'B', 'TP', '', '', '']);
    expect(reberLegal(codes('BTBTXSEP')).map(names).at(-1)).toBe('');
  });

  test('of numbers is asked nothing unless two are marked whole', () => {
    const { targets, example } = makeStepped('adding', 10);
    const { inputs } = example();
    const marked = inputs.findIndex(({ data }) => data[1] === 1);
    for (const mark of [0, 0.5]) {
      const spoiled = inputs.map((input, step) => {
        return step === marked ? { ...input, data: Float64Array.of(input.data[0] ?? 0, mark) } : input;
      });
      expect(targets(spoiled).every((target) => target === null)).toBe(true);
    }
  });

  test('that names no symbol to remember makes no answer right', () => {
    const { targets, example } = makeStepped('remember', 5);
    const { inputs } = example();
    expect(targets([inputs[1], ...inputs.slice(1)] as Matrix[]).every((target) => target === null)).toBe(true);
  });
});
