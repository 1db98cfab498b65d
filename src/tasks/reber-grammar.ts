/**
 * The Reber grammar, and strings embedded in it twice over: a graph of states whose arrows carry symbols.
 *
 * An embedded string is B, then T or P, then a string of the inner grammar, then the same T or P again, then E. At every
 * step but that last T or P the next symbol depends on a few symbols back; that one on the second of all.
 *
 * Source: `hochreiter1997`, section 5.1; `gers2000`, figures 3 and 4.
 */

import type { Random } from '../engine/random.ts';

export const REBER_SYMBOLS = ['B', 'T', 'P', 'S', 'X', 'V', 'E'] as const;
type ReberSymbol = (typeof REBER_SYMBOLS)[number];

/** The arrows out of each state: a symbol and where it leads. Two arrows are equally likely. */
const INNER: readonly (readonly (readonly [ReberSymbol, number])[])[] = [
  [['B', 1]],
  [
    ['T', 2],
    ['P', 3],
  ],
  [
    ['S', 2],
    ['X', 4],
  ],
  [
    ['T', 3],
    ['V', 5],
  ],
  [
    ['X', 3],
    ['S', 6],
  ],
  [
    ['P', 4],
    ['V', 6],
  ],
  [['E', 7]],
];
const INNER_END = 7;

/** One embedded string. */
export interface ReberString {
  /** Symbol numbers, B to E. */
  readonly symbols: readonly number[];
  /** The symbols that may follow each symbol of the string, as bits, 1 << symbol; what follows E is B. */
  readonly legal: readonly number[];
}

const numberOf = (symbol: ReberSymbol) => REBER_SYMBOLS.indexOf(symbol);
const bitOf = (symbol: ReberSymbol) => 1 << numberOf(symbol);

/** A string of the embedded grammar, longer ones than `longest` drawn again. */
export function reberString(random: Random, longest: number): ReberString {
  for (;;) {
    const string = embed(random.below(2) === 0 ? 'T' : 'P', random);
    if (string.symbols.length <= longest) return string;
  }
}

/** The string around an inner one that begins and ends with `outer`. */
function embed(outer: 'T' | 'P', random: Random): ReberString {
  const symbols: number[] = [numberOf('B'), numberOf(outer)];
  const legal: number[] = [bitOf('T') | bitOf('P'), bitOf('B')];
  let state = 0;
  while (state !== INNER_END) {
    const arrows = INNER[state];
    const [symbol, next] = arrows[arrows.length === 1 ? 0 : random.below(arrows.length)];
    symbols.push(numberOf(symbol));
    legal.push(next === INNER_END ? bitOf(outer) : INNER[next].reduce((bits, [one]) => bits | bitOf(one), 0));
    state = next;
  }
  symbols.push(numberOf(outer), numberOf('E'));
  legal.push(bitOf('E'), bitOf('B'));
  return { symbols, legal };
}

/**
 * What may follow each of these symbols, as bits, 1 << symbol, for any symbols: 0 from the first that the grammar does
 * not allow. After a whole string comes nothing, or, where strings are `continued`, the next B.
 */
export function reberLegal(symbols: readonly number[], continued = false): number[] {
  let next: Place | null = startOfString(continued);
  return symbols.map((symbol) => {
    next = next?.arrows.get(symbol)?.() ?? null;
    return next ? [...next.arrows.keys()].reduce((bits, one) => bits | (1 << one), 0) : 0;
  });
}

/** A place within an embedded string: where each symbol that may come leads. */
interface Place {
  readonly arrows: ReadonlyMap<number, () => Place>;
}

function startOfString(continued: boolean): Place {
  const one = (symbol: ReberSymbol, to: () => Place): Place => ({ arrows: new Map([[numberOf(symbol), to]]) });
  const end = () => (continued ? startOfString(true) : { arrows: new Map() });
  const inner = (outer: ReberSymbol, state: number): Place => {
    if (state === INNER_END) return one(outer, () => one('E', end));
    return { arrows: new Map(INNER[state].map(([symbol, to]) => [numberOf(symbol), () => inner(outer, to)])) };
  };
  const outers = (['T', 'P'] as const).map((outer) => [numberOf(outer), () => inner(outer, 0)] as const);
  return one('B', () => ({ arrows: new Map(outers) }));
}

/** The same string with the other outer symbol. */
export function otherOuter({ symbols, legal }: ReberString): ReberString {
  const [t, p] = [numberOf('T'), numberOf('P')];
  const outer = symbols[1] === t ? p : t;
  return {
    symbols: symbols.with(1, outer).with(-2, outer),
    legal: legal.with(-3, 1 << outer),
  };
}
