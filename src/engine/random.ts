/**
 * A seeded generator of random numbers: xoshiro128** (Blackman and Vigna, 2018), 128 bits of state.
 *
 * Always handed in, never global; its state is four whole numbers that can be saved and put back, so that a run can be
 * continued bit for bit. Streams drawn from one seed under different names ("data", "weights") are independent, so the
 * examples that a run sees do not depend on which cell it trains.
 */

import { log } from './elementary.ts';

/** Four 32-bit words. Plain data: it can be stored and posted. */
export type RandomState = readonly [number, number, number, number];

export interface Random {
  /** In [0, 1), a multiple of 2 ** -32. */
  uniform(): number;
  /** A whole number in [0, bound), without bias. */
  below(bound: number): number;
  /** Gaussian with mean 0 and variance 1 (Marsaglia's polar method: no cosine needed). */
  gaussian(): number;
  /** The state now; `createRandomFrom(state)` goes on from here. */
  state(): RandomState;
}

const WORD = 4294967296;

/** The generator for a seed (a whole number from 0 to 2 ** 53 - 1) and the name of a stream. */
export function createRandom(seed: number, stream = ''): Random {
  if (!Number.isSafeInteger(seed) || seed < 0) {
    throw new Error(`createRandom: the seed must be a whole number from 0 to ${Number.MAX_SAFE_INTEGER}, got ${seed}`);
  }
  let mixed = (seed % WORD) ^ Math.imul(Math.floor(seed / WORD), 0x9e3779b9);
  for (let i = 0; i < stream.length; i += 1) mixed = Math.imul(mixed ^ stream.charCodeAt(i), 0x01000193);
  const next = () => {
    // One round of a 32-bit finaliser (MurmurHash3's constants) on a Weyl sequence spreads the seed over four words.
    mixed = (mixed + 0x9e3779b9) | 0;
    let word = mixed;
    word = Math.imul(word ^ (word >>> 16), 0x85ebca6b);
    word = Math.imul(word ^ (word >>> 13), 0xc2b2ae35);
    return (word ^ (word >>> 16)) >>> 0;
  };
  return createRandomFrom([next(), next(), next(), next() | 1]);
}

/** The generator that goes on from a saved state. */
export function createRandomFrom(state: RandomState): Random {
  let [a, b, c, d] = state;

  const word = () => {
    const result = Math.imul(rotate(Math.imul(b, 5), 7), 9) >>> 0;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = rotate(d, 11);
    return result;
  };

  const uniform = () => word() / WORD;

  const below = (bound: number) => {
    if (!Number.isInteger(bound) || bound < 1 || bound > WORD) {
      throw new Error(`below: the bound must be a whole number from 1 to ${WORD}, got ${bound}`);
    }
    const fair = WORD - (WORD % bound);
    let drawn = word();
    while (drawn >= fair) drawn = word();
    return drawn % bound;
  };

  const gaussian = () => {
    // A point in the unit disc; the pair's second number is dropped, so that the state says everything.
    for (;;) {
      const x = 2 * uniform() - 1;
      const y = 2 * uniform() - 1;
      const s = x * x + y * y;
      if (s > 0 && s < 1) return x * Math.sqrt((-2 * log(s)) / s);
    }
  };

  return { uniform, below, gaussian, state: () => [a >>> 0, b >>> 0, c >>> 0, d >>> 0] };
}

function rotate(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits));
}
