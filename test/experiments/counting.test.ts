import { describe, expect, test } from 'vitest';
import { once } from '../../src/experiments/once.ts';
import { medianSolved, type RaceResults, resultsOf, solvedCount } from '../../src/experiments/results.ts';
import { small } from '../../src/experiments/small.ts';

const results: RaceResults = {
  lag: 100,
  updates: 300,
  cells: [
    { cell: 'gru', parameters: 7, seeds: [110, null, 90, 100, 300].map((solvedAt, seed) => ({ seed, solvedAt })) },
    { cell: 'rnn', parameters: 7, seeds: [{ seed: 1, solvedAt: null }] },
  ],
};

describe('counting seeds', () => {
  test('solved ones are counted, and the median is over them alone', () => {
    expect(solvedCount(resultsOf(results, 'gru'))).toBe(4);
    expect(medianSolved(resultsOf(results, 'gru'))).toBe(100);
    expect(solvedCount(resultsOf(results, 'rnn'))).toBe(0);
  });

  test('nothing to count is an error, not a zero', () => {
    expect(() => resultsOf(results, 'lstm')).toThrow('no results for lstm');
    expect(() => medianSolved(resultsOf(results, 'rnn'))).toThrow('no median');
  });
});

describe('small numbers', () => {
  test.each([
    [0, 0],
    [0.25, 0.25],
    [-0.01, -0.01],
    [0.0052, '5 × 10⁻³'],
    [-3.4e-8, '−3 × 10⁻⁸'],
    [9.6e-16, '1 × 10⁻¹⁵'],
  ])('%d is printed from %s', (value, printed) => expect(small(value)).toBe(printed));
});

test('once computes once', () => {
  let calls = 0;
  const compute = once(() => {
    calls += 1;
    return calls;
  });
  expect([compute(), compute()]).toEqual([1, 1]);
});
