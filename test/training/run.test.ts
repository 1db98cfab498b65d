import { describe, expect, test } from 'vitest';
import { type Run, recipe, runProblem } from '../../src/training/run.ts';
import { createTraining } from '../../src/training/trainer.ts';
import { UPDATE_RULES } from '../../src/training/update-rules.ts';
import { VARIANT_NAMES } from '../../src/training/variants.ts';

const lstm: Run = { ...recipe, task: 'remember', lag: 5, cell: 'lstm', hidden: 4, updates: 3 };
const rnn: Run = { ...lstm, cell: 'rnn' };

test.each<[Partial<Run>, string]>([
  [{ init: 'identity' }, 'identity is a beginning for an rnn, not for a lstm'],
  [{ init: 'constant' }, 'constant needs a gate bias'],
  [{ gateBias: 4 }, 'a gate bias goes with constant, not with chrono'],
  [{ init: 'constant', gateBias: Number.NaN }, 'gateBias must be from -20 to 20, got NaN'],
  [{ init: 'default', holds: [2, 10] }, 'steps that a unit holds go with chrono, not with default'],
  [{ holds: [10, 2] }, 'the shortest first, got 10 to 2'],
  [{ holds: [1, 2] }, 'more than 1 and at most 10000 steps'],
  [{ variant: 'relu' }, 'variant must be one of no-input-gate, '],
  [{ cell: 'gru', variant: 'coupled' }, 'variant must be absent for a gru, got coupled'],
  [{ cell: 'rnn', variant: 'coupled' }, 'variant must be one of relu for a rnn, got coupled'],
])('a run with %j is refused in a sentence', (more, sentence) => {
  expect(runProblem({ ...lstm, ...more })).toContain(sentence);
  expect(() => createTraining({ ...lstm, ...more })).toThrow(sentence);
});

describe('a run trains', () => {
  const weightsAfter = (run: Run) => {
    const training = createTraining(run);
    while (!training.isFinished) training.advance();
    return [...training.parameters.data];
  };

  test.each(VARIANT_NAMES.lstm)('an LSTM with %s, and gets other weights than the plain one', (variant) => {
    const weights = weightsAfter({ ...lstm, variant });
    expect(weights.every(Number.isFinite)).toBe(true);
    expect(weights).not.toEqual(weightsAfter(lstm));
  });

  test('an RNN of ramps that begins with the identity', () => {
    const run: Run = { ...rnn, variant: 'relu', init: 'identity' };
    expect(createTraining(run).network.description.nonlinearity).toBe('relu');
    expect(weightsAfter(run)).not.toEqual(weightsAfter({ ...rnn, init: 'identity' }));
  });

  test('by every rule for updates, each with its own result', () => {
    const results = UPDATE_RULES.map((rule) => weightsAfter({ ...lstm, rule }).join());
    expect(new Set(results).size).toBe(UPDATE_RULES.length);
    expect(results[0]).toBe(weightsAfter(lstm).join());
  });

  test('by any rule, on from a checkpoint with the same bytes', () => {
    for (const rule of UPDATE_RULES) {
      const run = { ...lstm, rule };
      const training = createTraining(run);
      training.advance();
      const onward = createTraining(run, training.checkpoint());
      while (!onward.isFinished) onward.advance();
      expect([...onward.parameters.data]).toEqual(weightsAfter(run));
    }
  });
});
