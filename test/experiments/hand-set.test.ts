/** The cells set by hand do what is said of them, over sequences far longer than anybody steps through. */
import { describe, expect, test } from 'vitest';
import { createRandom, type Random } from '../../src/engine/random.ts';
import { COUNTED, HAND_SET_NAMES, type HandSetName, makeHandSet } from '../../src/experiments/by-hand/hand-set.ts';
import { worded } from '../../src/i18n/dictionary.ts';
import { languages } from '../../src/i18n/languages.ts';
import { counts, MOST_COUNTED } from '../../src/tasks/count.ts';
import { lastCapitals } from '../../src/tasks/last-capital.ts';
import { oneHot } from '../../src/tasks/one-hot.ts';
import { createTask } from '../../src/tasks/tasks.ts';

const STEPS = 100;
const ROWS = 32;

/** Reads rows of letters: the likeliest answer at every step, and a quantity of a unit. */
function run(name: HandSetName, letters: readonly (readonly number[])[]) {
  const { network, parameters } = makeHandSet(name);
  const steps = letters[0].length;
  const trace = network.createTrace(steps, letters.length);
  const { inputSize } = network.description;
  network.forward(
    parameters,
    oneHot(steps, letters.length, inputSize, (row, step) => letters[row][step]),
    trace,
  );
  const outputs = Array.from({ length: steps }, (_, step) => network.readOut(parameters, trace, step));
  const answers = letters.map((__, row) =>
    outputs.map(({ data, columns }) => {
      const own = [...data.subarray(row * columns, (row + 1) * columns)];
      return own.indexOf(Math.max(...own));
    }),
  );
  const stateAt = (quantity: string, unit: number, row: number, step: number) =>
    trace.layer.quantity(quantity, step).data[row * network.description.hiddenSize + unit];
  return { answers, stateAt };
}

function draw(random: Random, symbols: number, steps = STEPS): number[][] {
  return Array.from({ length: ROWS }, () => Array.from({ length: steps }, () => random.below(symbols)));
}

/** Letters a, b and, where it is said, r, that never count beyond five. */
function drawCounts(random: Random, withResets: boolean): number[][] {
  return Array.from({ length: ROWS }, () => {
    let count = 0;
    return Array.from({ length: STEPS }, () => {
      const letter = random.below(withResets ? 12 : 24);
      if (letter === 0 && withResets) {
        count = 0;
        return 2;
      }
      if (letter > 3 || count === MOST_COUNTED) return 1;
      count += 1;
      return 0;
    });
  });
}

describe.each(['latch-lstm', 'copy-gru'] as const)('%s', (name) => {
  test('names the last capital at every one of 100 steps, whatever comes', () => {
    const random = createRandom(1);
    // Capitals and small letters as likely as each other, and capitals rare.
    const rare = draw(random, 8).map((row) =>
      row.map((letter, step) => (step % 40 === 0 ? letter % 4 : 4 + (letter % 4))),
    );
    for (const letters of [draw(random, 8).map((row) => [row[0] % 4, ...row.slice(1)]), rare]) {
      expect(run(name, letters).answers).toEqual(letters.map(lastCapitals));
    }
  });
});

test('latch-rnn keeps its sign through 400 steps of noise, in one unit of a plain cell', () => {
  const { network, parameters } = makeHandSet('latch-rnn');
  const task = createTask('latch-3a', 400);
  const { inputs, questions } = task.sample(createRandom(2), 128);
  const trace = network.createTrace(inputs.length, 128);
  network.forward(parameters, inputs, trace);
  questions.forEach((question, step) => {
    if (question?.kind !== 'class') return;
    const { data } = network.readOut(parameters, trace, step);
    question.classes.forEach((answer, row) => {
      if (answer >= 0) expect(data[2 * row + answer]).toBeGreaterThan(data[2 * row + 1 - answer]);
    });
  });
});

test('counter-lstm counts, 0.2 for each a, and knows no way back', () => {
  const letters = drawCounts(createRandom(3), false);
  const { answers, stateAt } = run('counter-lstm', letters);
  expect(answers).toEqual(letters.map(counts));
  letters.map(counts).forEach((row, r) => {
    // Gates of 0.99995 lose half a percent of at most 1 in a hundred steps.
    const off = row.map((count, step) => Math.abs(stateAt('cellState', 0, r, step) - COUNTED * count));
    expect(Math.max(...off)).toBeLessThan(0.006);
  });
  const reset = run('counter-lstm', [[0, 0, 2, 1, 1]]);
  expect(reset.answers[0]).toEqual([1, 2, 2, 2, 2]);
});

test('forget-on-reset-lstm counts the a since the last r over 100 steps', () => {
  const letters = drawCounts(createRandom(4), true);
  expect(letters.flat()).toContain(2);
  expect(run('forget-on-reset-lstm', letters).answers).toEqual(letters.map(counts));
});

test.each(['delay-rnn', 'delay-gru', 'delay-lstm'] as const)('%s gives every letter back three steps later', (name) => {
  const letters = draw(createRandom(5), 2);
  const { answers } = run(name, letters);
  expect(answers.map((row) => row.slice(3))).toEqual(letters.map((row) => row.slice(0, -3)));
});

test('each has its sentence in both languages', () => {
  for (const name of HAND_SET_NAMES)
    for (const language of languages) expect(worded(language, `figures.stepper-page.handSet.${name}`)).not.toBe('');
});
