/** Where the stepper opens: the example, at the step before which nothing is forced yet, on the unit that matters most. */
import type { CellKind, QuantityName } from '../../engine/cells/contract.ts';
import { setUnit } from '../../engine/interventions.ts';
import { EXAMPLE, EXAMPLE_ASKED, EXAMPLE_CUT } from '../../tasks/last-capital-example.ts';
import { runNetwork, type TrainedNetwork, valueAt } from './network.ts';
import type { Beginning } from './state.ts';

/** What is shut to find the unit on which the memory hangs. */
const kept: Readonly<Record<CellKind, QuantityName>> = {
  lstm: 'forgetGate',
  gru: 'updateGate',
  rnn: 'hiddenState',
};

export function beginningOf(cell: CellKind, trained: TrainedNetwork): Beginning {
  const row = kept[cell];
  const rightAnswer = trained.answers.indexOf(EXAMPLE.charAt(0));
  const left = Array.from({ length: trained.network.description.hiddenSize }, (_, unit) => {
    const run = runNetwork(trained, EXAMPLE, [setUnit(row, unit, EXAMPLE_CUT, 0)]);
    return valueAt(run, 'probability', rightAnswer, EXAMPLE_ASKED);
  });
  return { letters: EXAMPLE, step: EXAMPLE_CUT + 1, row, unit: left.indexOf(Math.min(...left)) + 1 };
}
