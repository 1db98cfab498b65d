/**
 * The linear readout: y = h W^T + b, and its gradients; without b where the parameters have none.
 *
 * Letters: B batch, H hidden size, O outputs. Names and shapes are PyTorch's: `weight` (O, H), `bias` (O).
 */

import type { Kernels } from '../kernels/contract.ts';
import type { Matrix } from '../matrix.ts';
import type { ParameterShape, Parameters } from '../parameters.ts';

export function linearShapes(inputSize: number, outputSize: number, prefix: string, bias = true): ParameterShape[] {
  const weight: ParameterShape = { name: `${prefix}weight`, shape: [outputSize, inputSize] };
  return bias ? [weight, { name: `${prefix}bias`, shape: [outputSize] }] : [weight];
}

/** output (B, O) = input (B, H) W^T + b. */
export function linearForward(
  kernels: Kernels,
  parameters: Parameters,
  prefix: string,
  input: Matrix,
  output: Matrix,
): void {
  const { weight, bias } = namesOf(prefix);
  kernels.multiplyTransposed(output, input, parameters.get(weight), 'replace');
  if (parameters.has(bias)) kernels.addRow(output, parameters.get(bias));
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
  const { weight, bias } = namesOf(prefix);
  kernels.transposedMultiply(gradients.get(weight), dOutput, input, 'add');
  if (gradients.has(bias)) kernels.addColumnSums(gradients.get(bias), dOutput);
  kernels.multiply(dInput, dOutput, parameters.get(weight), 'replace');
}

interface Names {
  readonly weight: string;
  readonly bias: string;
}

/** By prefix, put together once: a fresh string at every step would be hashed at every step. */
const known = new Map<string, Names>();

function namesOf(prefix: string): Names {
  const names = known.get(prefix) ?? { weight: `${prefix}weight`, bias: `${prefix}bias` };
  known.set(prefix, names);
  return names;
}
