/** The sub-steps of a timestep, in the order in which the cell computes them. */
import type { CellKind, QuantityName } from '../../../engine/cells/contract.ts';
import type { TrainedNetwork } from '../network.ts';

const orders: Readonly<Record<CellKind, readonly QuantityName[]>> = {
  lstm: ['forgetGate', 'inputGate', 'candidate', 'outputGate', 'cellState', 'hiddenState'],
  gru: ['resetGate', 'updateGate', 'candidate', 'hiddenState'],
  rnn: ['preActivation', 'hiddenState'],
};

/** With peepholes the output gate waits for the cell state; a coupled forget gate waits for the input gate. */
export function subStepsOf({ network }: Pick<TrainedNetwork, 'network'>): readonly QuantityName[] {
  const { cell, variant } = network.description;
  const order = [...orders[cell]];
  const moveAfter = (name: QuantityName, other: QuantityName) => {
    order.splice(order.indexOf(name), 1);
    order.splice(order.indexOf(other) + 1, 0, name);
  };
  if (variant?.coupled) moveAfter('forgetGate', 'inputGate');
  if (variant?.peepholes) moveAfter('outputGate', 'cellState');
  return order;
}

/** How many quantities have been computed before this one at the same step. */
export function rankOf(trained: Pick<TrainedNetwork, 'network'>, quantity: string): number {
  return subStepsOf(trained).indexOf(quantity as QuantityName);
}
