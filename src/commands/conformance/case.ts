/**
 * The format "conformance/1": what a case file holds, and how its tensors are read.
 *
 * Letters: B batch, T time. The fields are described in test/fixtures/conformance/README.md.
 */
import { createMatrix, type Matrix } from '../../engine/matrix.ts';

export interface Tensor {
  readonly dtype: string;
  readonly shape: readonly number[];
  /** Row-major; "NaN", "Infinity" and "-Infinity" stand for the numbers that JSON cannot write. */
  readonly data: readonly (number | string)[];
}

export type Tensors = Readonly<Record<string, Tensor>>;

export interface Case {
  readonly name: string;
  readonly op: string;
  readonly dtype?: string;
  readonly attributes?: Readonly<Record<string, unknown>>;
  readonly inputs?: Tensors;
  readonly params?: Tensors;
  readonly outputs?: Tensors | null;
  readonly upstream?: Tensor;
  readonly loss?: Loss;
  readonly grads?: Tensors;
  readonly steps?: readonly Readonly<Record<string, unknown>>[];
  readonly expected?: readonly PrintedEntry[];
  readonly readout?: string;
  readonly tolerance?: number;
  readonly outputs_abs_tolerance?: number;
  readonly throws?: string;
}

export interface Loss {
  readonly kind: string;
  readonly tensors?: Tensors;
  readonly value: number | string;
}

/** A number as its author printed it. */
export interface PrintedEntry {
  readonly tensor: string;
  readonly index: readonly number[];
  readonly value: number;
  readonly decimals: number;
}

export interface CaseFile {
  readonly family: string;
  readonly cases: readonly Case[];
}

/** Thrown where a case asks for something the engine does not offer; its message is the reason for skipping. */
export class NotOffered extends Error {}

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
export function toMatrix(tensor: Tensor): Matrix {
  const columns = tensor.shape.at(-1) ?? 1;
  return filled(tensor.shape.slice(0, -1).reduce(product, 1), columns, toArray(tensor));
}

/** A (rows, columns) matrix of these numbers. Throws when their count differs. */
export function filled(rows: number, columns: number, values: ArrayLike<number>): Matrix {
  const matrix = createMatrix(rows, columns);
  if (values.length !== matrix.data.length) {
    throw new Error(`${values.length} numbers do not fill a matrix of (${rows}, ${columns})`);
  }
  matrix.data.set(values);
  return matrix;
}

/** (T, B, n), or (B, T, n) when the batch comes first, as T matrices (B, n). (T, n) is a batch of one. */
export function toSteps(tensor: Tensor, batchFirst: boolean): Matrix[] {
  const shape = tensor.shape.length === 2 ? [tensor.shape[0], 1, tensor.shape[1]] : tensor.shape;
  if (shape.length !== 3) throw new Error(`a sequence has three indices, got ${tensor.shape.length}`);
  const [steps, batch] = batchFirst ? [shape[1], shape[0]] : [shape[0], shape[1]];
  const columns = shape[2];
  const values = toArray(tensor);
  return Array.from({ length: steps }, (_, step) => {
    const matrix = createMatrix(batch, columns);
    for (let row = 0; row < batch; row += 1) {
      const from = (batchFirst ? row * steps + step : step * batch + row) * columns;
      matrix.data.set(values.subarray(from, from + columns), row * columns);
    }
    return matrix;
  });
}

/** The way back: T matrices (B, n) as one flat array. */
export function fromSteps(matrices: readonly Matrix[], batchFirst: boolean): number[] {
  if (!batchFirst) return matrices.flatMap(({ data }) => Array.from(data));
  const { rows, columns } = matrices[0] ?? createMatrix(0, 0);
  return Array.from({ length: rows }, (_, row) =>
    matrices.flatMap(({ data }) => Array.from(data.subarray(row * columns, (row + 1) * columns))),
  ).flat();
}

/** The matrix whose rows run along `axis`, and how to put such rows back in the tensor's own order. */
export function alongAxis(tensor: Tensor, axis: number): { rows: Matrix; back: (rows: Matrix) => Float64Array } {
  const { shape } = tensor;
  const at = axis < 0 ? axis + shape.length : axis;
  const length = shape[at] ?? 1;
  const inner = shape.slice(at + 1).reduce(product, 1);
  const outer = shape.slice(0, at).reduce(product, 1);
  const place = (row: number, column: number) => (Math.floor(row / inner) * length + column) * inner + (row % inner);
  const values = toArray(tensor);
  const rows = createMatrix(outer * inner, length);
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

function forEachEntry({ rows, columns }: Matrix, visit: (k: number, row: number, column: number) => void): void {
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) visit(row * columns + column, row, column);
  }
}

function product(left: number, right: number): number {
  return left * right;
}
