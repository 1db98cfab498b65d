/**
 * What every experiment needs: a network with its weights, read over a sequence of one row.
 *
 * Letters: T time, I input size, H hidden size. Steps and units count from 0 here, from 1 in the prose.
 */

import { softmax } from '../engine/losses.ts';
import { createMatrix, type Matrix } from '../engine/matrix.ts';
import type { Network, NetworkTrace } from '../engine/network.ts';
import type { Parameters } from '../engine/parameters.ts';
import type { Random } from '../engine/random.ts';
import type { StackForwardOptions } from '../engine/sequence/stack.ts';

/** A network, its weights, and one sequence it reads: what a figure of a chapter shows. */
export interface Reading {
  readonly network: Network;
  readonly parameters: Parameters;
  /** T matrices (1, I). */
  readonly inputs: readonly Matrix[];
}

/** Runs the reading from an empty state, or as `options` say, and keeps every quantity. */
export function read({ network, parameters, inputs }: Reading, options: StackForwardOptions = {}): NetworkTrace {
  const trace = network.createTrace(inputs.length, 1);
  network.forward(parameters, inputs, trace, options);
  return trace;
}

/** The softmax of the answer at a step. */
export function probabilities({ network, parameters }: Reading, trace: NetworkTrace, step: number): readonly number[] {
  const logits = network.readOut(parameters, trace, step);
  const result = createMatrix(1, logits.columns);
  softmax(result, logits);
  return [...result.data];
}

/** The largest |difference| between two matrices of one shape. */
export function largestDifference(left: Matrix, right: Matrix): number {
  let largest = 0;
  for (let k = 0; k < left.data.length; k += 1) largest = Math.max(largest, Math.abs(left.data[k] - right.data[k]));
  return largest;
}

/** The largest |difference| of a quantity between two runs, step by step. */
export function differences(quantity: string, left: NetworkTrace, right: NetworkTrace): number[] {
  return Array.from({ length: left.layer.steps }, (_, step) =>
    largestDifference(left.layer.quantity(quantity, step), right.layer.quantity(quantity, step)),
  );
}

/** Gaussian entries of standard deviation `deviation`. */
export function gaussianMatrix(rows: number, columns: number, deviation: number, random: Random): Matrix {
  const matrix = createMatrix(rows, columns);
  for (let k = 0; k < matrix.data.length; k += 1) matrix.data[k] = deviation * random.gaussian();
  return matrix;
}
