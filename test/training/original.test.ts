import { describe, expect, test } from 'vitest';
import { createOriginalTraining, ORDER_6A_ORIGINAL } from '../../src/training/original.ts';

describe('the training of 1997', () => {
  test('begins with small weights and the biases of the paper', () => {
    const { parameters } = createOriginalTraining(ORDER_6A_ORIGINAL, 1);
    const gates = parameters.get('inputGates');
    const biases = [0, 1].map((block) => gates.data[(block + 1) * gates.columns - 1]);
    expect(biases).toEqual([-2, -4]);
    const others = [...parameters.data].filter((weight) => !biases.includes(weight));
    expect(others).toHaveLength(154);
    expect(others.every((weight) => Math.abs(weight) <= 0.1 && weight !== 0)).toBe(true);
  });

  test('makes the same updates for the same seed', () => {
    const weightsAfter = (seed: number) => {
      const training = createOriginalTraining(ORDER_6A_ORIGINAL, seed);
      for (let k = 0; k < 50; k += 1) training.advance();
      return [...training.parameters.data];
    };
    expect(weightsAfter(7)).toEqual(weightsAfter(7));
    expect(weightsAfter(7)).not.toEqual(weightsAfter(8));
  });

  test('does not learn from being tested', () => {
    const training = createOriginalTraining(ORDER_6A_ORIGINAL, 1);
    const before = [...training.parameters.data];
    expect(training.countWrong(40)).toBe(40);
    expect([...training.parameters.data]).toEqual(before);
    expect(training.countWrong(40)).toBe(40);
  });

  // Ten seeds stop after 18,704 to 50,084 sequences, none of 2,560 wrong; the paper printed 31,390 and 1 of 2,560.
  test('learns temporal order in tens of thousands of sequences, as the paper did', () => {
    const training = createOriginalTraining(ORDER_6A_ORIGINAL, 1);
    let report = training.advance();
    while (!report.isLearned && report.sequences < 60_000) report = training.advance();
    expect(report.isLearned).toBe(true);
    expect(report.sequences).toBeGreaterThan(10_000);
    expect(training.countWrong(2560)).toBeLessThanOrEqual(5);
  });
});
