/**
 * How a case's tensors are read: as plain numbers, as matrices, as sequences of matrices, in the precision asked for.
 *
 * Letters: B batch, T time.
 */
import { createMatrix, type Matrix, matrixView, type Precision, zerosLike } from '../../engine/matrix.ts';
import { stepsFromArray } from '../../engine/sequence/batch-first.ts';
import type { Tensor, Tensors } from './case.ts';

const special: Readonly<Record<string, number>> = { NaN, Infinity, '-Infinity': -Infinity };

/** A number, or one of the three that are written as strings. */
export function toNumber(value: number | string): number {
  const number = typeof value === 'number' ? value : special[value];
  if (number === undefined) throw new Error(`"${value}" stands where a number was expected`);
  return number;
}

export function toArray(tensor: Tensor): Float64Array<ArrayBuffer> {
  return Float64Array.from(tensor.data, toNumber);
}

export function scalar(value: number | string): Tensor {
  return { dtype: 'float64', shape: [], data: [value] };
}

/** The tensor of this name. Throws when the case has none. */
export function named(tensors: Tensors | null | undefined, name: string): Tensor {
  const tensor = tensors?.[name];
  if (!tensor) throw new Error(`the case has no tensor called ${name}`);
  return tensor;
}

/** The last index as columns, all others together as rows; a vector of n becomes (1, n). */
export function toMatrix(tensor: Tensor, precision: Precision): Matrix {
  const columns = tensor.shape.at(-1) ?? 1;
  return filled(tensor.shape.slice(0, -1).reduce(product, 1), columns, toArray(tensor), precision);
}

/** A (rows, columns) matrix of these numbers. Throws when their count differs. */
export function filled(rows: number, columns: number, values: ArrayLike<number>, precision: Precision): Matrix {
  const matrix = createMatrix(rows, columns, precision);
  if (values.length !== matrix.data.length) {
    throw new Error(`${values.length} numbers do not fill a matrix of (${rows}, ${columns})`);
  }
  matrix.data.set(values);
  return matrix;
}

/** (T, B, n), or (B, T, n) when the batch comes first, as T matrices (B, n). (T, n) is a batch of one. */
export function toSteps(tensor: Tensor, batchFirst: boolean, precision: Precision): Matrix[] {
  const [first, second, size] = tensor.shape.length === 2 ? [tensor.shape[0], 1, tensor.shape[1]] : tensor.shape;
  if (size === undefined) throw new Error(`a sequence has three indices, got ${tensor.shape.length}`);
  const isFlat = tensor.shape.length === 2; // one row, so the order of its indices is time first
  const [steps, batch] = batchFirst && !isFlat ? [second, first] : [first, second];
  return stepsFromArray(toArray(tensor), { steps, batch, size, batchFirst }, precision);
}

/** Row `row` of a matrix, a view. */
export function rowOf({ data, columns }: Matrix, row: number): Matrix {
  return matrixView(data, row * columns, 1, columns);
}

/** The matrix whose rows run along `axis`, and how to put such rows back in the tensor's own order. */
export function alongAxis(
  tensor: Tensor,
  axis: number,
  precision: Precision,
): { rows: Matrix; back: (rows: Matrix) => Float64Array } {
  const { shape } = tensor;
  const at = axis < 0 ? axis + shape.length : axis;
  const length = shape[at] ?? 1;
  const inner = shape.slice(at + 1).reduce(product, 1);
  const outer = shape.slice(0, at).reduce(product, 1);
  const place = (row: number, column: number) => (Math.floor(row / inner) * length + column) * inner + (row % inner);
  const values = toArray(tensor);
  const rows = createMatrix(outer * inner, length, precision);
  forEachEntry(rows, (k, row, column) => {
    rows.data[k] = values[place(row, column)];
  });
  const back = (moved: Matrix) => {
    const flat = new Float64Array(values.length);
    forEachEntry(moved, (k, row, column) => {
      flat[place(row, column)] = moved.data[k];
    });
    return flat;
  };
  return { rows, back };
}

/** Zeros of each matrix's shape. */
export function zeros(...like: readonly Matrix[]): Matrix[] {
  return like.map(zerosLike);
}

function forEachEntry({ rows, columns }: Matrix, visit: (k: number, row: number, column: number) => void): void {
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) visit(row * columns + column, row, column);
  }
}

function product(left: number, right: number): number {
  return left * right;
}
