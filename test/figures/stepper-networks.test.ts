/** The stepper on any network: every way to read and to answer, every cell and variant, changed by the reader or not. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { NetworkDescription } from '../../src/engine/network.ts';
import { createRandom } from '../../src/engine/random.ts';
import { beginningOf } from '../../src/figures/cell-stepper/beginning.ts';
import { pressKey } from '../../src/figures/cell-stepper/keys.ts';
import { checkSteps } from '../../src/figures/cell-stepper/loss.ts';
import { createStepper, type Stepper } from '../../src/figures/cell-stepper/model.ts';
import { loadNetwork, networkMade, type TrainedNetwork, valueAt } from '../../src/figures/cell-stepper/network.ts';
import { statusOf } from '../../src/figures/cell-stepper/sentence.ts';
import { exampleOf } from '../../src/figures/cell-stepper/sequence.ts';
import { stepperFields } from '../../src/figures/cell-stepper/state.ts';
import { ownValue } from '../../src/figures/cell-stepper/sums.ts';
import type { StepperTexts } from '../../src/figures/cell-stepper/texts.ts';
import { readLink } from '../../src/figures/shared/link.ts';
import { steppedTask } from '../../src/tasks/stepped.ts';
import { createTask, TASK_NAMES } from '../../src/tasks/tasks.ts';
import { variantSettings } from '../../src/training/variants.ts';
import { randomNetwork } from './stepper-networks.ts';

const open = (trained: TrainedNetwork) => createStepper('any', trained, beginningOf(trained));
const dictionary = JSON.parse(readFileSync('content/interface/en.json', 'utf8')) as Record<string, string>;
const prefix = 'figures.cell-stepper.';
const texts = Object.fromEntries(
  Object.entries(dictionary).flatMap(([key, text]) =>
    key.startsWith(prefix) ? [[key.slice(prefix.length), text]] : [],
  ),
) as StepperTexts;

type Layer = Pick<NetworkDescription, 'cell' | 'variant' | 'nonlinearity' | 'reset'>;
const layers: Record<string, Layer> = {
  'the plain rnn': { cell: 'rnn' },
  'an rnn with relu': { cell: 'rnn', ...variantSettings('relu') },
  'an rnn of clipped sums': { cell: 'rnn', variant: { clip: 0.8 } },
  'the gru with reset after the product': { cell: 'gru' },
  'the gru with reset before the product': { cell: 'gru', reset: 'before' },
  'a gru whose z takes the new': { cell: 'gru', reset: 'before', variant: { update: 'takes' } },
  'the plain lstm': { cell: 'lstm' },
  'an lstm with peepholes': { cell: 'lstm', ...variantSettings('peepholes') },
  'an lstm with coupled gates': { cell: 'lstm', ...variantSettings('coupled') },
  'an lstm with coupled gates and peepholes': { cell: 'lstm', variant: { coupled: true, peepholes: true } },
  'an lstm without input gate': { cell: 'lstm', ...variantSettings('no-input-gate') },
  'an lstm without forget gate': { cell: 'lstm', ...variantSettings('no-forget-gate') },
  'an lstm without output gate': { cell: 'lstm', ...variantSettings('no-output-gate') },
  'an lstm without input activation': { cell: 'lstm', ...variantSettings('no-input-activation') },
  'an lstm without output activation': { cell: 'lstm', ...variantSettings('no-output-activation') },
};

/** Something forced, a weight of each parameter and a state to begin with, all small enough to keep numbers moving. */
function changeSome(stepper: Stepper): void {
  const { trained, steps } = stepper;
  stepper.strips.forEach(({ name, range }, k) => {
    if (range && name !== 'probability') stepper.force(name, 1 + (k % 2), 1 + ((3 * k) % steps), 0.25);
  });
  for (const [k, { name }] of trained.network.shapes.entries()) {
    stepper.setWeight({ name, row: 2, column: 1 }, 0.2 * (k + 1));
  }
  stepper.setInitial('hiddenState', 2, -0.5);
  if (stepper.cell === 'lstm') stepper.setInitial('cellState', 1, 1.25);
}

/** The largest difference between what the stepper prints as the network's own and what the engine computed. */
function largestGap(stepper: Stepper): number {
  const run = stepper.after.value;
  let largest = 0;
  for (const { name, range } of stepper.strips) {
    if (!range || name === 'probability' || name === 'input') continue;
    for (let step = 0; step < stepper.steps; step += 1) {
      for (let unit = 0; unit < run.units; unit += 1) {
        if (stepper.forcedAt(name, unit + 1, step + 1)) continue;
        largest = Math.max(largest, Math.abs(ownValue(run, name, unit, step) - valueAt(run, name, unit, step)));
      }
    }
  }
  return largest;
}

function checkedError(stepper: Stepper): number {
  const question = stepper.question.value;
  if (!question) throw new Error('something is asked at the step of the loss');
  const steps = checkSteps(question);
  for (;;) {
    const next = steps.next();
    if (next.done) return next.value.largestRelativeError;
  }
}

describe.each(Object.keys(layers))('%s', (name) => {
  const layer = layers[name] as Layer;

  test.each(['last-capital', 'adding'] as const)(
    'on %s prints what the engine computes, left alone and changed',
    (task) => {
      const stepper = open(randomNetwork(createTask(task, 12), { ...layer, hiddenSize: 3 }));
      // Sums are added in another order here than in the kernels.
      expect(largestGap(stepper)).toBeLessThan(1e-13);
      changeSome(stepper);
      expect(stepper.after.value).not.toEqual(stepper.before.value);
      expect(largestGap(stepper)).toBeLessThan(1e-13);
    },
  );

  test('has a gradient that equals central differences, left alone and changed', () => {
    const stepper = open(randomNetwork(createTask('last-capital', 12), { ...layer, hiddenSize: 3 }));
    stepper.setLossStep(12);
    expect(checkedError(stepper)).toBeLessThan(1e-5);
    changeSome(stepper);
    stepper.setWay('backward');
    expect(stepper.question.value?.trained).toBe(stepper.edited.value);
    expect(checkedError(stepper)).toBeLessThan(1e-5);
    stepper.setView('before');
    expect(stepper.question.value?.trained).toBe(stepper.trained);
  });
});

describe.each(TASK_NAMES.filter((name) => steppedTask(createTask(name))))('on %s, a network', (name) => {
  const stepper = open(randomNetwork(createTask(name), { cell: 'gru', hiddenSize: 3 }));

  test('answers as its task asks: with probabilities, or with a number', () => {
    const { answer, steps } = stepper.after.value;
    const size = stepper.trained.answers.length;
    expect(answer).toHaveLength(steps * size);
    for (let step = 0; step < steps; step += 1) {
      const row = answer.subarray(step * size, (step + 1) * size);
      if (stepper.trained.answering === 'classes') expect(row.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 12);
      else expect(row.every(Number.isFinite)).toBe(true);
    }
    expect(stepper.squares.value.at(-1)?.rows).toBe(size);
  });

  test('has a loss at the last step that is asked about, whose gradient is right', () => {
    expect(stepper.sequence.value.targets[stepper.state.now.value.lossStep - 1]).not.toBeNull();
    expect(checkedError(stepper)).toBeLessThan(1e-5);
  });

  test('is spoken of in whole sentences at every step, forwards and back', () => {
    for (const way of ['forward', 'backward'] as const) {
      stepper.setWay(way);
      for (const row of ['input', 'updateGate', 'probability'] as const) {
        stepper.select(row, 1, 1);
        for (let step = 1; step <= stepper.steps; step += 7) {
          stepper.goTo(step);
          expect(statusOf(stepper, texts)).toMatch(/^[^{}]+[.]$/);
          expect(statusOf(stepper, texts)).not.toMatch(/undefined|NaN/);
        }
      }
    }
    stepper.setWay('forward');
  });

  test('reads something else where the reader puts it, which stands in the link and can be taken back', () => {
    const { trained, state } = stepper;
    const before = stepper.after.value;
    const there = beginningOf(trained).sequence.letters.charAt(1);
    const other = trained.alphabet.findLast((letter) => letter !== there) ?? '';
    if (trained.reading.kind === 'letters') stepper.setLetter(2, other);
    else stepper.force('input', 1, 2, 0.125);
    expect(valueAt(stepper.after.value, 'hiddenState', 0, 1)).not.toBe(valueAt(before, 'hiddenState', 0, 1));
    const read = readLink('any', stepperFields(trained, beginningOf(trained)), `#${state.link()}`);
    expect(read).toEqual({ state: state.now.value, isReadable: true });
    state.undo();
    expect(stepper.after.value).toEqual(before);
  });
});

describe('what the reader changes about the network', () => {
  const trained = randomNetwork(createTask('last-capital', 12), { cell: 'lstm', hiddenSize: 3 });

  test('is put in and taken back, in the link too, and leaves the network that ships alone', () => {
    const stepper = open(trained);
    const shipped = [...trained.parameters.data];
    const place = { name: 'rnn.bias_ih_l0', row: 5, column: 1 };
    stepper.setWeight(place, 4);
    expect(stepper.state.link()).toContain('w=bif2:4');
    stepper.setWeight({ name: 'rnn.weight_hh_l0', row: 4, column: 3 }, -2.5);
    expect(stepper.state.link()).toContain('Whf1.3:-2.5');
    expect(stepper.edited.value.parameters.get('rnn.bias_ih_l0').data[4]).toBe(4);
    expect([...trained.parameters.data]).toEqual(shipped);
    expect(stepper.before.value.trained).toBe(trained);
    stepper.clearWeight(place);
    stepper.state.undo();
    stepper.state.undo();
    stepper.state.undo();
    expect(stepper.edited.value).toBe(trained);
    expect(stepper.isChanged.value).toBe(false);
  });

  test('stays in range, and a place that is not there is passed over', () => {
    const stepper = open(trained);
    stepper.setWeight({ name: 'rnn.bias_ih_l0', row: 1, column: 1 }, 1000);
    stepper.setWeight({ name: 'rnn.bias_ih_l0', row: 13, column: 1 }, 1);
    stepper.setWeight({ name: 'rnn.weight_ih_l0', row: 1, column: 9 }, 1);
    stepper.setWeight({ name: 'rnn.bias_hh_l0', row: 1, column: 1 }, Number.NaN);
    expect(stepper.state.now.value.weights).toEqual([{ name: 'rnn.bias_ih_l0', row: 1, column: 1, value: 20 }]);
  });

  test('begins with the states set, which stand before the first step', () => {
    const stepper = open(trained);
    stepper.setInitial('cellState', 2, 1.5);
    stepper.setInitial('hiddenState', 1, -9);
    expect(stepper.state.link()).toContain('h0=c2:1.5,h1:-3');
    expect(valueAt(stepper.after.value, 'cellState', 1, -1)).toBe(1.5);
    expect(valueAt(stepper.before.value, 'cellState', 1, -1)).toBe(0);
    stepper.setInitial('hiddenState', 1, null);
    expect(stepper.state.now.value.initial).toEqual([{ quantity: 'cellState', unit: 2, value: 1.5 }]);
  });
});

describe('networks at the ends of what is offered', () => {
  test('of 64 units over 512 steps can be opened and stepped', () => {
    const task = createTask('last-capital', 512);
    const trained = randomNetwork(task, { cell: 'rnn', hiddenSize: 64 });
    const { inputs, questions } = task.sample(createRandom(1, 'long'), 1);
    expect(questions).toHaveLength(512);
    const values = Float64Array.from(inputs.flatMap(({ data }) => [...data]));
    const targets = trained.stepped.targets(inputs);
    const letters = inputs.map(({ data }) => trained.alphabet[data.indexOf(1)] ?? '').join('');
    const sequence = { steps: 512, letters, inputs, values, targets };
    const stepper = createStepper('long', trained, { sequence, step: 1, unit: 1, row: 'hiddenState' });
    stepper.force('hiddenState', 64, 512, 1);
    expect(stepper.state.link()).toContain('force=h64@512:1');
    expect(stepper.visible.value.map(({ squares }) => squares.columns)).toEqual([24, 24, 24]);
  });

  test('that ship are all read by their descriptions', () => {
    const ids = readdirSync('content/networks').flatMap((file) => (file.endsWith('.json') ? [file.slice(0, -5)] : []));
    for (const id of ids) {
      const { run } = JSON.parse(readFileSync(`content/networks/${id}.json`, 'utf8')) as {
        run: Record<string, unknown>;
      };
      const trained = loadNetwork(
        networkMade(run),
        readFileSync(`content/networks/${id}.safetensors`).toString('base64'),
      );
      const { sequence } = exampleOf(trained);
      expect(sequence.steps).toBeGreaterThan(1);
    }
    expect(ids.length).toBeGreaterThan(3);
  });
});

describe('keys in the row of numbers read', () => {
  const press = (stepper: Stepper, key: string) => {
    const held = { shiftKey: false, ctrlKey: false, metaKey: false, altKey: false };
    let typed = '';
    pressKey(stepper, { key, ...held }, { edit: (text) => (typed = text), showKeys: () => {} });
    return typed;
  };

  test('raise, lower and type the number of the channel selected, and give it back', () => {
    const stepper = open(randomNetwork(createTask('adding', 10), { cell: 'gru', hiddenSize: 3 }));
    stepper.select('input', 2, 4);
    const read = () => valueAt(stepper.after.value, 'input', 1, 3);
    const begun = read();
    press(stepper, begun > 0.5 ? 'ArrowDown' : 'ArrowUp');
    expect(read()).toBeCloseTo(begun > 0.5 ? begun - 0.05 : begun + 0.05, 12);
    expect(press(stepper, '7')).toBe('7');
    press(stepper, '0');
    expect(read()).toBe(begun);
    expect(stepper.state.now.value.inputs).toEqual([]);
  });
});
