/**
 * What a network reads: letters, or numbers over some channels; and what is right at each step of it.
 *
 * Letters T, I inputs. The state holds letters whole, and of numbers those that differ from the sequence begun with.
 */
import { createSequence, type Matrix } from '../../engine/matrix.ts';
import { symbolsIn, type Target } from '../../tasks/stepped.ts';
import { readDecimal, readInteger } from '../shared/fields.ts';
import type { TrainedNetwork } from './network.ts';

export interface Sequence {
  readonly steps: number;
  /** One character per step; empty where numbers are read. */
  readonly letters: string;
  /** T matrices (1, I). */
  readonly inputs: readonly Matrix[];
  /** The same in one piece: input k at step t (both from 0) stands at t * I + k. */
  readonly values: Float64Array;
  /** What is right at each step; null where nothing is asked, or where no answer is right. */
  readonly targets: readonly (Target | null)[];
}

/** A number that the reader has put in place of the one that was there. Step and channel count from 1. */
export interface ChangedInput {
  readonly step: number;
  readonly channel: number;
  readonly value: number;
}

/** The sequence that a network is shown with, and the step (from 0) at which to look first. */
export function exampleOf(trained: TrainedNetwork): { sequence: Sequence; step: number } {
  const { inputs, step } = trained.stepped.example();
  return { sequence: sequenceOf(trained, inputs), step };
}

/** From one character per step; each must be a letter that the network reads. */
export function readLetters(trained: TrainedNetwork, letters: string): Sequence {
  const inputs = createSequence(letters.length, 1, trained.network.description.inputSize, 'float64');
  inputs.forEach(({ data }, step) => {
    const letter = trained.alphabet.indexOf(letters.charAt(step));
    if (letter < 0) throw new Error(`${letters.charAt(step)} is none of the letters ${trained.alphabet.join(' ')}`);
    data[letter] = 1;
  });
  return sequenceOf(trained, inputs);
}

/** The same sequence but for some numbers. */
export function readNumbers(trained: TrainedNetwork, begun: Sequence, changed: readonly ChangedInput[]): Sequence {
  if (changed.length === 0) return begun;
  const inputs = begun.inputs.map((input) => ({ ...input, data: input.data.slice() }));
  for (const { step, channel, value } of changed) {
    const input = inputs[step - 1];
    if (input) input.data[channel - 1] = value;
  }
  return sequenceOf(trained, inputs);
}

function sequenceOf({ stepped, network, alphabet }: TrainedNetwork, inputs: readonly Matrix[]): Sequence {
  const { inputSize } = network.description;
  const values = new Float64Array(inputs.length * inputSize);
  for (const [step, { data }] of inputs.entries()) values.set(data, step * inputSize);
  const letters =
    alphabet.length === 0
      ? ''
      : symbolsIn(inputs)
          .map((symbol) => alphabet[symbol] ?? '')
          .join('');
  return { steps: inputs.length, letters, inputs, values, targets: stepped.targets(inputs) };
}

/** In a link `3.2:0.75` is the number of channel 2 at step 3. */
export function inputItem({ reading, network }: TrainedNetwork, steps: number) {
  return {
    write: ({ step, channel, value }: ChangedInput) => `${step}.${channel}:${Number(value.toFixed(3))}`,
    read(text: string): ChangedInput | undefined {
      const parts = /^(\d{1,3})\.(\d{1,3}):(-?[\d.]+)$/.exec(text);
      if (!parts || reading.kind !== 'numbers') return undefined;
      const step = readInteger(parts[1] ?? '', 1, steps);
      const channel = readInteger(parts[2] ?? '', 1, network.description.inputSize);
      const value = readDecimal(parts[3] ?? '', ...reading.range);
      if (step === undefined || channel === undefined || value === undefined) return undefined;
      return { step, channel, value };
    },
    placeOf: ({ step, channel }: ChangedInput) => `${step} ${channel}`,
  };
}
