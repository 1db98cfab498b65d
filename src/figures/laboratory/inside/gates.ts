/** The gates that each kind of cell has, in the order in which they are shown, with their letters and colours. */
import type { CellKind } from '../../../engine/cells/contract.ts';
import type { GateActivity } from '../../../experiments/insight.ts';
import type { RampName } from '../../shared/colours.ts';
import type { Squares } from '../../shared/strip-pixels.ts';

export type GateName = GateActivity['name'];

const gates: Record<CellKind, readonly GateName[]> = {
  rnn: [],
  gru: ['updateGate', 'resetGate'],
  lstm: ['forgetGate', 'inputGate', 'outputGate'],
};

export const looks: Record<GateName, { readonly letter: string; readonly ramp: RampName }> = {
  forgetGate: { letter: 'f', ramp: 'forget' },
  inputGate: { letter: 'i', ramp: 'input' },
  outputGate: { letter: 'o', ramp: 'output' },
  updateGate: { letter: 'z', ramp: 'output' },
  resetGate: { letter: 'r', ramp: 'forget' },
};

export function gatesOf(cell: CellKind): readonly GateName[] {
  return gates[cell];
}

/** A row per unit, a column per step, as the gate stands: 0 shut, 1 open. */
export function gateSquares({ units, mean }: GateActivity): Squares {
  const columns = mean.length;
  return { rows: units.length / columns, columns, values: units, before: null, threshold: 1 };
}
