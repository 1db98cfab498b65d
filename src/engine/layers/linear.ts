/**
 * The linear readout: y = h W^T + b, and its gradients.
 *
 * Letters: B batch, H hidden size, O outputs. Names and shapes are PyTorch's: `weight` (O, H), `bias` (O).
 */

import type { Kernels } from '../kernels/contract.ts';
import type { Matrix } from '../matrix.ts';
import type { ParameterShape, Parameters } from '../parameters.ts';

export function linearShapes(inputSize: number, outputSize: number, prefix: string): ParameterShape[] {
  return [
    { name: `${prefix}weight`, shape: [outputSize, inputSize] },
    { name: `${prefix}bias`, shape: [outputSize] },
  ];
}

/** output (B, O) = input (B, H) W^T + b. */
export function linearForward(
  kernels: Kernels,
  parameters: Parameters,
  prefix: string,
  input: Matrix,
  output: Matrix,
): void {
  kernels.multiplyTransposed(output, input, parameters.get(`${prefix}weight`), 'replace');
  kernels.addRow(output, parameters.get(`${prefix}bias`));
}

/** From dOutput (B, O): adds to dW and db, writes dInput (B, H). */
export function linearBackward(
  kernels: Kernels,
  parameters: Parameters,
  gradients: Parameters,
  prefix: string,
  input: Matrix,
  dOutput: Matrix,
  dInput: Matrix,
): void {
  kernels.transposedMultiply(gradients.get(`${prefix}weight`), dOutput, input, 'add');
  kernels.addColumnSums(gradients.get(`${prefix}bias`), dOutput);
  kernels.multiply(dInput, dOutput, parameters.get(`${prefix}weight`), 'replace');
}
