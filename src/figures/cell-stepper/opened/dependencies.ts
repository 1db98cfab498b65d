/** What a number was computed from, and what uses it at this step and the next: one table, read both ways. */
import type { CellKind } from '../../../engine/cells/contract.ts';
import type { TrainedNetwork } from '../network.ts';
import { isCoupled, isSet } from '../sums.ts';
import { subStepsOf } from './order.ts';

/**
 * A number of the run. Unit and step count from 1; step 0 is before the first. Of `input` the unit is the channel; a
 * letter read counts as one.
 */
export interface Spot {
  readonly name: string;
  readonly unit: number;
  readonly step: number;
}

/** What a quantity is computed from: of the same unit or of `every`, at this step or the one `before`. */
interface Source {
  readonly name: string;
  readonly isEvery?: boolean;
  readonly isBefore?: boolean;
}

const read: readonly Source[] = [
  { name: 'input', isEvery: true },
  { name: 'hiddenState', isEvery: true, isBefore: true },
];
const here = (...names: string[]): Source[] => names.map((name) => ({ name }));
const before = (name: string): Source => ({ name, isBefore: true });

const plain: Readonly<Record<CellKind, Readonly<Record<string, readonly Source[]>>>> = {
  lstm: {
    ...{ forgetGate: read, inputGate: read, candidate: read, outputGate: read },
    cellState: [...here('forgetGate', 'inputGate', 'candidate'), before('cellState')],
    hiddenState: here('outputGate', 'cellState'),
  },
  gru: {
    ...{ resetGate: read, updateGate: read },
    candidate: [...read, ...here('resetGate')],
    hiddenState: [...here('updateGate', 'candidate'), before('hiddenState')],
  },
  rnn: { preActivation: read, hiddenState: here('preActivation') },
};

function sourcesOf(trained: TrainedNetwork, quantity: string): readonly Source[] {
  const { cell, variant, reset } = trained.network.description;
  if (quantity === 'probability') return [{ name: 'hiddenState', isEvery: true }];
  if (isSet(trained, quantity)) {
    return isCoupled(trained) && quantity === 'forgetGate' ? here('inputGate') : [];
  }
  const sources = plain[cell][quantity] ?? [];
  if (cell === 'gru' && quantity === 'candidate' && reset === 'before') {
    return [...read, { name: 'resetGate', isEvery: true }];
  }
  if (!variant?.peepholes) return sources;
  if (quantity === 'outputGate') return [...sources, ...here('cellState')];
  return quantity === 'forgetGate' || quantity === 'inputGate' ? [...sources, before('cellState')] : sources;
}

export function cameFrom(trained: TrainedNetwork, { name, unit, step }: Spot): Spot[] {
  const { hiddenSize, inputSize } = trained.network.description;
  const channels = trained.reading.kind === 'letters' ? 1 : inputSize;
  return sourcesOf(trained, name).flatMap((source) => {
    const at = source.isBefore ? step - 1 : step;
    const every = source.name === 'input' ? channels : hiddenSize;
    const units = source.isEvery ? upTo(every) : [unit];
    return units.map((k) => ({ name: source.name, unit: k, step: at }));
  });
}

/** Within this step and the next, of a run of so many steps. */
export function goesTo(trained: TrainedNetwork, spot: Spot, steps: number): Spot[] {
  const { hiddenSize } = trained.network.description;
  const users = [...subStepsOf(trained), 'probability'];
  return [spot.step, spot.step + 1]
    .filter((step) => step >= 1 && step <= steps)
    .flatMap((step) =>
      users.flatMap((name) => {
        const source = sourcesOf(trained, name).find(
          (each) => each.name === spot.name && (each.isBefore ? step - 1 : step) === spot.step,
        );
        const all = name === 'probability' ? trained.answers.length : hiddenSize;
        const units = !source ? [] : source.isEvery ? upTo(all) : [spot.unit];
        return units.map((unit) => ({ name, unit, step }));
      }),
    );
}

function upTo(count: number): number[] {
  return Array.from({ length: count }, (_, k) => k + 1);
}
