/** What a reader guesses before the runs: kept in the browser where it lets, and never in the way. */
import { describe, expect, test } from 'vitest';
import { createGuesses } from '../../src/figures/laboratory/guesses.ts';

const memory = (text: string | null = null) => {
  let kept = text;
  return {
    getItem: () => kept,
    setItem: (_: string, next: string) => {
      kept = next;
    },
  };
};

describe('a guess', () => {
  test('is kept for its own setting, and is there on the next visit', () => {
    const store = memory();
    const first = createGuesses(() => store);
    first.choose('f=lab&v=1&lag=30', 'gru', 5);
    first.choose('f=lab&v=1&lag=30', 'coupled', 0);
    first.choose('', 'rnn', 1);
    const next = createGuesses(() => store);
    next.load();
    expect(next.all.value.get('f=lab&v=1&lag=30')).toEqual({ gru: 5, coupled: 0 });
    expect(next.all.value.get('')).toEqual({ rnn: 1 });
    expect(next.all.value.get('f=lab&v=1&lag=50')).toBeUndefined();
  });

  test('can be changed and taken back, whole or in part', () => {
    const guesses = createGuesses(() => memory());
    guesses.choose('a', 'gru', 5);
    guesses.choose('a', 'gru', 4);
    guesses.choose('a', 'lstm', 3);
    guesses.choose('a', 'gru', null);
    expect(guesses.all.value.get('a')).toEqual({ lstm: 3 });
    guesses.choose('a', 'lstm', null);
    expect(guesses.all.value.has('a')).toBe(false);
  });

  test('of a browser that refuses lasts as long as the page', () => {
    const guesses = createGuesses(() => {
      throw new DOMException('denied', 'SecurityError');
    });
    guesses.load();
    guesses.choose('a', 'gru', 2);
    expect(guesses.all.value.get('a')).toEqual({ gru: 2 });
  });

  test.each([
    '{"a":1}',
    'null',
    'nonsense',
    '[["a",{"cnn":3}],["b",{"gru":2.5}],["c",{"gru":99}],[1,{"gru":1}],["d"]]',
  ])('is none where what was kept says %s', (text) => {
    const guesses = createGuesses(() => memory(text));
    guesses.load();
    expect(guesses.all.value.size).toBe(0);
  });

  test('goes when a hundred younger ones have come', () => {
    const guesses = createGuesses(() => memory());
    for (let k = 0; k <= 100; k += 1) guesses.choose(`s${k}`, 'gru', 1);
    expect(guesses.all.value.has('s0')).toBe(false);
    expect(guesses.all.value.size).toBe(100);
  });
});
