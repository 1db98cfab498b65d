/**
 * One and the same cell as different programs and papers write it down, and what comes of its numbers when they are
 * converted, or read in another convention without that.
 *
 * Letters: H hidden size, I input size, G blocks of H that a cell's weights stack. Parameters are those of a whole
 * network in the engine's own names, (G*H, I), (G*H, H) and (1, G*H); what is not a layer's stays as it is.
 */

import type { CellKind } from './cells/contract.ts';
import { type Convention, convertBias, convertWeight, misreadWeight, turnUpdateGate } from './cells/conventions.ts';
import type { ResetPosition } from './cells/gru.ts';
import type { CellVariant } from './cells/variants.ts';
import type { Matrix } from './matrix.ts';
import { createParameters, type Parameters } from './parameters.ts';
import type { LayerDescription } from './sequence/contract.ts';

export interface Writing {
  /** In which order the blocks are stacked. */
  readonly order: Convention;
  /** What an update gate of 1 does. GRU only. */
  readonly update: NonNullable<CellVariant['update']>;
  /** GRU only. */
  readonly reset: ResetPosition;
  /** Two biases per block, of the input and of the recurrent product, or one. */
  readonly biases: 'two' | 'one';
}

/** The engine's own way, and PyTorch's. */
export const engineWriting: Writing = { order: 'pytorch', update: 'keeps', reset: 'after', biases: 'two' };

/** The cell of a program that writes so. */
export function describeAs<D extends LayerDescription>(description: D, { update, reset }: Writing): D {
  if (description.cell !== 'gru') return description;
  return { ...description, reset, ...(update === 'takes' && { variant: { ...description.variant, update } }) };
}

/**
 * What that program reads after the numbers were converted for it: blocks moved there and back, the update gate's rows
 * turned round, two biases added into one. Nothing can be done about where the reset gate stands, nor about the bias
 * that a GRU with reset after the product has inside it: added to the other, it is no longer scaled by r.
 */
export function convertedFor(parameters: Parameters, cell: CellKind, writing: Writing): Parameters {
  const { order, update, biases } = writing;
  return eachStack(parameters, biases, 'added', (stacked, isBias) => {
    const convert = isBias ? convertBias : convertWeight;
    const there = convert(stacked, cell, 'pytorch', order);
    const back = convert(there, cell, order, 'pytorch');
    if (cell !== 'gru' || update === 'keeps') return back.data;
    return turnUpdateGate(isBias ? standing(back) : back).data;
  });
}

/** What that program reads from the very same numbers: blocks under other names, a second bias for which it has no place. */
export function misreadBy(parameters: Parameters, cell: CellKind, { order, biases }: Writing): Parameters {
  return eachStack(parameters, biases, 'dropped', (stacked, isBias) => {
    return misreadWeight(isBias ? standing(stacked) : stacked, cell, order).data;
  });
}

function eachStack(
  parameters: Parameters,
  biases: Writing['biases'],
  second: 'added' | 'dropped',
  change: (stacked: Matrix, isBias: boolean) => Matrix['data'],
): Parameters {
  const changed = createParameters(parameters.shapes);
  for (const { name } of parameters.shapes) {
    const isBias = /\.bias_(ih|hh)_l/.test(name);
    const isStack = isBias || /\.weight_(ih|hh)_l/.test(name);
    const { data } = parameters.get(name);
    changed.get(name).data.set(isStack ? change(parameters.get(name), isBias) : data);
  }
  if (biases === 'two') return changed;
  for (const { name } of parameters.shapes) {
    if (!/\.bias_hh_l/.test(name)) continue;
    const [one, other] = [changed.get(name.replace('bias_hh', 'bias_ih')).data, changed.get(name).data];
    if (second === 'added') for (let k = 0; k < one.length; k += 1) one[k] += other[k];
    other.fill(0);
  }
  return changed;
}

/** A bias (1, G*H) as a column (G*H, 1): the same numbers. */
function standing({ rows, columns, data }: Matrix): Matrix {
  return { rows: columns, columns: rows, data };
}
