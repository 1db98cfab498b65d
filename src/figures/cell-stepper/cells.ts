/** What the stepper shows of each cell: its strips from top to bottom, and what of it may be forced, how far. */
import type { CellKind, QuantityName } from '../../engine/cells/contract.ts';
import type { RampName } from '../shared/colours.ts';
import type { TrainedNetwork } from './network.ts';
import { squashingOf } from './sums.ts';

export type { QuantityName };

/** A quantity; the answer, which links call `probability`, be it probabilities or numbers; or the numbers read. */
export type StripName = QuantityName | 'probability' | 'input';

/** Colour token of letters, bars and jaws. */
export type Colour = 'forget' | 'input' | 'candidate' | 'output' | 'cell' | 'hidden' | 'ink';

export interface StripKind {
  readonly name: StripName;
  /** The italic letter, also its name in links. */
  readonly letter: string;
  readonly colour: Colour;
  readonly ramp: RampName;
  /** Lowest and highest value that may be set; null for what only follows from the rest. */
  readonly range: readonly [number, number] | null;
  /** Squares that differ by more than this are split. */
  readonly splitAbove: number;
  /** Unbounded values are drawn relative to the largest size in both runs. */
  readonly isUnbounded: boolean;
}

const gate = (name: QuantityName, letter: string, colour: 'forget' | 'input' | 'output'): StripKind => ({
  ...{ name, letter, colour, ramp: colour },
  ...{ range: [0, 1], splitAbove: 0.05, isUnbounded: false },
});

const signed = (name: QuantityName, letter: string, colour: Colour, reach: number): StripKind => ({
  ...{ name, letter, colour, ramp: 'signed', range: [-reach, reach] },
  ...{ splitAbove: reach > 1 ? 0.08 : 0.05, isUnbounded: reach > 1 },
});

const answer: StripKind = {
  ...{ name: 'probability', letter: 'p', colour: 'ink', ramp: 'ink' },
  ...{ range: null, splitAbove: 0.05, isUnbounded: false },
};

/** A trained cell state stays well inside this; forcing needs an end to its scale. */
const largestForced = 3;

export const stripsOf: Readonly<Record<CellKind, readonly StripKind[]>> = {
  lstm: [
    gate('forgetGate', 'f', 'forget'),
    gate('inputGate', 'i', 'input'),
    signed('candidate', 'g', 'candidate', 1),
    gate('outputGate', 'o', 'output'),
    signed('cellState', 'c', 'cell', largestForced),
    signed('hiddenState', 'h', 'hidden', 1),
    answer,
  ],
  gru: [
    gate('resetGate', 'r', 'forget'),
    gate('updateGate', 'z', 'output'),
    signed('candidate', 'n', 'candidate', 1),
    signed('hiddenState', 'h', 'hidden', 1),
    answer,
  ],
  rnn: [signed('preActivation', 'a', 'ink', largestForced), signed('hiddenState', 'h', 'hidden', 1), answer],
};

/** The strips of one network: letters have a row of their own instead of a strip, and some variants have no bounds. */
export function stripsFor(trained: TrainedNetwork): readonly StripKind[] {
  const { cell } = trained.network.description;
  const strips = stripsOf[cell].map((strip): StripKind => {
    if (strip.name === 'probability') return trained.answering === 'classes' ? strip : numbersAnswered;
    const isOpen = strip.range !== null && isUnboundedIn(trained, strip.name);
    return isOpen && !strip.isUnbounded
      ? signed(strip.name as QuantityName, strip.letter, strip.colour, largestForced)
      : strip;
  });
  const { reading } = trained;
  return reading.kind === 'letters' ? strips : [numbersRead(reading.range), ...strips];
}

const numbersAnswered: StripKind = { ...answer, letter: 'y', ramp: 'signed', isUnbounded: true };

function numbersRead(range: readonly [number, number]): StripKind {
  const isUnbounded = Math.max(-range[0], range[1]) > 1;
  return { name: 'input', letter: 'x', colour: 'input', ramp: 'signed', range, splitAbove: 0.05, isUnbounded };
}

/** A candidate or hidden state that nothing squashes into (-1, 1). */
function isUnboundedIn(trained: TrainedNetwork, name: StripName): boolean {
  const choice = name === 'candidate' || name === 'hiddenState' ? squashingOf(trained, name) : null;
  // A GRU's hidden state lies between its candidates.
  const made = name === 'hiddenState' && choice === null ? squashingOf(trained, 'candidate') : choice;
  return made !== null && made !== 'tanh' && made !== 'sigmoid';
}
