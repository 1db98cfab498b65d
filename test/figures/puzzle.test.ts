/** The exercise: numbers typed into it move the cell, the engine's finding is said with its numbers, the link holds both. */
import { describe, expect, test } from 'vitest';
import { PUZZLE_NAMES, solutionOf } from '../../src/experiments/by-hand/puzzles.ts';
import { createExercise, type Exercise } from '../../src/figures/puzzle/model.ts';
import { findingOf } from '../../src/figures/puzzle/words.ts';
import type { Page } from '../../src/figures/shared/state.ts';
import { slice } from '../../src/i18n/dictionary.ts';
import { languages } from '../../src/i18n/languages.ts';

const texts = slice('en', 'figures.puzzle');
const all = createExercise('p', [...PUZZLE_NAMES]);

/** As much of a window as a figure's state asks for. */
function pageAt(hash: string): Page {
  return {
    location: { hash, pathname: '/', search: '' },
    history: { state: null, replaceState: () => undefined },
    document: { querySelectorAll: () => [] },
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
    setTimeout: () => 0,
    clearTimeout: () => undefined,
  } as unknown as Page;
}

function open(hash: string): Exercise {
  const exercise = createExercise('p', [...PUZZLE_NAMES]);
  const page = pageAt(hash);
  // The page's order: the exercise is drawn, its stepper reads the address, then the exercise does.
  exercise.connect(page);
  exercise.bench.value.stepper.state.connect(page);
  exercise.connect(page);
  return exercise;
}

const find = (exercise: Exercise) => findingOf(exercise, texts);

describe.each(PUZZLE_NAMES)('%s', (name) => {
  const exercise = createExercise('p', [name]);

  test('has a number for every change of its solution, each by the name of its equation', () => {
    const { numbers, most } = exercise.bench.value;
    expect(new Set(numbers.map(({ label }) => label)).size).toBe(numbers.length);
    for (const number of numbers) expect(exercise.valueOf(number)).toBe(number.own);
    for (const { name: parameter, row, column } of solutionOf(name)) {
      expect(numbers).toContainEqual(expect.objectContaining({ name: parameter, row, column }));
    }
    expect(solutionOf(name).length).toBeLessThanOrEqual(most);
  });

  test('is found unsolved, and solved by what it shows as a solution, in both languages', () => {
    expect(exercise.verdict.value).toBeNull();
    exercise.check();
    expect(find(exercise)).toMatchObject({ word: 'Not yet.' });
    exercise.solve();
    for (const language of languages) {
      expect(findingOf(exercise, slice(language, 'figures.puzzle'))?.text).toMatch(/64/);
    }
    expect(find(exercise)).toEqual({ word: 'Solved.', text: 'All 64 fresh sequences are answered right.' });
  });
});

test('a typed number goes into the cell, and the finding goes with the number it was about', () => {
  const exercise = open('');
  const [first, second] = exercise.bench.value.numbers;
  if (!first || !second) throw new Error('two biases are open');
  expect([first.label, second.label]).toEqual(['b_if[1]', 'b_if[2]']);
  exercise.check();
  expect(find(exercise)?.text).toMatch(
    /^It answers right on \d+ of 64 fresh sequences\. What came first is lost after step \d+\.$/,
  );
  const before = exercise.bench.value.stepper.after.value;
  expect(exercise.setNumber(first, '5')).toBe(true);
  expect(exercise.verdict.value).toBeNull();
  expect(exercise.state.now.value.isChecked).toBe('no');
  expect(exercise.bench.value.stepper.after.value).not.toBe(before);
  expect(exercise.setNumber(second, '4,5')).toBe(true);
  exercise.check();
  expect(find(exercise)?.word).toBe('Solved.');
  for (const typed of ['', 'five', '21', '−20.5']) expect(exercise.setNumber(first, typed)).toBe(false);
  expect(exercise.valueOf(first)).toBe(5);
  // Its own number again is no change.
  exercise.setNumber(first, '1');
  expect(exercise.bench.value.stepper.state.now.value.weights).toHaveLength(1);
});

test('what is changed elsewhere is named, and what is forced does not count', () => {
  const exercise = open('');
  const { stepper } = exercise.bench.value;
  exercise.solve();
  stepper.setWeight({ name: 'head.weight', row: 2, column: 1 }, 3);
  stepper.force('forgetGate', 1, 2, 1);
  exercise.check();
  expect(find(exercise)).toEqual({
    word: 'Elsewhere.',
    text: 'W_hy[2, 1] is changed, and is not among the numbers that may be. What is forced in the figure does not count: the check runs with the weights alone.',
  });
});

test('a link opens to the puzzle, the numbers, the hints and the finding', () => {
  const exercise = open('');
  exercise.choose('reset', pageAt(''));
  const number = exercise.bench.value.numbers[2];
  if (!number) throw new Error('three weights are open');
  exercise.setNumber(number, '-12');
  exercise.hint();
  exercise.check();
  const link = exercise.link();
  const opened = open(`#${link}`);
  expect(opened.state.now.value).toEqual({ puzzle: 'reset', hints: 1, isChecked: 'yes' });
  expect(opened.verdict.value).toEqual(exercise.verdict.value);
  expect(find(opened)?.text).toMatch(
    /^It answers right on \d+ of 64 fresh sequences\. After […abr]+ it says \d, where 0 is right\.$/,
  );
  expect(opened.link()).toBe(link);
});

test('every puzzle has its question and its hints in both languages', () => {
  expect(all.offered).toEqual(PUZZLE_NAMES);
  for (const language of languages) {
    const own = slice(language, 'figures.puzzle');
    for (const name of PUZZLE_NAMES) {
      for (const key of ['name', 'question', 'hint1', 'hint2'] as const) expect(own[`${key}.${name}`]).not.toBe('');
    }
  }
});
