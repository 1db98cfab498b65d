/** Small random layers for the tests of cells: weights and inputs from a seed, one run over them. */
import type { States } from '../../../src/engine/cells/contract.ts';
import { uniform } from '../../../src/engine/initializers.ts';
import { referenceKernels } from '../../../src/engine/kernels/reference.ts';
import { createMatrix, createSequence, type Matrix, type Precision } from '../../../src/engine/matrix.ts';
import { createParameters, type Parameters } from '../../../src/engine/parameters.ts';
import { createRandom } from '../../../src/engine/random.ts';
import type { ForwardOptions, LayerDescription, SequenceTrace } from '../../../src/engine/sequence/contract.ts';
import { createUnrolledLayer, layerShapes } from '../../../src/engine/sequence/unrolled.ts';

export type Kind = Pick<LayerDescription, 'cell' | 'nonlinearity' | 'reset' | 'variant'>;

export const kinds: readonly { readonly name: string; readonly kind: Kind }[] = [
  { name: 'a tanh RNN', kind: { cell: 'rnn', nonlinearity: 'tanh' } },
  { name: 'a relu RNN', kind: { cell: 'rnn', nonlinearity: 'relu' } },
  { name: 'an LSTM', kind: { cell: 'lstm' } },
  { name: 'a GRU with reset after the product', kind: { cell: 'gru', reset: 'after' } },
  { name: 'a GRU with reset before the product', kind: { cell: 'gru', reset: 'before' } },
];

export interface Sizes {
  readonly inputSize: number;
  readonly hiddenSize: number;
  readonly batch: number;
  readonly steps: number;
}

export const someSizes: Sizes = { inputSize: 3, hiddenSize: 4, batch: 3, steps: 5 };

export function describeLayer(kind: Kind, { inputSize, hiddenSize }: Sizes): LayerDescription {
  return { ...kind, inputSize, hiddenSize, bias: true };
}

/** Weights in (-1, 1). */
export function randomParameters(description: LayerDescription, seed = 1): Parameters {
  const parameters = createParameters(layerShapes(description));
  const random = createRandom(seed, 'weights');
  for (const { name } of parameters.shapes) uniform(parameters.get(name), 1, random);
  return parameters;
}

/** T inputs (B, I) in (-1, 1). */
export function randomInputs({ inputSize, batch, steps }: Sizes, seed = 1): Matrix[] {
  const inputs = createSequence(steps, batch, inputSize, 'float64');
  const random = createRandom(seed, 'inputs');
  for (const input of inputs) uniform(input, 1, random);
  return inputs;
}

/** States in (-1, 1). */
export function randomStates({ hiddenSize, batch }: Sizes, seed = 1): Required<States> {
  const random = createRandom(seed, 'states');
  const states = { hiddenState: createMatrix(batch, hiddenSize), cellState: createMatrix(batch, hiddenSize) };
  uniform(states.hiddenState, 1, random);
  uniform(states.cellState, 1, random);
  return states;
}

export function run(
  description: LayerDescription,
  parameters: Parameters,
  inputs: readonly Matrix[],
  options: ForwardOptions = {},
  precision: Precision = 'float64',
): SequenceTrace {
  const layer = createUnrolledLayer(description, referenceKernels);
  const trace = layer.createTrace(inputs.length, inputs[0]?.rows ?? 1, precision);
  layer.forward(parameters, inputs, trace, options);
  return trace;
}

/** Every quantity of every step, by "name step". */
export function everything(trace: SequenceTrace): Map<string, readonly number[]> {
  const all = new Map<string, readonly number[]>();
  for (const name of trace.names) {
    for (let step = 0; step < trace.steps; step += 1) all.set(`${name} ${step}`, [...trace.quantity(name, step).data]);
  }
  return all;
}

/** The rows given of a matrix, in that order. */
export function rowsOf({ rows, columns, data }: Matrix, chosen: readonly number[]): Matrix {
  const matrix = createMatrix(chosen.length, columns);
  chosen.forEach((row, k) => {
    if (row >= rows) throw new Error(`There is no row ${row}`);
    matrix.data.set(data.subarray(row * columns, (row + 1) * columns), k * columns);
  });
  return matrix;
}

/** The columns given of a matrix, in that order. */
export function columnsOf({ rows, columns, data }: Matrix, chosen: readonly number[]): Matrix {
  const matrix = createMatrix(rows, chosen.length);
  for (let row = 0; row < rows; row += 1) {
    chosen.forEach((column, k) => {
      matrix.data[row * chosen.length + k] = data[row * columns + column];
    });
  }
  return matrix;
}

/** The sum of left times right, entry by entry: a loss whose gradient is the other one. */
export function dot(left: Matrix, right: Matrix): number {
  return Array.from(left.data).reduce((sum, value, k) => sum + value * right.data[k], 0);
}
