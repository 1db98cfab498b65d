/**
 * Cells whose weights nobody trained: each is a few numbers that a reader can set, and the whole of what they do can be
 * said in a sentence (under `handSet` in the interface). Each says why in its comments; the tests hold them to it.
 *
 * A sum of 10 opens a gate to 0.99995, a sum of -10 shuts it to 0.00005: over a hundred steps that loses half a percent.
 */

import { tanh } from '../../engine/elementary.ts';
import type { Network } from '../../engine/network.ts';
import type { Parameters } from '../../engine/parameters.ts';
import { COUNT_LETTERS, MOST_COUNTED } from '../../tasks/count.ts';
import { CAPITALS } from '../../tasks/last-capital.ts';
import { type Kind, type Places, setByHand, type WeightPlace } from './setting.ts';

export type HandSetName =
  | 'latch-rnn'
  | 'latch-lstm'
  | 'copy-gru'
  | 'counter-lstm'
  | 'forget-on-reset-lstm'
  | 'delay-rnn'
  | 'delay-gru'
  | 'delay-lstm';

export type Weights = readonly (readonly [WeightPlace, value: number])[];

interface HandSet {
  readonly kind: Kind;
  readonly weights: (places: Places) => Weights;
}

/** A gate's sum at rest, and what turns it over. */
export const OPEN = 10;
export const SHUT = -10;
export const TURN = 20;

/** What an a adds to the cell state of a counter: five of them make 1, where tanh still tells its values apart. */
export const COUNTED = 0.2;

export const capitals: Kind = { task: 'last-capital', lag: 24, cell: 'lstm', hidden: CAPITALS.length };
export const counting: Kind = { task: 'count', lag: 24, cell: 'lstm', hidden: 1 };
export const delaying = { task: 'delay', lag: 3, hidden: 4 } as const;

export const handSets: Readonly<Record<HandSetName, HandSet>> = {
  // One unit that feeds itself: h = tanh(3 h + 0.6 x) has two states of rest, near +1 and -1. The signal chooses the
  // side; to be thrown over again it would take a number beyond 2.17, which noise of variance 0.2 almost never is.
  'latch-rnn': {
    kind: { task: 'latch-3a', lag: 40, cell: 'rnn', hidden: 1 },
    weights: (at) => [
      [at.input('sum', 1, 1), 0.6],
      [at.recurrent('sum', 1, 1), 3],
      [at.readout(1, 1), 6],
      [at.readout(2, 1), -6],
    ],
  },
  // One unit for each capital. A capital opens every input gate and shuts every forget gate: its own unit gets +1, the
  // others -1. At any other letter the gates stand the other way round, and nothing moves.
  'latch-lstm': {
    kind: capitals,
    weights: (at) => [
      ...eachUnit(
        capitals,
        (unit): Weights => [
          [at.bias('inputGate', unit), SHUT],
          [at.bias('forgetGate', unit), OPEN],
          [at.bias('outputGate', unit), OPEN],
          [at.readout(unit, unit), 10],
        ],
      ),
      ...eachCapital(
        capitals,
        (unit, capital): Weights => [
          [at.input('inputGate', unit, capital), TURN],
          [at.input('forgetGate', unit, capital), -TURN],
          [at.input('candidate', unit, capital), capital === unit ? 3 : -3],
        ],
      ),
    ],
  },
  // The same with one gate: at a capital z shuts and the candidate is taken, at any other letter z is open and the state
  // is copied. The reset gate has nothing to do, since no candidate looks at the old state.
  'copy-gru': {
    kind: { ...capitals, cell: 'gru' },
    weights: (at) => [
      ...eachUnit(
        capitals,
        (unit): Weights => [
          [at.bias('updateGate', unit), OPEN],
          [at.readout(unit, unit), 10],
        ],
      ),
      ...eachCapital(
        capitals,
        (unit, capital): Weights => [
          [at.input('updateGate', unit, capital), -TURN],
          [at.input('candidate', unit, capital), capital === unit ? 3 : -3],
        ],
      ),
    ],
  },
  // The forget gate is open for good and the input gate opens for an a alone, which adds 0.2: the cell of 1997, which can
  // count and can never start again.
  'counter-lstm': { kind: counting, weights: counter },
  // The same with one weight more: an r shuts the forget gate, and the count is gone.
  'forget-on-reset-lstm': {
    kind: counting,
    weights: (at) => [...counter(at), [at.input('forgetGate', 1, COUNT_LETTERS.indexOf('r') + 1), -TURN]],
  },
  // The first unit reads the letter, every other what the unit before it held one step ago.
  'delay-rnn': { kind: { ...delaying, cell: 'rnn' }, weights: (at) => line(at, 'sum') },
  // Nothing is kept: the forget gates are shut and all others open, so that each unit is a plain cell of two squashings.
  'delay-lstm': {
    kind: { ...delaying, cell: 'lstm' },
    weights: (at) => [
      ...eachUnit(
        delaying,
        (unit): Weights => [
          [at.bias('inputGate', unit), OPEN],
          [at.bias('forgetGate', unit), SHUT],
          [at.bias('outputGate', unit), OPEN],
        ],
      ),
      ...line(at, 'candidate'),
    ],
  },
  // z is shut, so that the candidate is taken at every step, and r open, so that the candidate sees the old state.
  'delay-gru': {
    kind: { ...delaying, cell: 'gru' },
    weights: (at) => [
      ...eachUnit(
        delaying,
        (unit): Weights => [
          [at.bias('resetGate', unit), OPEN],
          [at.bias('updateGate', unit), SHUT],
        ],
      ),
      ...line(at, 'candidate'),
    ],
  },
};

export const HAND_SET_NAMES = Object.keys(handSets) as HandSetName[];

export function makeHandSet(name: HandSetName): { kind: Kind; network: Network; parameters: Parameters } {
  const { kind, weights } = handSets[name];
  return { kind, ...setByHand(kind, weights) };
}

export function counter(at: Places): Weights {
  const oneMore = COUNT_LETTERS.indexOf('a') + 1;
  return [
    [at.bias('inputGate', 1), SHUT],
    [at.input('inputGate', 1, oneMore), TURN],
    [at.bias('forgetGate', 1), OPEN],
    [at.input('candidate', 1, oneMore), inverseTanh(COUNTED)],
    [at.bias('outputGate', 1), OPEN],
    ...nearest(at),
  ];
}

/**
 * Of h = tanh(0.2 n) to n: the answer n whose level m lies nearest, since -(h - m)^2 is 2 m h - m^2 but for what all
 * answers share. The factor makes the nearest answer almost certain where levels are only 0.1 apart.
 */
function nearest(at: Places): Weights {
  const sharpness = 800;
  return Array.from({ length: MOST_COUNTED + 1 }, (_, count): Weights => {
    const level = tanh(COUNTED * count);
    return [
      [at.readout(count + 1, 1), sharpness * level],
      [at.readoutBias(count + 1), (-sharpness * level * level) / 2],
    ];
  }).flat();
}

/** Four places one behind the other, the last of them read. */
function line(at: Places, block: 'sum' | 'candidate'): Weights {
  return [
    [at.input(block, 1, 1), 3],
    [at.input(block, 1, 2), -3],
    ...[2, 3, 4].map((unit) => [at.recurrent(block, unit, unit - 1), 4] as const),
    [at.readout(1, 4), 6],
    [at.readout(2, 4), -6],
  ];
}

export function eachUnit({ hidden }: Pick<Kind, 'hidden'>, weights: (unit: number) => Weights): Weights {
  return Array.from({ length: hidden }, (_, unit) => weights(unit + 1)).flat();
}

export function eachCapital(kind: Pick<Kind, 'hidden'>, weights: (unit: number, capital: number) => Weights): Weights {
  return eachUnit(kind, (unit) => CAPITALS.flatMap((_, capital) => weights(unit, capital + 1)));
}

/** By bisection, from the engine's own tanh. */
function inverseTanh(value: number): number {
  let [low, high] = [0, 1];
  while (high - low > 1e-12) {
    const middle = (low + high) / 2;
    if (tanh(middle) < value) low = middle;
    else high = middle;
  }
  return low;
}
