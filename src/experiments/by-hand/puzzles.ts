/**
 * Puzzles: networks that almost do what is asked of them, and which of their numbers may be changed.
 *
 * Where each begins, what may be touched, and one solution among others. Whether a reader's numbers solve it, the engine
 * finds out: check.ts.
 */

import { COUNT_LETTERS } from '../../tasks/count.ts';
import { REMEMBER_SYMBOLS, REMEMBERED } from '../../tasks/remember.ts';
import {
  capitals,
  counter,
  counting,
  delaying,
  eachCapital,
  eachUnit,
  handSets,
  OPEN,
  TURN,
  type Weights,
} from './hand-set.ts';
import { type Kind, type Places, placesOf, setByHand, type WeightEdit, type WeightPlace } from './setting.ts';

export const PUZZLE_NAMES = ['remember', 'copy', 'reset', 'counter', 'feedback', 'line'] as const;
export type PuzzleName = (typeof PUZZLE_NAMES)[number];

export interface Puzzle {
  readonly kind: Kind;
  /** The network that the reader is given. */
  readonly start: (places: Places) => Weights;
  /** What may be changed, */
  readonly allowed: (places: Places) => readonly WeightPlace[];
  /** and how many numbers of it. */
  readonly most: number;
  /** As few as are needed. */
  readonly solution: (places: Places) => Weights;
}

const letter = (letters: readonly string[], one: string) => letters.indexOf(one) + 1;
const bothBiases = (at: Places, block: 'forgetGate' | 'updateGate', units: number): WeightPlace[] =>
  Array.from({ length: units }, (_, k) => [at.bias(block, k + 1), at.recurrentBias(block, k + 1)]).flat();

const remembering: Kind = { task: 'remember', lag: 30, cell: 'lstm', hidden: 2 };
const oneMore = letter(COUNT_LETTERS, 'a');
const reset = letter(COUNT_LETTERS, 'r');

export const puzzles: Readonly<Record<PuzzleName, Puzzle>> = {
  // Two units tell four letters apart by their signs. The forget biases are 1, as frameworks begin: f is 0.73, and after
  // ten steps what is left is less than what the distractors write through an input gate of 0.018.
  remember: {
    kind: remembering,
    start: (at) => [
      ...eachUnit(
        remembering,
        (unit): Weights => [
          [at.bias('inputGate', unit), -4],
          [at.bias('forgetGate', unit), 1],
          [at.bias('outputGate', unit), OPEN],
        ],
      ),
      ...REMEMBERED.flatMap((sign, k): Weights => {
        const signs = [k < 2 ? 1 : -1, k % 2 === 0 ? 1 : -1];
        const column = letter(REMEMBER_SYMBOLS, sign);
        const distractor = letter(REMEMBER_SYMBOLS, sign.toLowerCase());
        return signs.flatMap(
          (side, index): Weights => [
            [at.input('inputGate', index + 1, column), TURN],
            [at.input('candidate', index + 1, column), 3 * side],
            [at.input('candidate', index + 1, distractor), side],
            [at.readout(k + 1, index + 1), 10 * side],
          ],
        );
      }),
    ],
    allowed: (at) => bothBiases(at, 'forgetGate', 2),
    most: 2,
    solution: (at) => [
      [at.bias('forgetGate', 1), 5],
      [at.bias('forgetGate', 2), 5],
    ],
  },
  // The copy cell with z at one half: every small letter puts its own candidate in the place of half of what was there.
  copy: {
    kind: { ...capitals, cell: 'gru' },
    start: (at) => [
      ...eachUnit(capitals, (unit): Weights => [[at.readout(unit, unit), 10]]),
      ...eachCapital(
        capitals,
        (unit, capital): Weights => [
          [at.input('updateGate', unit, capital), -TURN],
          [at.input('candidate', unit, capital), capital === unit ? 3 : -3],
          [at.input('candidate', unit, capitals.hidden + capital), capital === unit ? 1 : -1],
        ],
      ),
    ],
    allowed: (at) => bothBiases(at, 'updateGate', capitals.hidden),
    most: capitals.hidden,
    solution: (at) => eachUnit(capitals, (unit): Weights => [[at.bias('updateGate', unit), 6]]),
  },
  // A counter that is never set back.
  reset: {
    kind: counting,
    start: counter,
    allowed: (at) => COUNT_LETTERS.map((_, k) => at.input('forgetGate', 1, k + 1)),
    most: 1,
    solution: (at) => [[at.input('forgetGate', 1, reset), -TURN]],
  },
  // A latch where a counter is wanted: every a shuts the forget gate before it adds its 0.2.
  counter: {
    kind: counting,
    start: (at) => [...handSets['forget-on-reset-lstm'].weights(at), [at.input('forgetGate', 1, oneMore), -TURN]],
    allowed: (at) =>
      (['inputGate', 'forgetGate', 'candidate', 'outputGate'] as const).map((gate) => at.input(gate, 1, oneMore)),
    most: 1,
    solution: (at) => [[at.input('forgetGate', 1, oneMore), 0]],
  },
  // h = tanh(w h + 0.6 x): with w below 1 the only state of rest is 0.
  feedback: {
    kind: handSets['latch-rnn'].kind,
    start: (at) => [...handSets['latch-rnn'].weights(at), [at.recurrent('sum', 1, 1), 0.8]],
    allowed: (at) => [at.recurrent('sum', 1, 1)],
    most: 1,
    solution: (at) => [[at.recurrent('sum', 1, 1), 3]],
  },
  // A delay line that nobody has joined up.
  line: {
    kind: { ...delaying, cell: 'rnn' },
    start: (at) => [
      ...handSets['delay-rnn'].weights(at),
      ...joints.map(([to, from]) => [at.recurrent('sum', to, from), 0] as const),
    ],
    allowed: (at) =>
      Array.from({ length: delaying.hidden ** 2 }, (_, k) =>
        at.recurrent('sum', Math.floor(k / delaying.hidden) + 1, (k % delaying.hidden) + 1),
      ),
    most: 3,
    solution: (at) => joints.map(([to, from]) => [at.recurrent('sum', to, from), 4] as const),
  },
};

/** From each place to the next: to, from. */
const joints = [
  [2, 1],
  [3, 2],
  [4, 3],
] as const;

export function startOf(name: PuzzleName): ReturnType<typeof setByHand> {
  const { kind, start } = puzzles[name];
  return setByHand(kind, start);
}

export function allowedIn(name: PuzzleName): readonly WeightPlace[] {
  const { kind, allowed } = puzzles[name];
  return allowed(placesOf(kind));
}

export function solutionOf(name: PuzzleName): readonly WeightEdit[] {
  const { kind, solution } = puzzles[name];
  return solution(placesOf(kind)).map(([place, value]) => ({ ...place, value }));
}
