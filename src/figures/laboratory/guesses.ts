/**
 * What the reader expects before a setting is trained: for each cell, how many of its seeds will solve the task. Kept in
 * this browser alone; one that keeps nothing forgets it with the page.
 */
import { type ReadonlySignal, signal } from '@preact/signals';
import { allContenders, type Contender } from './contenders.ts';
import { ranges } from './state.ts';

/** Seeds that will solve it, of the cells for which something was chosen. */
export type Guess = Readonly<Partial<Record<Contender, number>>>;

export interface Guesses {
  /** By the setting as a part of an address. */
  readonly all: ReadonlySignal<ReadonlyMap<string, Guess>>;
  /** Takes in what was kept. */
  load(): void;
  /** Null takes a guess back. */
  choose(setting: string, cell: Contender, solved: number | null): void;
}

/** The part of a browser's storage that is needed. */
type Store = Pick<Storage, 'getItem' | 'setItem'>;

const key = 'unrolled.lab.guesses';
/** Settings; the oldest goes first. */
const mostKept = 100;

/** `open` may throw: some browsers refuse even to name their storage. */
export function createGuesses(open: () => Store = () => localStorage): Guesses {
  const all = signal<ReadonlyMap<string, Guess>>(new Map());
  return {
    all,
    load() {
      try {
        all.value = new Map([...readGuesses(open().getItem(key)), ...all.peek()]);
      } catch {
        // Refused: there is nothing to take in.
      }
    },
    choose(setting, cell, solved) {
      const { [cell]: _, ...others } = all.peek().get(setting) ?? {};
      const guess: Guess = solved === null ? others : { ...others, [cell]: solved };
      const rest = [...all.peek()].filter(([one]) => one !== setting);
      const next = Object.keys(guess).length > 0 ? [...rest, [setting, guess] as const] : rest;
      all.value = new Map(next.slice(-mostKept));
      try {
        open().setItem(key, JSON.stringify([...all.peek()]));
      } catch {
        // Refused: it is known as long as the page is open.
      }
    },
  };
}

/** What can be understood of what was kept. */
function readGuesses(text: string | null): [string, Guess][] {
  const found: unknown = JSON.parse(text ?? '[]');
  if (!Array.isArray(found)) return [];
  return found.flatMap((entry: unknown): [string, Guess][] => {
    const [setting, guess] = Array.isArray(entry) ? entry : [];
    if (typeof setting !== 'string' || typeof guess !== 'object' || guess === null) return [];
    const known = Object.entries(guess).filter(
      ([cell, solved]) => allContenders.some((one) => one === cell) && isCount(solved),
    );
    return known.length > 0 ? [[setting, Object.fromEntries(known)]] : [];
  });
}

function isCount(value: unknown): boolean {
  return Number.isInteger(value) && Number(value) >= 0 && Number(value) <= ranges.seeds.to;
}
