import { expect, test } from 'vitest';
import { matrixFromRows } from '../../src/engine/matrix.ts';
import type { ClassQuestion } from '../../src/tasks/contract.ts';
import { Tally } from '../../src/training/tally.ts';

const question = (classes: number[], more: Partial<ClassQuestion> = {}): ClassQuestion => ({
  kind: 'class',
  classes: Int32Array.from(classes),
  ...more,
});

test('counts the likeliest class of each row that is asked', () => {
  const asked = question([0, 1, -1]);
  const tally = new Tally([asked]);
  tally.add(
    matrixFromRows([
      [2, 1],
      [3, 0],
      [0, 9],
    ]),
    asked,
  );
  expect(tally.shares()).toEqual({ accuracy: 1 / 2 });
});

test('a sequence is right when all its answers are', () => {
  const asked = question([0, 0]);
  const tally = new Tally([null, asked, asked]);
  tally.add(
    matrixFromRows([
      [2, 1],
      [2, 1],
    ]),
    asked,
  );
  tally.add(
    matrixFromRows([
      [2, 1],
      [1, 2],
    ]),
    asked,
  );
  expect(tally.shares()).toEqual({ accuracy: 3 / 4, sequences: 1 / 2 });
});

test('steps that do not count change nothing', () => {
  const [counted, other] = [question([1]), question([0], { counts: false })];
  const tally = new Tally([other, counted]);
  tally.add(matrixFromRows([[0, 1]]), other);
  tally.add(matrixFromRows([[0, 1]]), counted);
  expect(tally.shares()).toEqual({ accuracy: 1 });
});

test.each([
  ['both legal classes first, in either order', [3, 5, 1], 0b011, true],
  ['the class that comes is likeliest, the other legal one is not second', [5, 1, 3], 0b011, false],
  ['a single legal class', [1, 2, 9], 0b100, true],
  ['a tie with one that is not legal', [1, 9, 9], 0b100, false],
  ['not a number', [Number.NaN, 2, 1], 0b010, false],
])('with legal sets: %s', (_, scores, legal, isRight) => {
  const asked = question([0], { legal: Int32Array.from([legal]) });
  const tally = new Tally([asked]);
  tally.add(matrixFromRows([scores]), asked);
  expect(tally.shares().accuracy).toBe(isRight ? 1 : 0);
});

test('where numbers are asked for there is nothing to count', () => {
  expect(new Tally([null]).shares()).toEqual({ accuracy: null });
});
