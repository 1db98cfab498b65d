/** Where the stepper opens: the example, at the step before which nothing is forced yet, on the unit that matters most. */
import type { CellKind, QuantityName } from '../../engine/cells/contract.ts';
import { setUnit } from '../../engine/interventions.ts';
import { gradientOf, lossOf } from './loss.ts';
import { cellOf, runNetwork, type TrainedNetwork, valueAt } from './network.ts';
import { exampleOf, type Sequence } from './sequence.ts';
import type { Beginning } from './state.ts';

/** What is shut to find the unit on which the memory hangs. */
const kept: Readonly<Record<CellKind, QuantityName>> = {
  lstm: 'forgetGate',
  gru: 'updateGate',
  rnn: 'hiddenState',
};

/** So many multiplications take the page some tens of milliseconds. */
const affordable = 2e7;

export function beginningOf(trained: TrainedNetwork): Beginning {
  const row = kept[cellOf(trained)];
  const { sequence, step } = exampleOf(trained);
  const losses = lossesWhenShut(trained, sequence, row, step);
  return { sequence, step: step + 1, row, unit: losses.indexOf(Math.max(...losses)) + 1 };
}

/**
 * For each unit how bad the answer gets that the first clue makes right, when the unit is shut at that step: the loss, or
 * in a large network its first-order change.
 */
function lossesWhenShut(trained: TrainedNetwork, sequence: Sequence, row: QuantityName, cut: number): number[] {
  const { hiddenSize: units, inputSize } = trained.network.description;
  const step = firstAnswerEnds(sequence, cut);
  const target = sequence.targets[step];
  if (!target) return Array<number>(units).fill(0);
  const question = { trained, sequence, interventions: [], initial: [], asked: [{ step, target }] };
  if (units ** 2 * 4 * (units + inputSize) * (step + 1) > affordable) {
    const own = runNetwork(trained, sequence);
    const gradient = gradientOf(question).quantities[row];
    return Array.from({ length: units }, (_, unit) => {
      return -(gradient?.[cut * units + unit] ?? 0) * valueAt(own, row, unit, cut);
    });
  }
  return Array.from({ length: units }, (_, unit) => {
    return lossOf({ ...question, interventions: [setUnit(row, unit, cut, 0)] });
  });
}

/** The last step (from 0) with the same right answer as the first asked after the cut. */
function firstAnswerEnds({ targets }: Sequence, cut: number): number {
  const first = targets.findIndex((target, step) => step >= cut && target !== null);
  if (first < 0) return targets.findLastIndex((target) => target !== null);
  const isSame = (step: number) => JSON.stringify(targets[step]) === JSON.stringify(targets[first]);
  let last = first;
  while (last + 1 < targets.length && isSame(last + 1)) last += 1;
  return last;
}
