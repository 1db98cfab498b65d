/** Every puzzle fails as it is given and is solved by what is said to solve it; what almost does is told from it. */
import { describe, expect, test } from 'vitest';
import { checkPuzzle, FRESH } from '../../src/experiments/by-hand/check.ts';
import {
  allowedIn,
  PUZZLE_NAMES,
  type PuzzleName,
  puzzles,
  solutionOf,
} from '../../src/experiments/by-hand/puzzles.ts';
import { type Places, placesOf, type WeightEdit } from '../../src/experiments/by-hand/setting.ts';

const at = (name: PuzzleName): Places => placesOf(puzzles[name].kind);
const one = (edit: Omit<WeightEdit, 'value'>, value: number): WeightEdit => ({ ...edit, value });

/** Each a step away from the solution. */
const nearMisses: Record<PuzzleName, readonly WeightEdit[]> = {
  remember: [1, 2].map((unit) => one(at('remember').bias('forgetGate', unit), 2)),
  copy: [1, 2, 3, 4].map((unit) => one(at('copy').bias('updateGate', unit), 2)),
  reset: [one(at('reset').input('forgetGate', 1, 3), -12)],
  counter: [one(at('counter').input('forgetGate', 1, 1), -8)],
  feedback: [one(at('feedback').recurrent('sum', 1, 1), 1.2)],
  line: solutionOf('line').slice(0, 2),
};

describe.each(PUZZLE_NAMES)('%s', (name) => {
  const start = checkPuzzle(name, []);
  const { kind, most } = puzzles[name];

  test('is not solved as it is given', () => {
    expect(start).toMatchObject({ isSolved: false, of: FRESH, changed: 0, refused: [] });
    expect(start.right).toBeLessThan(0.75 * FRESH);
  });

  test('is solved by its solution, on other sequences as well', () => {
    const solution = solutionOf(name);
    expect(solution.length).toBeLessThanOrEqual(most);
    for (const seed of [1, 2, 3, undefined]) {
      expect(checkPuzzle(name, solution, seed)).toMatchObject({
        ...{ isSolved: true, right: FRESH, refused: [], lostAfter: null, mistake: null },
      });
    }
  });

  test('is not solved by what almost solves it', () => {
    expect(checkPuzzle(name, nearMisses[name])).toMatchObject({ isSolved: false, refused: [] });
  });

  test('is not solved where more is changed than may be, or something else', () => {
    const solution = solutionOf(name);
    const others = allowedIn(name).filter((place) => !solution.some((edit) => same(edit, place)));
    // Numbers as small as these change no answer, but they are changed.
    const more = others.slice(0, most - solution.length + 1).map((place) => one(place, 1e-9));
    if (more.length > 0) {
      expect(checkPuzzle(name, [...solution, ...more])).toMatchObject({ isSolved: false, changed: most + 1 });
    }
    const elsewhere = one(placesOf(kind).readoutBias(1), 1e-9);
    expect(checkPuzzle(name, [...solution, elsewhere])).toMatchObject({ isSolved: false, refused: [elsewhere] });
  });
});

test('what is lost on the way is said with its step', () => {
  const { lostAfter, mistake, right } = checkPuzzle('remember', []);
  expect(lostAfter).toBeGreaterThan(3);
  expect(lostAfter).toBeLessThan(20);
  expect(mistake?.letters).toHaveLength(32);
  // One bias of the two saves one of the two signs, and half of the letters by chance.
  const half = checkPuzzle('remember', solutionOf('remember').slice(0, 1));
  expect(half.right).toBeGreaterThan(right);
  expect(half.right).toBeLessThan(FRESH);
  expect(checkPuzzle('remember', solutionOf('remember')).lostAfter).toBeNull();
});

test('a wrong answer is shown with the letters before it', () => {
  const { lostAfter, mistake } = checkPuzzle('reset', []);
  expect(lostAfter).toBeNull();
  expect(mistake?.letters.at(-1)).toBe(2);
  expect(mistake?.right).toBe(0);
  expect(mistake?.said).toBeGreaterThan(0);
});

test('a number set to what it was is no change', () => {
  const elsewhere = one(at('reset').bias('forgetGate', 1), 10);
  expect(checkPuzzle('reset', [...solutionOf('reset'), elsewhere]).isSolved).toBe(true);
});

test('a place that is not there is refused in a sentence', () => {
  expect(() => checkPuzzle('reset', [{ name: 'head.bias', row: 9, column: 1, value: 0 }])).toThrow(
    'There is no entry (9, 1) in head.bias, which is (6, 1)',
  );
});

function same(left: Omit<WeightEdit, 'value'>, right: Omit<WeightEdit, 'value'>): boolean {
  return left.name === right.name && left.row === right.row && left.column === right.column;
}
