import { describe, expect, test } from 'vitest';
import { createRandom, createRandomFrom, type Random } from '../../src/engine/random.ts';

const WORD = 2 ** 32;

describe('the generator', () => {
  test('gives the words of xoshiro128** as published', () => {
    // From the state 1, 2, 3, 4 (Blackman and Vigna, 2018), worked out by a second program.
    const random = createRandomFrom([1, 2, 3, 4]);
    const words = Array.from({ length: 8 }, () => random.uniform() * WORD);
    expect(words).toEqual([11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849]);
  });

  test('starts every seed the same way for ever', () => {
    const first = (seed: number, stream?: string) => createRandom(seed, stream).state();
    expect(first(1)).toEqual([2527132011, 314344336, 2535364964, 2041432039]);
    expect(first(1, 'data')).toEqual([832161338, 1153686547, 2497185851, 3654322899]);
    expect(first(2 ** 53 - 1)).toEqual([3627736530, 2840406777, 44018064, 2012069973]);
  });

  test('goes on from a saved state as if it had never stopped', () => {
    const random = createRandom(3, 'weights');
    for (let k = 0; k < 100; k += 1) random.gaussian();
    const again = createRandomFrom(JSON.parse(JSON.stringify(random.state())));
    const draw = (from: Random) => Array.from({ length: 50 }, () => [from.uniform(), from.below(7), from.gaussian()]);
    expect(draw(again)).toEqual(draw(random));
  });

  test('never reaches the state of all zeros, from which it could not move', () => {
    for (let seed = 0; seed < 2000; seed += 1) expect(createRandom(seed).state()[3]).toBeGreaterThan(0);
  });

  test('draws different numbers for neighbouring seeds, streams and the two halves of a large seed', () => {
    const starts = new Set<string>();
    const seeds = [0, 1, 2, 3, WORD, WORD + 1, 2 * WORD, 2 ** 53 - 1];
    for (const seed of seeds)
      for (const stream of ['', 'data', 'weights', 'datb']) starts.add(createRandom(seed, stream).state().join());
    expect(starts.size).toBe(seeds.length * 4);
  });

  test.each([-1, 0.5, NaN, Infinity, 2 ** 53])('refuses the seed %s with a sentence', (seed) => {
    expect(() => createRandom(seed)).toThrow(
      `createRandom: the seed must be a whole number from 0 to 9007199254740991, got ${seed}`,
    );
  });
});

describe('what it draws', () => {
  // With n draws a mean strays by about its standard deviation over sqrt(n); five of those happen once in two million.
  const count = 40_000;
  const five = (deviation: number) => (5 * deviation) / Math.sqrt(count);
  const draws = (draw: (random: Random) => number) => {
    const random = createRandom(11);
    return Array.from({ length: count }, () => draw(random));
  };
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

  test('is even over [0, 1)', () => {
    const values = draws((random) => random.uniform());
    expect(Math.min(...values)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...values)).toBeLessThan(1);
    expect(Math.abs(mean(values) - 1 / 2)).toBeLessThan(five(Math.sqrt(1 / 12)));
    for (let tenth = 0; tenth < 10; tenth += 1) {
      const share = values.filter((value) => Math.floor(value * 10) === tenth).length / count;
      expect(Math.abs(share - 0.1)).toBeLessThan(five(Math.sqrt(0.1 * 0.9)));
    }
  });

  test('does not remember the number before', () => {
    const values = draws((random) => random.uniform() - 1 / 2);
    const products = values.slice(1).map((value, k) => value * values[k]);
    expect(Math.abs(mean(products))).toBeLessThan(five(1 / 12));
  });

  test('is fair over whole numbers below a bound', () => {
    const values = draws((random) => random.below(6));
    for (let face = 0; face < 6; face += 1) {
      const share = values.filter((value) => value === face).length / count;
      expect(Math.abs(share - 1 / 6)).toBeLessThan(five(Math.sqrt(5 / 36)));
    }
  });

  test('has the moments of a Gaussian', () => {
    // The k-th moment strays by sqrt(m_2k - m_k ** 2): 1, sqrt(3 - 1), sqrt(15), sqrt(105 - 9).
    const values = draws((random) => random.gaussian());
    const moment = (power: number) => mean(values.map((value) => value ** power));
    expect(Math.abs(moment(1))).toBeLessThan(five(1));
    expect(Math.abs(moment(2) - 1)).toBeLessThan(five(Math.sqrt(2)));
    expect(Math.abs(moment(3))).toBeLessThan(five(Math.sqrt(15)));
    expect(Math.abs(moment(4) - 3)).toBeLessThan(five(Math.sqrt(96)));
  });

  test.each([0, -1, 1.5, WORD + 1, NaN])('refuses the bound %s with a sentence', (bound) => {
    expect(() => createRandom(1).below(bound)).toThrow(
      `below: the bound must be a whole number from 1 to 4294967296, got ${bound}`,
    );
  });

  test('knows the bounds at both ends', () => {
    expect(createRandom(1).below(1)).toBe(0);
    expect(createRandom(1).below(WORD)).toBeLessThan(WORD);
  });
});
