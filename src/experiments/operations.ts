/**
 * What an update costs, counted while the engine makes it: kernels that add up the sizes of the products and squashings
 * they are asked for. And the bytes that a training takes.
 *
 * Letters: B batch, T steps, I inputs, H hidden units. An operation is one multiplication or one addition.
 */

import type { CellKind } from '../engine/cells/contract.ts';
import { planBytes } from '../engine/compute-wasm.ts';
import type { Kernels } from '../engine/kernels/contract.ts';
import { referenceKernels } from '../engine/kernels/reference.ts';
import { createMatrix, createSequence } from '../engine/matrix.ts';
import { networkShapes } from '../engine/network.ts';
import { countParameters, createParameters } from '../engine/parameters.ts';
import { createUnrolledLayer, layerShapes } from '../engine/sequence/unrolled.ts';

/** One recurrent layer, and how much it reads in an update. */
export interface Work {
  readonly cell: CellKind;
  readonly inputSize: number;
  readonly hiddenSize: number;
  readonly steps: number;
  readonly batch: number;
}

/** `squashings` are sigmoids and tanhs, all on the way there: the way back needs their values alone. */
interface Count {
  /** Operations of the matrix products. */
  readonly forward: number;
  readonly backward: number;
  readonly squashings: number;
}

const PARAMETER_SETS = 4;

/** Counts one update of the layer; with the gradient of its inputs, which is asked for where something below it learns. */
export function countUpdate(work: Work, wantsInputGradient = false): Count {
  const { steps, batch, inputSize, hiddenSize, cell } = work;
  const tally = { operations: 0, squashings: 0 };
  const description = { cell, inputSize, hiddenSize, bias: true };
  const layer = createUnrolledLayer(description, countingKernels(tally));
  const [parameters, gradients] = [1, 2].map(() => createParameters(layerShapes(description)));
  const trace = layer.createTrace(steps, batch);
  const inputs = createSequence(steps, batch, inputSize, 'float64');
  layer.forward(parameters, inputs, trace);
  const forward = tally.operations;
  // An LSTM squashes its cell state too, in passing and not by a kernel.
  const squashedCells = cell === 'lstm' ? steps * batch * hiddenSize : 0;
  const dLast = createMatrix(batch, hiddenSize);
  const options = { wantsInputGradient };
  layer.backward(parameters, gradients, inputs, trace, (step) => (step === steps - 1 ? dLast : null), options);
  return { forward, backward: tally.operations - forward, squashings: tally.squashings + squashedCells };
}

/** Operations of an update, there and back. */
export function updateOperations(work: Work): number {
  const { forward, backward } = countUpdate(work);
  return forward + backward;
}

/** Weights and biases of the layer. */
export function layerWeights({ cell, inputSize, hiddenSize }: Work): number {
  return countParameters(layerShapes({ cell, inputSize, hiddenSize, bias: true }));
}

/** Bytes of the parameters of layer and readout, their gradients, and Adam's two averages. */
export function parameterBytes({ cell, inputSize, hiddenSize }: Work, outputSize: number): number {
  return PARAMETER_SETS * 4 * countParameters(networkShapes({ cell, inputSize, hiddenSize, outputSize, bias: true }));
}

/** Bytes that the engine reserves to train the layer with a readout of `outputSize` numbers, before its first update. */
export function trainingBytes({ cell, inputSize, hiddenSize, steps, batch }: Work, outputSize: number): number {
  return planBytes({
    network: { cell, inputSize, hiddenSize, outputSize, bias: true },
    traces: [{ capacity: steps, batch }],
    parameterSets: PARAMETER_SETS,
  });
}

/** Does the products as ever and adds up what they take: 2 M N K operations for (M, K) times (K, N). */
function countingKernels(tally: { operations: number; squashings: number }): Kernels {
  const { multiply, multiplyTransposed, transposedMultiply, activate } = referenceKernels;
  return {
    ...referenceKernels,
    multiply(out, left, right, mode) {
      tally.operations += 2 * out.data.length * left.columns;
      multiply(out, left, right, mode);
    },
    multiplyTransposed(out, left, right, mode) {
      tally.operations += 2 * out.data.length * left.columns;
      multiplyTransposed(out, left, right, mode);
    },
    transposedMultiply(out, left, right, mode) {
      tally.operations += 2 * out.data.length * left.rows;
      transposedMultiply(out, left, right, mode);
    },
    activate(out, sums, block, activation) {
      tally.squashings += out.data.length;
      activate(out, sums, block, activation);
    },
  };
}
