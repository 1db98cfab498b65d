/**
 * Parameters: a table of names and shapes becomes one buffer with a named view for each.
 *
 * One buffer, so that an optimiser, a norm, a checkpoint and a hash are single loops, whatever the network. Gradients
 * are a second set with the same table. Names and shapes are PyTorch's (`rnn.weight_ih_l0`, (G*H, I)).
 */

import { createArray, type FloatArray, type Matrix, matrixView, type Precision } from './matrix.ts';

/** Name, and shape as PyTorch prints it: (rows, columns) for a weight, (length) for a bias. */
export interface ParameterShape {
  readonly name: string;
  readonly shape: readonly [number] | readonly [number, number];
}

export interface Parameters {
  readonly shapes: readonly ParameterShape[];
  /** All entries, in the order of `shapes`. */
  readonly data: FloatArray;
  /** The parameter of this name; a bias of length n is a (1, n) matrix. Throws when there is none. */
  get(name: string): Matrix;
  has(name: string): boolean;
}

/** Zeros for every shape of the table, in a buffer that `allocate` gives. */
export function createParameters(
  shapes: readonly ParameterShape[],
  precision: Precision = 'float64',
  allocate: (length: number, precision: Precision) => FloatArray = createArray,
): Parameters {
  const data = allocate(countParameters(shapes), precision);
  const views = new Map<string, Matrix>();
  let offset = 0;
  for (const { name, shape } of shapes) {
    if (views.has(name)) throw new Error(`createParameters: two parameters are called ${name}`);
    const [rows, columns] = shape.length === 1 ? [1, shape[0]] : shape;
    views.set(name, matrixView(data, offset, rows, columns));
    offset += rows * columns;
  }
  return {
    shapes,
    data,
    has: (name) => views.has(name),
    get: (name) => {
      const view = views.get(name);
      if (!view) throw new Error(`There is no parameter called ${name}; there are ${[...views.keys()].join(', ')}`);
      return view;
    },
  };
}

/** How many numbers the table holds. */
export function countParameters(shapes: readonly ParameterShape[]): number {
  return shapes.reduce((sum, { shape }) => sum + shape[0] * (shape[1] ?? 1), 0);
}

/** The same names and values in a buffer of their own. */
export function copyParameters(parameters: Parameters): Parameters {
  const copy = createParameters(parameters.shapes, parameters.data instanceof Float32Array ? 'float32' : 'float64');
  copy.data.set(parameters.data);
  return copy;
}
