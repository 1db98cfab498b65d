/**
 * What a unit's state follows: how much of its variation over many sequences is that of one thing which can be said of
 * each step, such as how many a's have been read.
 *
 * For a thing that is a number the share is the squared correlation with the state; for one that is a kind, such as a
 * letter, the variance between the kinds over the variance of all (the correlation ratio). 1: the state says exactly
 * this, 0: nothing of it.
 *
 * Letters: B batch, T time, H hidden size.
 */

import type { QuantityName } from '../engine/cells/contract.ts';
import type { Matrix } from '../engine/matrix.ts';
import type { Network } from '../engine/network.ts';
import type { Parameters } from '../engine/parameters.ts';

/** One thing said of each row at each step; NaN where nothing is to be said. */
export interface Watched {
  readonly kind: 'number' | 'kind';
  at(row: number, step: number): number;
}

export interface Tracking {
  readonly quantity: QuantityName;
  /** From 0. */
  readonly unit: number;
  /** In [0, 1]. */
  readonly share: number;
}

/** The share in every unit of the cell state, where there is one, and of the hidden state; the largest first. */
export function trackings(
  network: Network,
  parameters: Parameters,
  inputs: readonly Matrix[],
  watched: Watched,
): Tracking[] {
  const { cell, hiddenSize } = network.description;
  const [{ rows }] = inputs;
  const trace = network.createTrace(inputs.length, rows);
  network.forward(parameters, inputs, trace);
  const quantities = cell === 'lstm' ? (['cellState', 'hiddenState'] as const) : (['hiddenState'] as const);
  const all = quantities.flatMap((quantity) =>
    Array.from({ length: hiddenSize }, (_, unit): Tracking => {
      const pairs: Pair[] = [];
      inputs.forEach((__, step) => {
        const { data, columns } = trace.layer.quantity(quantity, step);
        for (let row = 0; row < rows; row += 1) {
          const said = watched.at(row, step);
          if (!Number.isNaN(said)) pairs.push([said, data[row * columns + unit]]);
        }
      });
      return { quantity, unit, share: watched.kind === 'number' ? squaredCorrelation(pairs) : correlationRatio(pairs) };
    }),
  );
  return all.sort((left, right) => right.share - left.share);
}

/** What is said, and the state. */
type Pair = readonly [said: number, state: number];

function squaredCorrelation(pairs: readonly Pair[]): number {
  const [meanSaid, meanState] = [mean(pairs.map(([said]) => said)), mean(pairs.map(([, state]) => state))];
  let [both, ofSaid, ofState] = [0, 0, 0];
  for (const [said, state] of pairs) {
    both += (said - meanSaid) * (state - meanState);
    ofSaid += (said - meanSaid) * (said - meanSaid);
    ofState += (state - meanState) * (state - meanState);
  }
  return isStill(ofState) || isStill(ofSaid) ? 0 : (both * both) / (ofSaid * ofState);
}

function correlationRatio(pairs: readonly Pair[]): number {
  const groups = new Map<number, number[]>();
  for (const [said, state] of pairs) {
    const group = groups.get(said);
    if (group) group.push(state);
    else groups.set(said, [state]);
  }
  const middle = mean(pairs.map(([, state]) => state));
  const total = pairs.reduce((sum, [, state]) => sum + (state - middle) * (state - middle), 0);
  let between = 0;
  for (const group of groups.values()) {
    const off = mean(group) - middle;
    between += group.length * off * off;
  }
  return isStill(total) ? 0 : between / total;
}

/** What never moves follows nothing. */
function isStill(variation: number): boolean {
  return variation < 1e-24;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
